//! The order in which tasks end is not that of their last steps.
// Ends: finished "a\nb\nend of a\nend of b\n" | finished "a\nb\nend of b\nend of a\n" | finished "a\nend of a\nb\nend of b\n" | finished "b\na\nend of a\nend of b\n" | finished "b\na\nend of b\nend of a\n" | finished "b\nend of b\na\nend of a\n".
use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let mut tasks = JoinSet::new();
    for name in ["a", "b"] {
        tasks.spawn(async move {
            println!("{name}");
            name
        });
    }
    while let Some(ended) = tasks.join_next().await {
        println!("end of {}", ended.unwrap());
    }
}
