use answer::{Inbox, Outbox, channel};
use std::sync::mpsc;
use std::thread;

/// Messages come out in the order in which they were sent.
pub fn order_is_kept() {
    let (outbox, inbox) = channel();
    let other = outbox.clone();
    assert_eq!(outbox.send(1), Ok(()));
    assert_eq!(other.send(2), Ok(()));
    assert_eq!(outbox.send(3), Ok(()));
    assert_eq!([inbox.recv(), inbox.recv()], [Some(1), Some(2)]);
    assert_eq!(inbox.recv(), Some(3));
}

/// `recv` waits for a message, which may come from another thread.
pub fn recv_waits() {
    let (outbox, inbox) = channel();
    let (ask, asked) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for question in asked {
                outbox.send(10 * question).unwrap();
            }
        });
        for question in [1, 2] {
            ask.send(question).unwrap();
            assert_eq!(inbox.recv(), Some(10 * question));
        }
        drop(ask);
    });
}

/// When the last outbox is dropped, `recv` returns the stored messages and then `None`.
pub fn all_outboxes_are_dropped() {
    let (outbox, inbox) = channel();
    let other = outbox.clone();
    drop(outbox);
    assert_eq!(other.send("bread"), Ok(()));
    drop(other);
    assert_eq!(inbox.recv(), Some("bread"));
    assert_eq!([inbox.recv(), inbox.recv()], [None, None]);
}

/// After `close`, `send` returns its message, and `recv` returns the stored messages and then `None`.
pub fn closed_is_not_empty() {
    let (outbox, inbox) = channel();
    let other = outbox.clone();
    assert_eq!(outbox.send("bread"), Ok(()));
    inbox.close();
    assert_eq!(outbox.send("rolls"), Err("rolls"));
    assert_eq!(other.clone().send("cake"), Err("cake"));
    assert_eq!(inbox.recv(), Some("bread"));
    assert_eq!([inbox.recv(), inbox.recv()], [None, None]);
    inbox.close(); // a second time
    drop((outbox, other));
    inbox.close(); // without an outbox
    assert_eq!(inbox.recv(), None);
}

/// When the inbox is dropped, `send` returns its message, and the stored messages are dropped.
pub fn the_inbox_is_dropped() {
    let (outbox, inbox) = channel();
    let (stored, is_stored) = mpsc::channel::<()>();
    assert!(outbox.send(stored).is_ok());
    drop(inbox);
    assert!(is_stored.recv().is_err(), "the stored message is dropped");
    let (late, _) = mpsc::channel();
    assert!(outbox.send(late).is_err(), "nobody can receive it");
}

/// Several threads may use one outbox, and the inbox may move to another thread.
pub fn between_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn is_sync<T: Sync>(_: &T) {}
    let (outbox, inbox): (Outbox<String>, Inbox<String>) = channel();
    is_send(&outbox);
    is_sync(&outbox);
    is_send(&inbox);
}
