// Fails: writers_are_not_starved
// Readers wait only for a writer that is inside, so a writer waits forever if there is always a reader.
use std::sync::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
pub struct ReadWrite {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: isize,
}

struct Inside<'a>(&'a ReadWrite, isize);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().inside -= self.1;
        self.0.changed.notify_all();
    }
}

impl ReadWrite {
    fn run<R>(&self, mut state: MutexGuard<State>, who: isize, work: impl FnOnce() -> R) -> R {
        state.inside += who;
        drop(state);
        let _inside = Inside(self, who);
        work()
    }

    pub fn read<R>(&self, work: impl FnOnce() -> R) -> R {
        let state = self.state.lock().unwrap();
        let closed = |state: &mut State| state.inside < 0;
        let state = self.changed.wait_while(state, closed).unwrap();
        self.run(state, 1, work)
    }

    pub fn try_read<R>(&self, work: impl FnOnce() -> R) -> Option<R> {
        let state = self.state.lock().unwrap();
        let open = state.inside >= 0;
        open.then(|| self.run(state, 1, work))
    }

    pub fn write<R>(&self, work: impl FnOnce() -> R) -> R {
        let state = self.state.lock().unwrap();
        let occupied = |state: &mut State| state.inside != 0;
        let state = self.changed.wait_while(state, occupied).unwrap();
        self.run(state, -1, work)
    }
}
