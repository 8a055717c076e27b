use answer::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// This many threads meet in this many rounds.
fn meet(threads: usize, rounds: usize) {
    let barrier = Barrier::new(threads);
    let arrivals = AtomicUsize::new(0);
    let meet_often = || {
        let mut chosen = 0;
        for round in 1..=rounds {
            arrivals.fetch_add(1, SeqCst);
            chosen += usize::from(barrier.wait());
            let arrived = arrivals.load(SeqCst);
            assert!(arrived >= threads * round, "somebody has not come yet");
        }
        chosen
    };
    let chosen: usize = thread::scope(|scope| {
        let other: Vec<_> = (1..threads).map(|_| scope.spawn(meet_often)).collect();
        let mine = meet_often();
        other
            .into_iter()
            .map(|one| one.join().unwrap())
            .sum::<usize>()
            + mine
    });
    assert_eq!(chosen, rounds, "how often `true`");
}

/// Three threads meet.
pub fn three_meet() {
    meet(3, 1);
}

/// Two threads meet twice, and one of them may come again before the other one has left.
pub fn two_meet_twice() {
    meet(2, 2);
}
