use answer::ReadWrite;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Barrier;
use std::thread;

/// Each method returns the result of the work.
pub fn the_result_comes_out() {
    let lock = ReadWrite::default();
    assert_eq!(lock.read(|| 1), 1);
    assert_eq!(lock.write(|| "two"), "two");
    assert_eq!(lock.try_read(|| 3), Some(3), "nobody is inside");
}

/// Several readers are inside at the same time.
pub fn readers_share() {
    let lock = ReadWrite::default();
    let meeting = Barrier::new(3);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| lock.read(|| meeting.wait()));
        }
        let met = lock.try_read(|| meeting.wait());
        assert!(met.is_some(), "no writer is inside or waits");
    });
}

/// `try_read` does not wait for a writer.
pub fn try_read_does_not_wait() {
    let lock = ReadWrite::default();
    let tried = lock.write(|| thread::scope(|scope| scope.spawn(|| lock.try_read(|| ())).join()));
    assert_eq!(tried.unwrap(), None, "a writer is inside");
    assert_eq!(lock.try_read(|| 1), Some(1), "the writer has left");
}

/// If the work panics, the lock is released.
pub fn a_panic_leaves() {
    let lock = ReadWrite::default();
    let panic = || resume_unwind(Box::new("the work panics"));
    let caught = catch_unwind(AssertUnwindSafe(|| lock.write(panic)));
    assert!(caught.is_err(), "the panic goes on in the caller");
    assert_eq!(lock.try_read(|| 1), Some(1), "the writer has left");
    let caught = catch_unwind(AssertUnwindSafe(|| lock.read(panic)));
    assert!(caught.is_err(), "the panic goes on in the caller");
    let caught = catch_unwind(AssertUnwindSafe(|| lock.try_read(panic)));
    assert!(caught.is_err(), "the panic goes on in the caller");
    assert_eq!(lock.write(|| 2), 2, "the readers have left");
}
