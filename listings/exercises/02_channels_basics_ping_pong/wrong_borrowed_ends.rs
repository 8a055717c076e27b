// Fails: ping_may_panic, pong_may_panic, a_panic_under_every_schedule
// The threads borrow the senders, so a channel stays open when a thread panics, and the other thread waits forever.
use std::sync::mpsc;
use std::thread;

pub fn take_turns(rounds: usize, mut ping: impl FnMut() + Send, mut pong: impl FnMut() + Send) {
    let (to_ping, at_ping) = mpsc::channel();
    let (to_pong, at_pong) = mpsc::channel();
    let (to_ping, to_pong) = (&to_ping, &to_pong);
    to_ping.send(()).unwrap();
    thread::scope(|scope| {
        scope.spawn(move || {
            for _ in 0..rounds {
                at_ping.recv().unwrap();
                ping();
                to_pong.send(()).unwrap();
            }
        });
        scope.spawn(move || {
            for _ in 0..rounds {
                at_pong.recv().unwrap();
                pong();
                let _ = to_ping.send(());
            }
        });
    });
}
