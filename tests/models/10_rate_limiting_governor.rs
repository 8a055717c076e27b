//! The chapter's token bucket, its GCRA and `governor` give the same answers under one clock.

#[path = "../../listings/examples/10_rate_limiting.rs"]
#[allow(dead_code)] // its `main`
mod bucket;
#[path = "../../listings/examples/10_rate_limiting_gcra.rs"]
#[allow(dead_code)] // its `main`
mod gcra;

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, FakeRelativeClock};
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

/// At each of 10,000 instants, all three grant, or all three return the same wait.
// ANCHOR: main
#[test]
fn ours_and_governor_grant_alike() {
    let period = Duration::from_millis(100);
    let quota = Quota::with_period(period).unwrap();
    let quota = quota.allow_burst(NonZeroU32::new(3).unwrap());
    let clock = FakeRelativeClock::default();
    let library = RateLimiter::direct_with_clock(quota, clock.clone());

    let mut now = Instant::now();
    let mut bucket = bucket::Bucket::full(now);
    let mut schedule = gcra::Schedule::empty(now);
    let (mut granted, mut seed) = (0, 1_u64);
    for _ in 0..10_000 {
        let answer = library.check();
        let answer = answer.map_err(|not_until| not_until.wait_time_from(clock.now()));
        assert_eq!(bucket.ask(now), answer);
        assert_eq!(schedule.ask(now), answer);
        granted += u32::from(answer.is_ok());

        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1);
        let pause = Duration::from_micros((seed >> 33) % 200_000); // pseudo-random
        clock.advance(pause);
        now += pause;
    }
    assert!((5_000..10_000).contains(&granted)); // both answers occurred
}
// ANCHOR_END: main
