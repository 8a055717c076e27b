use answer::channel;
use std::thread;

/// While the inbox is being closed, each message is either refused or received.
pub fn refused_or_received() {
    let (outbox, inbox) = channel();
    let sends =
        thread::spawn(move || outbox.send(1).is_ok() as usize + outbox.send(2).is_ok() as usize);
    inbox.close();
    let mut received = 0;
    while inbox.recv().is_some() {
        received += 1;
    }
    assert_eq!(received, sends.join().unwrap(), "so many were accepted");
}

/// `recv` ends when the last outbox is dropped, in whatever thread.
pub fn the_end_is_noticed() {
    let (outbox, inbox) = channel();
    let other = outbox.clone();
    thread::scope(|scope| {
        scope.spawn(move || outbox.send(1).unwrap());
        scope.spawn(move || other.send(2).unwrap());
        let received = [inbox.recv(), inbox.recv()];
        assert!(received == [Some(1), Some(2)] || received == [Some(2), Some(1)]);
        assert_eq!(inbox.recv(), None);
    });
}
