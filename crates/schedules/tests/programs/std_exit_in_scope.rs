//! `main` ends the program in a scope whose threads use what is on its stack.
//! Ends: exit 4 "1\n" | exit 4 "".
use std::sync::Mutex;
use std::thread;

fn main() {
    let stock = Mutex::new(vec![0; 100]);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut stock = stock.lock().unwrap();
            stock[0] += 1;
            println!("{}", stock[0]);
            drop(stock);
            thread::park();
        });
        std::process::exit(4);
    });
}
