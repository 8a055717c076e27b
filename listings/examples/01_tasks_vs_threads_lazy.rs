//! Calling an `async fn` only creates a future. Its body runs when you await or spawn it.

extern crate tokio;

async fn bake(what: &str) -> String {
    println!("baking {what}");
    format!("fresh {what}")
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bread = bake("bread");
    println!("called: nothing is baked yet");
    println!("{}", bread.await);

    let cakes = tokio::spawn(bake("cakes"));
    println!("spawned: waits for its turn");
    println!("{}", cakes.await.expect("the task ended well"));
}
// ANCHOR_END: main
