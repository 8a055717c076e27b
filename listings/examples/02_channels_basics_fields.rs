//! The fields of a struct are dropped in the order of their declaration: here, the sender first.

use std::sync::mpsc::{self, SyncSender};
use std::thread::{self, JoinHandle};

// ANCHOR: main
struct Worker(Option<JoinHandle<usize>>);

impl Drop for Worker {
    fn drop(&mut self) {
        let orders = self.0.take().unwrap().join().unwrap();
        println!("the worker took {orders} order");
    }
}

struct Shop {
    orders: SyncSender<&'static str>,
    _worker: Worker,
}

fn main() {
    let (orders, rx) = mpsc::sync_channel(0);
    let counter = thread::spawn(move || rx.iter().count());
    let _worker = Worker(Some(counter));
    let shop = Shop { orders, _worker };

    shop.orders.send("bread").unwrap();
}
// ANCHOR_END: main
