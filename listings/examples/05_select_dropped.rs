//! The branch that was not chosen is dropped where it waits, before the chosen handler runs.

extern crate tokio;

use std::future::{pending, ready};
use tokio::select;

// ANCHOR: main
struct Oven(&'static str);

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{}: dropped", self.0);
    }
}

async fn bake(what: &'static str) {
    let _oven = Oven(what);
    println!("{what}: started");
    pending::<()>().await; // waits forever
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    select! {
        biased; // without it, the bread might not even be polled
        _ = bake("bread") => println!("handler: bread"),
        order = ready("cakes") => println!("handler: {order}"),
    }
}
// ANCHOR_END: main
