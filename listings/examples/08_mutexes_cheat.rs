//! The lines to know by heart: a mutex, a short critical section, many readers, a counter, a value that is set once.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, RwLock};
use std::thread;

// ANCHOR: cheat
static MENU: LazyLock<Vec<&str>> = LazyLock::new(|| vec!["bread", "cakes"]);
static TICKETS: AtomicU32 = AtomicU32::new(0);

fn main() {
    // ANCHOR: sheet
    let orders = Arc::new(Mutex::new(vec![MENU[0]]));
    let till = thread::spawn({
        let orders = Arc::clone(&orders);
        move || orders.lock().unwrap().push(MENU[1]) // locked for this statement only
    });
    till.join().unwrap();
    let last = orders.lock().unwrap().pop(); // released at the semicolon
    // ANCHOR_END: sheet
    if let Some(order) = last {
        println!("last order {order}"); // the lock is already released
    }

    let price = RwLock::new(120);
    *price.write().unwrap() += 10; // alone
    println!("price {}", price.read().unwrap()); // together with other readers

    let ticket = 1 + TICKETS.fetch_add(1, Ordering::Relaxed); // only a number
    println!("ticket {ticket}");
}
