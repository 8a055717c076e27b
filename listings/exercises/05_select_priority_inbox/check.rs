use answer::Inbox;
use std::time::Duration;
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::{Instant, sleep, timeout};

const PAUSE: Duration = Duration::from_secs(10);

fn inbox() -> (Sender<String>, Sender<String>, Inbox<String>) {
    let (urgent, from_urgent) = channel(200);
    let (normal, from_normal) = channel(200);
    (urgent, normal, Inbox::new(from_urgent, from_normal))
}

async fn send(to: &Sender<String>, names: &str) {
    for name in names.split_whitespace() {
        to.send(name.to_owned()).await.expect("the inbox is closed");
    }
}

/// Receives this many messages, and returns their names.
async fn take(count: usize, inbox: &mut Inbox<String>) -> String {
    let mut names = Vec::new();
    for _ in 0..count {
        let next = timeout(PAUSE, inbox.next()).await;
        names.push(match next {
            Ok(Some(name)) => name,
            Ok(None) => "(none)".to_owned(),
            Err(_) => "(it waits)".to_owned(),
        });
    }
    names.join(" ")
}

/// Urgent messages come first, and each kind keeps its order.
pub async fn urgent_comes_first() {
    for _ in 0..20 {
        let (urgent, normal, mut inbox) = inbox();
        send(&normal, "n1 n2 n3").await;
        send(&urgent, "u1 u2").await;
        assert_eq!(take(5, &mut inbox).await, "u1 u2 n1 n2 n3");
    }
}

/// After three urgent messages in a row, a normal message that waits is next.
pub async fn normal_is_not_starved() {
    let (urgent, normal, mut inbox) = inbox();
    send(&urgent, "u1 u2 u3 u4 u5 u6 u7").await;
    send(&normal, "n1 n2 n3").await;
    let names = take(10, &mut inbox).await;
    assert_eq!(names, "u1 u2 u3 n1 u4 u5 u6 n2 u7 n3");
}

/// A normal message ends the row of urgent ones.
pub async fn a_row_ends() {
    let (urgent, normal, mut inbox) = inbox();
    send(&urgent, "u1 u2").await;
    send(&normal, "n1").await;
    assert_eq!(take(3, &mut inbox).await, "u1 u2 n1");
    send(&urgent, "u3 u4 u5 u6").await;
    send(&normal, "n2").await;
    assert_eq!(take(5, &mut inbox).await, "u3 u4 u5 n2 u6");
}

/// A normal message that comes after four urgent ones is next, too.
pub async fn a_late_one_is_next() {
    let (urgent, normal, mut inbox) = inbox();
    send(&urgent, "u1 u2 u3 u4").await;
    assert_eq!(take(4, &mut inbox).await, "u1 u2 u3 u4");
    send(&normal, "n1").await;
    send(&urgent, "u5 u6 u7 u8").await;
    assert_eq!(take(5, &mut inbox).await, "n1 u5 u6 u7 u8");
}

/// Urgent messages do not wait for a normal one that has not come.
pub async fn urgent_does_not_wait() {
    let (urgent, _normal, mut inbox) = inbox();
    send(&urgent, "u1 u2 u3 u4 u5 u6 u7").await;
    assert_eq!(take(7, &mut inbox).await, "u1 u2 u3 u4 u5 u6 u7");
}

/// `next` waits for messages of both kinds, and not longer than necessary.
pub async fn it_waits_for_both() {
    let (urgent, normal, mut inbox) = inbox();
    send(&urgent, "u1 u2 u3").await;
    assert_eq!(take(3, &mut inbox).await, "u1 u2 u3");
    let start = Instant::now();
    tokio::spawn(async move {
        for (to, name) in [(&urgent, "u4"), (&normal, "n1"), (&urgent, "u5")] {
            sleep(PAUSE).await;
            send(to, name).await;
        }
    });
    for (name, seconds) in [("u4", 10), ("n1", 20), ("u5", 30)] {
        assert_eq!(inbox.next().await.as_deref(), Some(name));
        assert_eq!(start.elapsed(), Duration::from_secs(seconds), "{name}");
    }
}

/// If one channel is closed, the messages of the other one still come.
pub async fn one_may_be_closed() {
    for urgent_is_closed in [true, false] {
        let (urgent, normal, mut inbox) = inbox();
        send(&urgent, "u1").await;
        send(&normal, "n1").await;
        let (closed, open) = match urgent_is_closed {
            true => (urgent, normal),
            false => (normal, urgent),
        };
        drop(closed);
        assert_eq!(take(2, &mut inbox).await, "u1 n1");
        let start = Instant::now();
        tokio::spawn(async move {
            sleep(PAUSE).await;
            send(&open, "m1 m2 m3 m4 m5").await;
            sleep(PAUSE).await;
        });
        for name in ["m1", "m2", "m3", "m4", "m5"] {
            assert_eq!(inbox.next().await.as_deref(), Some(name));
        }
        assert_eq!(start.elapsed(), PAUSE);
    }
}

/// When both channels are closed, `next` returns the remaining messages, and then `None`.
pub async fn both_may_be_closed() {
    let (urgent, normal, mut inbox) = inbox();
    send(&urgent, "u1 u2 u3 u4").await;
    send(&normal, "n1 n2").await;
    drop((urgent, normal));
    let names = take(8, &mut inbox).await;
    assert_eq!(names, "u1 u2 u3 n1 u4 n2 (none) (none)");
}

/// If `next` is dropped, for example by a timeout, no message is lost.
pub async fn a_dropped_next_loses_nothing() {
    let (urgent, normal, mut inbox) = inbox();
    for (to, name) in [(&normal, "n1"), (&urgent, "u1"), (&normal, "n2")] {
        assert_eq!(take(1, &mut inbox).await, "(it waits)");
        send(to, name).await;
        assert_eq!(take(1, &mut inbox).await, name);
    }
}

/// The order is right for more messages than a task may receive in one poll.
pub async fn many_messages() {
    let (urgent, normal, mut inbox) = inbox();
    for number in 0..150 {
        send(&urgent, &format!("u{number}")).await;
    }
    for number in 0..50 {
        send(&normal, &format!("n{number}")).await;
    }
    for number in 0..50 {
        let urgent = [0, 1, 2].map(|place| format!("u{}", 3 * number + place));
        let names = take(4, &mut inbox).await;
        assert_eq!(names, format!("{} n{number}", urgent.join(" ")));
    }
}
