// Fails: one_after_the_other, each_on_its_own_thread, ping_may_panic, pong_may_panic, under_every_schedule, a_panic_under_every_schedule
// Both threads first wait for the ball, and nobody has it.
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub fn take_turns(rounds: usize, ping: impl FnMut() + Send, pong: impl FnMut() + Send) {
    let (to_ping, at_ping) = mpsc::channel();
    let (to_pong, at_pong) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || play(rounds, at_ping, ping, to_pong));
        scope.spawn(move || play(rounds, at_pong, pong, to_ping));
    });
}

fn play(rounds: usize, ball: Receiver<()>, mut hit: impl FnMut(), other: Sender<()>) {
    for _ in 0..rounds {
        if ball.recv().is_err() {
            return;
        }
        hit();
        let _ = other.send(());
    }
}
