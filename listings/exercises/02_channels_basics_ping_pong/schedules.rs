use answer::take_turns;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;

/// The calls are in turn under every schedule, and no thread waits forever.
pub fn under_every_schedule() {
    let calls = Mutex::new(Vec::new());
    take_turns(
        2,
        || calls.lock().unwrap().push("ping"),
        || calls.lock().unwrap().push("pong"),
    );
    let calls = calls.into_inner().unwrap();
    assert_eq!(calls, ["ping", "pong", "ping", "pong"]);
}

/// If a closure panics in the second round, no thread waits forever.
pub fn a_panic_under_every_schedule() {
    let (mut pings, mut pongs) = (0, 0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let pong = || {
            pongs += 1;
            if pongs == 2 {
                resume_unwind(Box::new("the ball is lost"));
            }
        };
        take_turns(3, || pings += 1, pong);
    }));
    assert_eq!([pings, pongs], [2, 2], "so often were they called");
    assert!(caught.is_err(), "it has not panicked");
}
