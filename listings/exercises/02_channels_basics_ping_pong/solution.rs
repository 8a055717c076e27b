use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub fn take_turns(rounds: usize, ping: impl FnMut() + Send, pong: impl FnMut() + Send) {
    let (to_ping, at_ping) = mpsc::channel();
    let (to_pong, at_pong) = mpsc::channel();
    to_ping.send(()).unwrap(); // ping has the ball first
    thread::scope(|scope| {
        scope.spawn(move || play(rounds, at_ping, ping, to_pong));
        scope.spawn(move || play(rounds, at_pong, pong, to_ping));
    });
}

/// Owns both ends, so that the other thread sees the end of this one, even if it panics.
fn play(rounds: usize, ball: Receiver<()>, mut hit: impl FnMut(), other: Sender<()>) {
    for _ in 0..rounds {
        if ball.recv().is_err() {
            return; // the other thread has panicked
        }
        hit();
        let _ = other.send(()); // `Err`: the other thread has ended
    }
}
