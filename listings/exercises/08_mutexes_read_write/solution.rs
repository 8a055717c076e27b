use std::sync::{Condvar, Mutex, MutexGuard};

/// A lock without data, for any number of readers or one writer.
#[derive(Default)]
pub struct ReadWrite {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How many readers are inside; -1 is a writer.
    inside: isize,
    waiting_writers: usize,
}

/// Somebody inside. The destructor runs even if the work panics.
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

    /// Runs `work` as a reader. Waits while a writer is inside or waits.
    pub fn read<R>(&self, work: impl FnOnce() -> R) -> R {
        let state = self.state.lock().unwrap();
        let closed = |state: &mut State| state.inside < 0 || state.waiting_writers > 0;
        let state = self.changed.wait_while(state, closed).unwrap();
        self.run(state, 1, work)
    }

    /// As `read`, but returns `None` in place of waiting.
    pub fn try_read<R>(&self, work: impl FnOnce() -> R) -> Option<R> {
        let state = self.state.lock().unwrap();
        let open = state.inside >= 0 && state.waiting_writers == 0;
        open.then(|| self.run(state, 1, work))
    }

    /// Runs `work` as the only one. Waits while anybody is inside.
    pub fn write<R>(&self, work: impl FnOnce() -> R) -> R {
        let mut state = self.state.lock().unwrap();
        state.waiting_writers += 1;
        let occupied = |state: &mut State| state.inside != 0;
        let mut state = self.changed.wait_while(state, occupied).unwrap();
        state.waiting_writers -= 1;
        self.run(state, -1, work)
    }
}
