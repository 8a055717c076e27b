//! Tokens form a tree: a cancel goes down to every descendant, never up, never to a sibling.

extern crate tokio_util;

use tokio_util::sync::CancellationToken;

// ANCHOR: main
fn main() {
    let shop = CancellationToken::new();
    let oven = shop.child_token();
    let batch = oven.child_token();
    let desk = shop.child_token();
    let told = |when: &str| {
        println!("{when}:");
        for (name, token) in [
            ("shop", &shop),
            ("oven", &oven),
            ("batch", &batch),
            ("desk", &desk),
        ] {
            println!(
                "  {name}: {}",
                if token.is_cancelled() {
                    "stop"
                } else {
                    "go on"
                }
            );
        }
    };

    oven.cancel();
    told("the oven is cancelled");

    shop.clone().cancel(); // a clone is the same token, not a child
    told("the shop is cancelled");

    let late = shop.child_token();
    println!("a child born late is cancelled: {}", late.is_cancelled());
}
// ANCHOR_END: main
