use answer::{Report, serve};
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

const GRACE: Duration = seconds(30);

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Serves requests, each of which is the number of seconds that it needs. `stop` is cancelled after so many seconds.
async fn run(requests: &[u64], stop_after: u64) -> (Report, Duration) {
    let open = Instant::now();
    let (sender, receiver) = mpsc::channel(100);
    for &request in requests {
        sender.try_send(request).unwrap();
    }
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        let _sender = sender; // the channel stays open
        sleep(seconds(stop_after)).await;
        stop.cancel();
        pending::<()>().await;
    });
    let handle = |request| sleep(seconds(request));
    let report = serve(receiver, told, GRACE, handle).await;
    (report, open.elapsed())
}

/// Requests are handled at the same time. When the channel has ended and all are done, so is `serve`.
pub async fn the_channel_ends() {
    let open = Instant::now();
    let (sender, receiver) = mpsc::channel(100);
    for request in [60, 3_600, 20] {
        sender.try_send(request).unwrap();
    }
    drop(sender);
    let handle = |request| sleep(seconds(request));
    let report = serve(receiver, CancellationToken::new(), GRACE, handle).await;
    let expected = Report {
        finished: 3,
        aborted: 0,
    };
    assert_eq!(report, expected, "three requests, and no cancellation");
    assert_eq!(open.elapsed(), seconds(3_600), "the slowest needs an hour");
}

/// After the cancellation, running requests may end, and `serve` returns as soon as they have ended.
pub async fn running_requests_may_end() {
    let (report, elapsed) = run(&[5, 20, 39], 10).await;
    let expected = Report {
        finished: 3,
        aborted: 0,
    };
    assert_eq!(report, expected, "all end within 30 s of the cancellation");
    assert_eq!(elapsed, seconds(39), "when the slowest request has ended");
}

/// All requests share one grace. What is running when it ends is aborted.
pub async fn all_share_one_grace() {
    let (report, elapsed) = run(&[5, 1_000, 20, 1_000, 41, 1_000], 10).await;
    let expected = Report {
        finished: 2,
        aborted: 4,
    };
    assert_eq!(report, expected, "two of six end within 30 s");
    assert_eq!(
        elapsed,
        seconds(40),
        "10 s until the cancellation, and 30 s"
    );
}

/// A server without requests stops at once.
pub async fn an_idle_server_stops() {
    let (report, elapsed) = run(&[3], 10).await;
    let expected = Report {
        finished: 1,
        aborted: 0,
    };
    assert_eq!(report, expected, "one request, which needs 3 s");
    assert_eq!(elapsed, seconds(10), "when `stop` is cancelled");
}

/// It also stops if the channel has ended before, while requests are running.
pub async fn it_stops_after_the_channels_end() {
    let open = Instant::now();
    let (sender, receiver) = mpsc::channel(100);
    sender.try_send(()).unwrap();
    drop(sender);
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        sleep(seconds(10)).await;
        stop.cancel();
    });
    let report = serve(receiver, told, GRACE, |()| pending()).await;
    let expected = Report {
        finished: 0,
        aborted: 1,
    };
    assert_eq!(report, expected, "a request that never ends");
    assert_eq!(open.elapsed(), seconds(40), "10 s, and 30 s");
}

/// After the cancellation, a sender gets an error, and no request starts.
pub async fn later_requests_are_refused() {
    let (sender, receiver) = mpsc::channel(100);
    let stop = CancellationToken::new();
    let told = stop.clone();
    let started = Arc::new(());
    let counts = Arc::clone(&started);
    let handle = move |request| {
        let counts = Arc::clone(&counts);
        async move {
            sleep(seconds(request)).await;
            drop(counts);
        }
    };
    let server = tokio::spawn(serve(receiver, told, GRACE, handle));
    sender.send(20).await.unwrap();
    sleep(seconds(10)).await;
    stop.cancel();
    sleep(seconds(1)).await;
    let sent = sender.send(1_000).await;
    assert!(
        sent.is_err(),
        "a request was accepted after the cancellation"
    );
    assert_eq!(Arc::strong_count(&started), 3, "one request is running");
    let expected = Report {
        finished: 1,
        aborted: 0,
    };
    assert_eq!(server.await.unwrap(), expected, "what the server reports");
}

/// When `serve` returns, no request is running.
pub async fn nothing_is_left_running() {
    let (sender, receiver) = mpsc::channel(100);
    let stop = CancellationToken::new();
    let told = stop.clone();
    let running = Arc::new(());
    for _ in 0..3 {
        sender.send(Arc::clone(&running)).await.unwrap();
    }
    tokio::spawn(async move {
        sleep(seconds(10)).await;
        stop.cancel();
    });
    let handle = |owned| async move {
        pending::<()>().await;
        drop(owned);
    };
    serve(receiver, told, GRACE, handle).await;
    let left = Arc::strong_count(&running) - 1;
    assert_eq!(left, 0, "requests that exist when `serve` has returned");
}

/// A request that panics disturbs nobody, and counts as finished.
pub async fn a_panic_disturbs_nobody() {
    let (sender, receiver) = mpsc::channel(100);
    for request in [10, 1, 20] {
        sender.send(request).await.unwrap();
    }
    drop(sender);
    let handle = |request| async move {
        sleep(seconds(request)).await;
        if request == 1 {
            resume_unwind(Box::new("this request is broken"));
        }
    };
    let report = serve(receiver, CancellationToken::new(), GRACE, handle).await;
    let expected = Report {
        finished: 3,
        aborted: 0,
    };
    assert_eq!(report, expected, "three requests, one of which panics");
}

/// A request that panics after the cancellation counts as finished, too.
pub async fn a_panic_during_the_grace() {
    let (sender, receiver) = mpsc::channel(100);
    for request in [20, 25, 1_000] {
        sender.try_send(request).unwrap();
    }
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        let _sender = sender; // the channel stays open
        sleep(seconds(10)).await;
        stop.cancel();
        pending::<()>().await;
    });
    let handle = |request| async move {
        sleep(seconds(request)).await;
        if request == 20 {
            resume_unwind(Box::new("this request is broken"));
        }
    };
    let report = serve(receiver, told, GRACE, handle).await;
    let expected = Report {
        finished: 2,
        aborted: 1,
    };
    assert_eq!(report, expected, "a panic, an end, and an abort");
}

/// If the caller drops the future of `serve`, the requests are dropped, too.
pub async fn a_dropped_server_leaves_nothing() {
    let (sender, receiver) = mpsc::channel(100);
    let running = Arc::new(());
    sender.send(Arc::clone(&running)).await.unwrap();
    let handle = |owned| async move {
        pending::<()>().await;
        drop(owned);
    };
    let serving = serve(receiver, CancellationToken::new(), GRACE, handle);
    let served = tokio::time::timeout(seconds(10), serving).await;
    assert!(served.is_err(), "`serve` returned without a cancellation");
    sleep(seconds(1)).await;
    let left = Arc::strong_count(&running) - 1;
    assert_eq!(left, 0, "requests that are still running");
}
