use answer::Queue;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Every item comes out once.
pub fn every_item_is_there() {
    let queue = Queue::new(2);
    let sum = thread::scope(|scope| {
        let first = scope.spawn(|| queue.pop());
        let second = scope.spawn(|| queue.pop());
        queue.push(1);
        queue.push(2);
        first.join().unwrap() + second.join().unwrap()
    });
    assert_eq!(sum, 3, "1 and 2 went in");
}

/// No thread waits forever.
pub fn nobody_waits_forever() {
    let queue = Queue::new(1);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| queue.pop());
            scope.spawn(|| queue.push(0));
        }
    });
}

/// When two items are popped, two threads that wait can push.
pub fn room_for_two() {
    let queue = Queue::new(2);
    queue.push(0);
    queue.push(0);
    thread::scope(|scope| {
        scope.spawn(|| queue.push(0));
        scope.spawn(|| queue.push(0));
        queue.pop();
        queue.pop();
    });
}

/// `push` waits while the queue is full, so it never holds more items than its capacity.
pub fn never_too_many() {
    let queue = Queue::new(1);
    queue.push(0);
    let pushed = AtomicUsize::new(1);
    let push = || {
        queue.push(0);
        pushed.fetch_add(1, SeqCst);
    };
    thread::scope(|scope| {
        scope.spawn(push);
        scope.spawn(push);
        for popped in 0..2 {
            let pushed = pushed.load(SeqCst);
            assert!(pushed <= 1 + popped, "{pushed} pushed, {popped} popped");
            queue.pop();
        }
    });
}
