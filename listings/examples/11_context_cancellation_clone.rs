//! A clone is the same token. A child is another token, which its parent cancels, but which does not cancel its parent.

extern crate tokio_util;

use tokio_util::sync::CancellationToken;

// ANCHOR: main
fn main() {
    let shop = CancellationToken::new();
    let desk = shop.clone();
    let oven = shop.child_token();
    let batch = oven.child_token();

    oven.cancel();
    println!(
        "batch {}, shop {}",
        batch.is_cancelled(),
        shop.is_cancelled()
    );

    desk.cancel();
    let late = shop.child_token();
    println!("shop {}, late {}", shop.is_cancelled(), late.is_cancelled());
}
// ANCHOR_END: main
