// Fails: all_have_come, one_is_chosen, three_meet
// The last thread wakes only one of the others.
use std::sync::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<(usize, usize)>,
    complete: Condvar,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Barrier {
            threads,
            state: Mutex::new((0, 0)),
            complete: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.0 += 1;
        if state.0 == self.threads {
            *state = (0, state.1 + 1);
            self.complete.notify_one();
            return true;
        }
        let round = state.1;
        while state.1 == round {
            state = self.complete.wait(state).unwrap();
        }
        false
    }
}
