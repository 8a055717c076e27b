use answer::ReadWrite;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Adds one in two steps, between which nobody else may do so.
fn add(number: &AtomicU32) {
    let before = number.load(SeqCst);
    number.store(before + 1, SeqCst);
}

/// No reader is inside together with a writer.
pub fn a_writer_is_alone() {
    let lock = ReadWrite::default();
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| lock.write(|| (add(&number), add(&number))));
        let seen = lock.read(|| number.load(SeqCst));
        assert_eq!(seen % 2, 0, "a reader is inside with a writer");
    });
}

/// Without a writer, `try_read` comes in, also while another reader does.
pub fn try_read_comes_in() {
    let lock = ReadWrite::default();
    thread::scope(|scope| {
        scope.spawn(|| lock.read(|| ()));
        let came_in = lock.try_read(|| ()).is_some();
        assert!(came_in, "no writer is inside, and none waits");
    });
}

/// No update of two writers is lost.
pub fn two_writers() {
    let lock = ReadWrite::default();
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| lock.write(|| add(&number)));
        lock.write(|| add(&number));
    });
    assert_eq!(number.into_inner(), 2, "the sum of two writers");
}

/// No reader and no writer waits forever.
pub fn nobody_waits_forever() {
    let lock = ReadWrite::default();
    thread::scope(|scope| {
        scope.spawn(|| lock.write(|| ()));
        scope.spawn(|| lock.read(|| ()));
        lock.write(|| ());
    });
}

/// When a writer leaves, all waiting readers come in, and are inside at the same time.
pub fn readers_are_woken() {
    let lock = ReadWrite::default();
    let meeting = Barrier::new(2);
    thread::scope(|scope| {
        lock.write(|| {
            for _ in 0..2 {
                scope.spawn(|| lock.read(|| meeting.wait()));
            }
        });
    });
}

/// New readers do not overtake a writer that waits.
pub fn writers_are_not_starved() {
    let lock = ReadWrite::default();
    thread::scope(|scope| {
        lock.read(|| {
            scope.spawn(|| lock.write(|| ()));
            // Each `yield_now` lets the writer make a step, so it soon waits, and then nobody else may come in.
            let overtakes = || {
                thread::yield_now();
                lock.try_read(|| ()).is_some()
            };
            let overtaken = (0..20).take_while(|_| overtakes()).count();
            assert!(overtaken < 20, "a writer waits, but readers still come in");
        });
    });
}
