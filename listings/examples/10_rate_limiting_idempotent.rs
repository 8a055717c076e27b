//! After a timeout the payment may have been made. One key for all attempts makes a retry safe.

extern crate tokio;

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
#[derive(Default)]
struct Bank {
    paid: u32,
    receipts: HashMap<u32, String>, // by the key of the payment
}

impl Bank {
    /// Pays once for each key. A known key gets its old receipt again.
    fn pay(&mut self, key: u32, coins: u32) -> String {
        let paid = &mut self.paid;
        let receipt = self.receipts.entry(key).or_insert_with(|| {
            *paid += coins;
            format!("receipt {key}")
        });
        receipt.clone()
    }
}

async fn send(bank: &RefCell<Bank>, key: u32, attempt: u32) -> String {
    let receipt = bank.borrow_mut().pay(key, 60);
    if attempt == 1 {
        sleep(10 * SECOND).await; // paid, but the answer is late
    }
    receipt
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for one_key in [false, true] {
        let bank = RefCell::default();
        for attempt in 1..=3 {
            let key = if one_key { 1 } else { attempt };
            match timeout(SECOND, send(&bank, key, attempt)).await {
                Ok(receipt) => {
                    println!("one key: {one_key}, attempt {attempt}: {receipt}");
                    break;
                }
                Err(_) => println!("one key: {one_key}, attempt {attempt}: timeout"),
            }
        }
        println!("paid: {} coins", bank.borrow().paid);
    }
}
// ANCHOR_END: main
