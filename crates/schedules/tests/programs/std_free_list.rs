//! crossbeam#104 / argobots#178: a stack of slots by index; a slot that was popped and pushed again makes an old `next` look right.
// Ends: finished "[0, 1, 2]\n" | finished "[0, 1, 1, 2]\n".
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::Arc;
use std::thread;

const NONE: usize = 99;

struct FreeList {
    head: AtomicUsize,
    next: [AtomicUsize; 3],
}

impl FreeList {
    fn pop(&self) -> Option<usize> {
        loop {
            let head = self.head.load(SeqCst);
            if head == NONE {
                return None;
            }
            let next = self.next[head].load(SeqCst);
            if self.head.compare_exchange(head, next, SeqCst, SeqCst).is_ok() {
                return Some(head);
            }
        }
    }

    fn push(&self, slot: usize) {
        loop {
            let head = self.head.load(SeqCst);
            self.next[slot].store(head, SeqCst);
            if self.head.compare_exchange(head, slot, SeqCst, SeqCst).is_ok() {
                return;
            }
        }
    }
}

fn main() {
    let list = Arc::new(FreeList {
        head: AtomicUsize::new(0),
        next: [AtomicUsize::new(1), AtomicUsize::new(2), AtomicUsize::new(NONE)],
    });
    let other = Arc::clone(&list);
    let thief = thread::spawn(move || {
        let a = other.pop().unwrap();
        let b = other.pop().unwrap();
        other.push(a);
        b
    });
    let mine = list.pop().unwrap();
    let theirs = thief.join().unwrap();
    let mut rest = vec![mine, theirs];
    while let Some(slot) = list.pop() {
        rest.push(slot);
    }
    rest.sort();
    println!("{rest:?}");
}
