//! A send moves the `Vec`, not its bytes on the heap: the receiver gets the same buffer.

use std::mem::size_of_val;
use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let consumer = thread::spawn(move || {
        let page: Vec<u8> = rx.recv().expect("a page is sent");
        page.as_ptr() as usize
    });

    let page = vec![0_u8; 1_000_000];
    let (handle, bytes) = (size_of_val(&page), page.len());
    let address = page.as_ptr() as usize;
    tx.send(page).expect("the consumer is there"); // moved

    println!("moved {handle} bytes for a page of {bytes}");
    println!("same buffer: {}", consumer.join().unwrap() == address);
}
// ANCHOR_END: main
