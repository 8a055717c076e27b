use answer::Attempts;
use std::time::Duration;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Three attempts are allowed, and then none.
pub fn the_limit_is_three() {
    let attempts = Attempts::new(3, ms(300));
    let allowed = [0, 0, 10, 10, 20].map(|now| attempts.allow("ann", ms(now)));
    assert_eq!(allowed, [true, true, true, false, false], "five attempts");
}

/// No span of 300 ms contains more than three allowed attempts, wherever it begins.
pub fn no_span_holds_more_than_the_limit() {
    for begin in [0, 20, 100, 299, 1_000] {
        let attempts = Attempts::new(3, ms(300));
        let times = [0, 280, 280, 300, 310, 310].map(|time| begin + time);
        let allowed = times.map(|time| attempts.allow("ann", ms(time)));
        let within = times[1..].iter().zip(&allowed[1..]);
        let within = within.filter(|&(_, &allowed)| allowed).count();
        assert!(within <= 3, "{within} attempts were allowed within 30 ms");
        let expected = [true, true, true, true, false, false];
        assert_eq!(allowed, expected, "attempts at {times:?} ms");
    }
}

/// An attempt counts for one window: at 299 ms it still does, and at 300 ms it does not.
pub fn an_attempt_counts_for_one_window() {
    let attempts = Attempts::new(1, ms(300));
    let allowed = [50, 349, 350, 649, 650].map(|now| attempts.allow("ann", ms(now)));
    assert_eq!(allowed, [true, false, true, false, true], "from 50 ms on");
}

/// Threads may ask in another order than that of their times.
pub fn times_may_be_out_of_order() {
    let attempts = Attempts::new(2, ms(300));
    let allowed = [100, 99, 98].map(|now| attempts.allow("ann", ms(now)));
    assert_eq!(
        allowed,
        [true, true, false],
        "attempts at 100, 99 and 98 ms"
    );
}

/// A refused attempt does not count.
pub fn refused_attempts_do_not_count() {
    let attempts = Attempts::new(2, ms(300));
    let times = (0..=90).map(|n| 10 * n);
    let allowed = times.filter(|&now| attempts.allow("ann", ms(now)));
    let allowed: Vec<u64> = allowed.collect();
    let expected = [0, 10, 300, 310, 600, 610, 900];
    assert_eq!(allowed, expected, "when attempts are allowed, in ms");
}

/// Each user has a limit of their own.
pub fn users_do_not_disturb_each_other() {
    let attempts = Attempts::new(2, ms(300));
    let users = ["ann", "ann", "ann", "bob", "bob", "bob"];
    let allowed = users.map(|user| attempts.allow(user, ms(5)));
    assert_eq!(allowed, [true, true, false, true, true, false], "{users:?}");
}

/// For 20,000 attempts, it gives the same answers as a search through all allowed ones.
pub fn it_agrees_with_a_search() {
    let attempts = Attempts::new(5, ms(100));
    let mut allowed: [Vec<u64>; 3] = Default::default();
    let (mut now, mut random) = (0, 1_u64);
    for _ in 0..20_000 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        now += (random >> 33) % 16;
        let user = (random >> 50) as usize % 3;
        let of_user = &mut allowed[user];
        let recent = of_user.iter().rev().take(5);
        let expected = recent.filter(|&&then| then + 100 > now).count() < 5;
        if expected {
            of_user.push(now);
        }
        let user = ["ann", "bob", "carol"][user];
        let answer = attempts.allow(user, ms(now));
        assert_eq!(answer, expected, "{user} at {now} ms");
    }
}
