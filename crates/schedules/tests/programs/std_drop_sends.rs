//! Destructors send, lock and join although the execution is over.
//! Ends: finished "main ends\n" | finished "inner ended\nmain ends\n" | finished "main ends\ninner ended\n".
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

struct Reports(Sender<u32>, Arc<Mutex<u32>>, Option<JoinHandle<()>>);

impl Drop for Reports {
    fn drop(&mut self) {
        *self.1.lock().unwrap() += 1;
        if let Some(inner) = self.2.take() {
            inner.join().unwrap();
        }
        self.0.send(1).unwrap();
    }
}

fn wait_for_ever() {
    thread::park();
}

fn receive_two(rx: Receiver<u32>) {
    rx.recv().unwrap();
    rx.recv().unwrap();
}

fn main() {
    let count = Arc::new(Mutex::new(0));
    let (tx, rx) = channel();
    let (own, of_inner) = (count.clone(), tx.clone());
    thread::spawn(move || {
        let inner = thread::spawn(|| println!("inner ended"));
        let _reports = Reports(of_inner, own, Some(inner));
        wait_for_ever();
    });
    thread::spawn(move || {
        let _reports = Reports(tx, count, None);
        wait_for_ever();
    });
    thread::spawn(move || receive_two(rx));
    println!("main ends");
}
