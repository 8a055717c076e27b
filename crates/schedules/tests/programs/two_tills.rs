//! Two tills lose a sale.
//! Ends: finished "sold: 1\n" | finished "sold: 2\n".
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let sold = Arc::new(AtomicU32::new(0));
    let tills: Vec<_> = (0..2)
        .map(|_| {
            let sold = sold.clone();
            thread::spawn(move || {
                let seen = sold.load(Ordering::Relaxed);
                sold.store(seen + 1, Ordering::Relaxed);
            })
        })
        .collect();
    for till in tills {
        till.join().unwrap();
    }
    println!("sold: {}", sold.load(Ordering::Relaxed));
}
