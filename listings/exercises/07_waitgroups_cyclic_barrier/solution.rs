use std::sync::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    complete: Condvar,
}

#[derive(Default)]
struct State {
    arrived: usize,
    /// How often all threads have come.
    round: usize,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Barrier {
            threads,
            state: Mutex::default(),
            complete: Condvar::new(),
        }
    }

    /// Waits until all threads have come. In each round, returns `true` to exactly one of them.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.arrived += 1;
        if state.arrived == self.threads {
            state.arrived = 0;
            state.round = state.round.wrapping_add(1);
            self.complete.notify_all();
            return true;
        }
        let mine = state.round;
        drop(
            self.complete
                .wait_while(state, |state| state.round == mine)
                .unwrap(),
        );
        false
    }
}
