// Fails: a_panic_leaves
// If the work panics, the lines that release the lock are never reached.
use std::sync::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
pub struct ReadWrite {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: isize,
    waiting_writers: usize,
}

impl ReadWrite {
    fn run<R>(&self, mut state: MutexGuard<State>, who: isize, work: impl FnOnce() -> R) -> R {
        state.inside += who;
        drop(state);
        let result = work();
        self.state.lock().unwrap().inside -= who;
        self.changed.notify_all();
        result
    }

    pub fn read<R>(&self, work: impl FnOnce() -> R) -> R {
        let state = self.state.lock().unwrap();
        let closed = |state: &mut State| state.inside < 0 || state.waiting_writers > 0;
        let state = self.changed.wait_while(state, closed).unwrap();
        self.run(state, 1, work)
    }

    pub fn try_read<R>(&self, work: impl FnOnce() -> R) -> Option<R> {
        let state = self.state.lock().unwrap();
        let open = state.inside >= 0 && state.waiting_writers == 0;
        open.then(|| self.run(state, 1, work))
    }

    pub fn write<R>(&self, work: impl FnOnce() -> R) -> R {
        let mut state = self.state.lock().unwrap();
        state.waiting_writers += 1;
        let occupied = |state: &mut State| state.inside != 0;
        let mut state = self.changed.wait_while(state, occupied).unwrap();
        state.waiting_writers -= 1;
        self.run(state, -1, work)
    }
}
