use answer::Queue;
use std::sync::mpsc;
use std::thread;

/// What goes in comes out, in the same order.
pub fn order_is_kept() {
    let queue = Queue::new(3);
    for item in [1, 2, 3] {
        queue.push(item);
    }
    assert_eq!([queue.pop(), queue.pop(), queue.pop()], [1, 2, 3]);
}

/// A `push` that waits continues when an item is popped.
pub fn push_waits() {
    let queue = Queue::new(1);
    let (sent, received) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            queue.push("first");
            queue.push("second");
            sent.send("pushed both").unwrap();
        });
        assert_eq!(queue.pop(), "first");
        assert_eq!(queue.pop(), "second");
        assert_eq!(received.recv(), Ok("pushed both"));
    });
}

/// A `pop` that waits continues when an item is pushed.
pub fn pop_waits() {
    let queue = Queue::new(2);
    thread::scope(|scope| {
        let popped = scope.spawn(|| [queue.pop(), queue.pop()]);
        queue.push("first");
        queue.push("second");
        assert_eq!(popped.join().unwrap(), ["first", "second"]);
    });
}
