use answer::Queue;
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
