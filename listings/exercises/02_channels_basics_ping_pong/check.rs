use answer::take_turns;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::thread::{self, ThreadId};

/// `ping` begins, and the two are called in turn, `rounds` times each.
pub fn one_after_the_other() {
    let calls = Mutex::new(Vec::new());
    take_turns(
        3,
        || calls.lock().unwrap().push("ping"),
        || calls.lock().unwrap().push("pong"),
    );
    let calls = calls.into_inner().unwrap();
    assert_eq!(calls, ["ping", "pong", "ping", "pong", "ping", "pong"]);
}

/// One thread makes all calls of `ping`, and another one makes all calls of `pong`.
pub fn each_on_its_own_thread() {
    let (mut pings, mut pongs) = (Vec::<ThreadId>::new(), Vec::<ThreadId>::new());
    take_turns(
        2,
        || pings.push(thread::current().id()),
        || pongs.push(thread::current().id()),
    );
    assert_eq!([pings[0], pongs[0]], [pings[1], pongs[1]]);
    assert_ne!(pings[0], pongs[0]);
}

/// With no rounds, nothing is called.
pub fn no_rounds() {
    take_turns(0, || unreachable!(), || unreachable!());
}

/// If `ping` panics, `take_turns` panics as well, and `pong` does not get another turn.
pub fn ping_may_panic() {
    let (mut pings, mut pongs) = (0, 0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let ping = || {
            pings += 1;
            if pings == 2 {
                resume_unwind(Box::new("the ball is lost"));
            }
        };
        take_turns(3, ping, || pongs += 1);
    }));
    assert_eq!([pings, pongs], [2, 1], "so often were they called");
    assert!(caught.is_err(), "it has not panicked");
}

/// If `pong` panics, `take_turns` panics as well, and `ping` does not get another turn.
pub fn pong_may_panic() {
    let (mut pings, mut pongs) = (0, 0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let pong = || {
            pongs += 1;
            resume_unwind(Box::new("the ball is lost"));
        };
        take_turns(3, || pings += 1, pong);
    }));
    assert_eq!([pings, pongs], [1, 1], "so often were they called");
    assert!(caught.is_err(), "it has not panicked");
}
