// Fails: one_after_the_other, each_on_its_own_thread, under_every_schedule
// After the last round, pong sends the ball to a thread that has ended. The send returns an `Err`, and `unwrap` panics.
use std::sync::mpsc::sync_channel;
use std::thread;

pub fn take_turns(rounds: usize, mut ping: impl FnMut() + Send, mut pong: impl FnMut() + Send) {
    let (to_ping, at_ping) = sync_channel(0);
    let (to_pong, at_pong) = sync_channel(0);
    thread::scope(|scope| {
        scope.spawn(move || {
            for round in 0..rounds {
                if round > 0 {
                    at_ping.recv().unwrap();
                }
                ping();
                to_pong.send(()).unwrap();
            }
        });
        scope.spawn(move || {
            for _ in 0..rounds {
                at_pong.recv().unwrap();
                pong();
                to_ping.send(()).unwrap();
            }
        });
    });
}
