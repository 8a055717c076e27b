//! The stream comes first under `biased`, but stop still wins when the poll's budget is used up.

extern crate tokio;
extern crate tokio_util;

use tokio::{select, sync::mpsc};
use tokio_util::sync::CancellationToken;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut orders) = mpsc::channel(1000);
    for order in 0..1000 {
        tx.try_send(order).unwrap();
    }
    let stop = CancellationToken::new();
    stop.cancel(); // before the first iteration

    let mut handled = 0;
    loop {
        select! {
            biased;
            // not cancellation safe: it may be dropped between two orders
            _ = async {
                for _ in 0..3 {
                    orders.recv().await;
                }
            } => handled += 3,
            _ = stop.cancelled() => break,
        }
    }
    let lost = 1000 - handled - orders.len();
    println!("{handled} handled, {} left, {lost} lost", orders.len());
}
// ANCHOR_END: main
