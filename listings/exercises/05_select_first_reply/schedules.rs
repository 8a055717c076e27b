use answer::first_reply;
use crossbeam_channel::{bounded, unbounded};
use std::thread;

/// Each reply is received once, even if a server ends at the same moment.
pub fn each_reply_is_received() {
    let (_running, stop) = bounded::<()>(0);
    let (to_bread, bread) = unbounded();
    let (to_cakes, cakes) = unbounded();
    let servers = [bread, cakes];
    thread::scope(|scope| {
        scope.spawn(move || to_bread.send("bread"));
        scope.spawn(move || to_cakes.send("cakes"));
        let mut replies = [0; 3].map(|_| first_reply(&servers, &stop));
        replies.sort();
        assert_eq!(replies, [None, Some((0, "bread")), Some((1, "cakes"))]);
    });
}

/// Two threads may wait for the same servers: each of them gets one reply.
pub fn two_may_wait() {
    let (_running, stop) = bounded::<()>(0);
    let (to_bread, bread) = unbounded();
    let (to_cakes, cakes) = unbounded();
    let servers = [bread, cakes];
    thread::scope(|scope| {
        let other = scope.spawn(|| first_reply(&servers, &stop));
        to_bread.send("bread").unwrap();
        to_cakes.send("cakes").unwrap();
        let mine = first_reply(&servers, &stop);
        let mut replies = [mine, other.join().unwrap()];
        replies.sort();
        assert_eq!(replies, [Some((0, "bread")), Some((1, "cakes"))]);
    });
}

/// If `stop` comes first, a reply that comes then is not lost.
pub fn stop_loses_no_reply() {
    let (running, stop) = bounded::<()>(0);
    let (sender, server) = unbounded();
    let servers = [server];
    let first = thread::scope(|scope| {
        scope.spawn(move || drop(running));
        scope.spawn(|| sender.send(7));
        first_reply(&servers, &stop)
    });
    let left = servers[0].try_recv().ok();
    match first {
        Some(reply) => assert_eq!((reply, left), ((0, 7), None)),
        None => assert_eq!(left, Some(7), "the reply is lost"),
    }
}
