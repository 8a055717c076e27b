//! `send` consumes a oneshot sender, so a second reply does not compile.

extern crate tokio;

use tokio::sync::oneshot;

// ANCHOR: main
fn answer(reply: oneshot::Sender<i32>, highest: i32) {
    if highest < 0 {
        reply.send(0).unwrap(); // a `return` is missing
    }
    reply.send(highest).unwrap();
}
// ANCHOR_END: main

fn main() {
    answer(oneshot::channel().0, 21);
}
