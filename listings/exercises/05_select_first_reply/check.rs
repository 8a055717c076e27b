use answer::first_reply;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::thread;

/// The senders and the receivers of this many channels.
fn servers(count: usize) -> (Vec<Sender<u32>>, Vec<Receiver<u32>>) {
    (0..count).map(|_| unbounded()).unzip()
}

/// The reply of any server is received, with the index of this server.
pub fn any_server_may_reply() {
    let (_running, stop) = bounded::<()>(0);
    for place in 0..3 {
        let (senders, receivers) = servers(3);
        thread::scope(|scope| {
            scope.spawn(|| senders[place].send(7));
            assert_eq!(first_reply(&receivers, &stop), Some((place, 7)));
        });
    }
}

/// A server that ends without a reply is passed over.
pub fn a_server_may_end() {
    let (_running, stop) = bounded::<()>(0);
    for last in 0..4 {
        let (senders, receivers) = servers(4);
        thread::scope(|scope| {
            for (place, sender) in senders.into_iter().enumerate() {
                scope.spawn(move || {
                    if place == last {
                        sender.send(7).unwrap();
                    }
                });
            }
            assert_eq!(first_reply(&receivers, &stop), Some((last, 7)));
        });
    }
}

/// If all servers have ended without a reply, the result is `None`.
pub fn all_servers_may_end() {
    let (_running, stop) = bounded::<()>(0);
    for count in 0..4 {
        let (senders, receivers) = servers(count);
        drop(senders);
        assert_eq!(first_reply(&receivers, &stop), None, "{count} servers");
    }
}

/// When `stop` is closed or gets a message, `first_reply` stops waiting.
pub fn stop_ends_the_wait() {
    let (_senders, receivers) = servers(2);
    let (running, stop) = bounded::<()>(0);
    thread::scope(|scope| {
        scope.spawn(move || drop(running));
        assert_eq!(first_reply(&receivers, &stop), None, "`stop` was closed");
    });
    let (running, stop) = bounded(1);
    thread::scope(|scope| {
        let running = &running;
        scope.spawn(move || running.send(()));
        assert_eq!(first_reply(&receivers, &stop), None, "`stop` has a message");
    });
}

/// Only one reply is received, and the others stay in their channels.
pub fn other_replies_stay() {
    let (_running, stop) = bounded::<()>(0);
    let (senders, receivers) = servers(3);
    for (place, sender) in senders.iter().enumerate() {
        sender.send(place as u32).unwrap();
        sender.send(place as u32).unwrap();
    }
    for left in (0..6).rev() {
        let (place, reply) = first_reply(&receivers, &stop).expect("there is a reply");
        assert_eq!(place as u32, reply, "the index does not fit the reply");
        let waiting: usize = receivers.iter().map(Receiver::len).sum();
        assert_eq!(waiting, left, "replies that are left");
    }
}
