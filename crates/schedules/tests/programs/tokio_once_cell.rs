//! Two tasks want a value, and one of them makes it.
// Ends: finished "made by 1\n1 1\n" | finished "made by 2\n2 2\n".
use tokio::sync::OnceCell;

static MENU: OnceCell<u32> = OnceCell::const_new();

async fn menu(me: u32) -> u32 {
    *MENU
        .get_or_init(|| async move {
            println!("made by {me}");
            me
        })
        .await
}

#[tokio::main]
async fn main() {
    let first = tokio::spawn(menu(1));
    let second = tokio::spawn(menu(2));
    println!("{} {}", first.await.unwrap(), second.await.unwrap());
}
