//! Tokens form a tree: a cancel goes down to every descendant, never up, never to a sibling.

extern crate tokio_util;

use tokio_util::sync::CancellationToken;

// ANCHOR: main
fn main() {
    let shop = CancellationToken::new();
    let oven = shop.child_token();
    let batch = oven.child_token();
    let desk = shop.child_token();
    let tree = [
        ("shop", &shop),
        ("oven", &oven),
        ("batch", &batch),
        ("desk", &desk),
    ];
    let who = || {
        let told = tree.iter().filter(|(_, token)| token.is_cancelled());
        told.map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    };

    oven.cancel();
    println!("oven cancelled: {} stop", who());

    shop.clone().cancel(); // a clone is the same token, not a child
    println!("shop cancelled: {} stop", who());

    let late = shop.child_token();
    println!("a child born late: cancelled {}", late.is_cancelled());
}
// ANCHOR_END: main
