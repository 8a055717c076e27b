use answer::Attempts;
use std::thread;
use std::time::Duration;

/// When two threads try at once and the limit is one, one of them is allowed.
pub fn the_limit_holds_for_threads() {
    let attempts = Attempts::new(1, Duration::from_millis(300));
    let now = Duration::from_millis(50);
    let allowed = thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(|| attempts.allow("ann", now)));
        threads.map(|thread| usize::from(thread.join().unwrap()))
    });
    let allowed: usize = allowed.iter().sum();
    assert_eq!(allowed, 1, "attempts that were allowed");
}

/// What a thread notes is not lost while another user tries for the first time.
pub fn users_come_at_once() {
    let attempts = Attempts::new(1, Duration::from_millis(300));
    let now = Duration::from_millis(50);
    thread::scope(|scope| {
        for user in ["ann", "bob"] {
            let attempts = &attempts;
            scope.spawn(move || attempts.allow(user, now));
        }
    });
    let again = ["ann", "bob"].map(|user| attempts.allow(user, now));
    assert_eq!(again, [false; 2], "whether ann and bob may try again");
}
