// Fails: ping_may_panic, pong_may_panic, a_panic_under_every_schedule
// A flag says whose turn it is. If a thread panics, nobody changes the flag, and the other thread waits forever.
use std::sync::{Condvar, Mutex};
use std::thread;

pub fn take_turns(rounds: usize, ping: impl FnMut() + Send, pong: impl FnMut() + Send) {
    let (is_pong, changed) = (Mutex::new(false), Condvar::new());
    let (is_pong, changed) = (&is_pong, &changed);
    thread::scope(|scope| {
        scope.spawn(move || play(rounds, is_pong, changed, false, ping));
        scope.spawn(move || play(rounds, is_pong, changed, true, pong));
    });
}

fn play(rounds: usize, is_pong: &Mutex<bool>, changed: &Condvar, own: bool, mut hit: impl FnMut()) {
    for _ in 0..rounds {
        let turn = is_pong.lock().unwrap();
        drop(changed.wait_while(turn, |turn| *turn != own).unwrap());
        hit();
        *is_pong.lock().unwrap() = !own;
        changed.notify_one();
    }
}
