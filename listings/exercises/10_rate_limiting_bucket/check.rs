use answer::Bucket;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, advance, sleep, sleep_until, timeout};

const PERIOD: Duration = ms(100);

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// A full bucket grants a burst of its capacity, and then one request per period.
pub async fn a_burst_and_then_the_rate() {
    let open = Instant::now();
    let bucket = Bucket::new(3, PERIOD);
    let mut times = Vec::new();
    for _ in 0..7 {
        bucket.take().await;
        times.push(open.elapsed().as_millis());
    }
    let expected = [0, 0, 0, 100, 200, 300, 400];
    assert_eq!(times, expected, "when the requests were granted, in ms");
}

/// `try_take` answers at once.
pub async fn try_take_does_not_wait() {
    let open = Instant::now();
    let bucket = Bucket::new(2, PERIOD);
    let answers = [(); 3].map(|()| bucket.try_take());
    assert_eq!(answers, [true, true, false], "two tokens, three requests");
    sleep(ms(101)).await;
    let answers = [(); 2].map(|()| bucket.try_take());
    assert_eq!(answers, [true, false], "one period later");
    assert_eq!(open.elapsed(), ms(101), "`try_take` waited for a token");
}

/// After a long pause, the bucket holds no more tokens than its capacity.
pub async fn a_pause_fills_it_only_once() {
    let bucket = Bucket::new(3, PERIOD);
    for pause in [0, 250, 10_050, 3_600_050] {
        while bucket.try_take() {}
        sleep(ms(pause)).await;
        let granted = (0..1_000).filter(|_| bucket.try_take()).count();
        let expected = (pause as usize / 100).min(3);
        assert_eq!(granted, expected, "requests after a pause of {pause} ms");
    }
}

/// Asked every 30 ms, it grants one request per period.
pub async fn often_asked_it_gives_as_much() {
    let open = Instant::now();
    let bucket = Bucket::new(2, PERIOD);
    while bucket.try_take() {}
    sleep(ms(5)).await;
    let mut times = Vec::new();
    while times.len() < 6 && open.elapsed() < ms(2_000) {
        if bucket.try_take() {
            times.push(open.elapsed().as_millis());
        }
        sleep(ms(30)).await;
    }
    let expected = [125, 215, 305, 425, 515, 605];
    assert_eq!(times, expected, "when the requests were granted, in ms");
}

/// A full bucket saves no part of a period: the next token comes one period after the first is taken.
pub async fn a_full_bucket_saves_nothing() {
    let open = Instant::now();
    let bucket = Bucket::new(3, PERIOD);
    sleep(ms(95)).await;
    let mut times = Vec::new();
    for _ in 0..5 {
        bucket.take().await;
        times.push(open.elapsed().as_millis());
    }
    sleep_until(open + ms(1_070)).await;
    for _ in 0..5 {
        bucket.take().await;
        times.push(open.elapsed().as_millis());
    }
    let expected = [95, 95, 95, 195, 295, 1_070, 1_070, 1_070, 1_170, 1_270];
    assert_eq!(times, expected, "when the requests were granted, in ms");
}

/// A part of a period counts: after 250 ms, the third token comes 50 ms later.
pub async fn half_a_period_counts() {
    let open = Instant::now();
    let bucket = Bucket::new(3, PERIOD);
    while bucket.try_take() {}
    sleep(ms(250)).await;
    let mut times = Vec::new();
    for _ in 0..4 {
        bucket.take().await;
        times.push(open.elapsed().as_millis());
    }
    let expected = [250, 250, 300, 400];
    assert_eq!(times, expected, "when the requests were granted, in ms");
}

/// Whoever waits is served before those who come later.
pub async fn who_waits_comes_first() {
    let open = Instant::now();
    let bucket = Arc::new(Bucket::new(1, PERIOD));
    bucket.take().await;
    let mut tasks = JoinSet::new();
    // The timer of the last one ends at the same time as the wait of the first one, and was started before it.
    for (name, comes) in [("last", 100), ("first", 0), ("second", 0), ("third", 50)] {
        let bucket = Arc::clone(&bucket);
        tasks.spawn(async move {
            sleep_until(open + ms(comes)).await;
            bucket.take().await;
            (open.elapsed().as_millis(), name)
        });
        yield_now().await;
    }
    let mut served = tasks.join_all().await;
    served.sort();
    let expected = [
        (100, "first"),
        (200, "second"),
        (300, "third"),
        (400, "last"),
    ];
    assert_eq!(served, expected, "when they were served, in ms");
}

/// Whoever gives up takes no token.
pub async fn who_gives_up_takes_no_token() {
    let open = Instant::now();
    let bucket = Arc::new(Bucket::new(1, PERIOD));
    bucket.take().await;
    let waits = Arc::clone(&bucket);
    let patient = tokio::spawn(async move {
        sleep(ms(10)).await;
        waits.take().await;
        open.elapsed()
    });
    // It comes before the patient one, and another one comes after both.
    let gave_up = timeout(ms(50), bucket.take()).await;
    assert!(gave_up.is_err(), "a token was there after less than 50 ms");
    let gave_up = timeout(ms(20), bucket.take()).await;
    assert!(gave_up.is_err(), "a token was there after less than 70 ms");
    assert_eq!(
        patient.await.unwrap(),
        PERIOD,
        "when the patient one was served"
    );
    bucket.take().await;
    assert_eq!(open.elapsed(), 2 * PERIOD, "when the next token was there");
}

/// `try_take` does not wait, either, while others wait in `take`.
pub async fn try_take_beside_take() {
    let open = Instant::now();
    let bucket = Arc::new(Bucket::new(1, PERIOD));
    bucket.take().await;
    let waits = Arc::clone(&bucket);
    let waiting = tokio::spawn(async move {
        waits.take().await;
        open.elapsed()
    });
    yield_now().await;
    advance(ms(40)).await;
    assert!(!bucket.try_take(), "there was no token at 40 ms");
    assert_eq!(open.elapsed(), ms(40), "`try_take` waited");
    assert_eq!(waiting.await.unwrap(), PERIOD, "when `take` returned");
}
