// Fails: readers_share, try_read_does_not_wait, a_panic_leaves, readers_are_woken, writers_are_not_starved
// The mutex stays locked while the work runs, so only one reader is inside at a time.
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
        let result = work();
        state.inside -= who;
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
