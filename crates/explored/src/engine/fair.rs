//! Who must let others go first, so that a loop that only waits does not run forever.
//!
//! A thread that yields twice without any step of another thread that could have made one must wait until that thread has made a step.
//! This keeps every schedule that a fair scheduler can choose, and removes the endless ones: M. Musuvathi and S. Qadeer, "Fair Stateless
//! Model Checking", PLDI 2008.

/// A set of threads, by their index in the execution.
type Set = u64;

#[derive(Default)]
pub struct Fairness {
    windows: Vec<Window>,
    used: bool,
}

/// What has happened since a thread has yielded.
#[derive(Clone, Copy)]
struct Window {
    /// The threads that must make a step before this one does.
    first: Set,
    /// The threads that could have made a step all the time.
    always_ready: Set,
    /// The threads that this thread has made wait.
    stopped: Set,
    /// The threads that have made a step.
    stepped: Set,
}

impl Window {
    /// Before the first yield.
    const START: Window = Window {
        first: 0,
        always_ready: 0,
        stopped: 0,
        stepped: Set::MAX,
    };
}

/// How many threads a program may have: as many as a set has bits.
pub const MOST_THREADS: usize = Set::BITS as usize;

impl Fairness {
    /// Begins an execution.
    pub fn begin(&mut self) {
        self.windows.clear();
        self.used = false;
    }

    /// Whether `thread` must let one of the `ready` threads go first.
    pub fn must_wait(&self, thread: usize, ready: Set) -> bool {
        self.used && self.window(thread).first & ready != 0
    }

    fn window(&self, thread: usize) -> Window {
        self.windows.get(thread).copied().unwrap_or(Window::START)
    }

    /// `thread` made a step, before which the threads in `before` were ready, and after which those in `after` are. `yielded` says
    /// whether it yields now.
    pub fn stepped(&mut self, thread: usize, before: Set, after: Set, yielded: bool) {
        self.used |= yielded;
        if !self.used {
            return;
        }
        if self.windows.len() <= thread {
            self.windows.resize(thread + 1, Window::START);
        }
        let own = 1 << thread;
        for (index, window) in self.windows.iter_mut().enumerate() {
            window.first &= !own;
            window.always_ready &= after;
            window.stepped |= own;
            if index == thread {
                window.stopped |= before & !after;
            }
        }
        if yielded {
            let window = &mut self.windows[thread];
            let unfair = (window.always_ready | window.stopped) & !window.stepped;
            *window = Window {
                first: (window.first | unfair) & !own,
                always_ready: after,
                stopped: 0,
                stepped: 0,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thread that yields for the second time waits for the other one, until that has made a step.
    #[test]
    fn lets_others_go_first() {
        let mut fairness = Fairness::default();
        fairness.stepped(0, 0b11, 0b11, true);
        assert!(!fairness.must_wait(0, 0b11));
        fairness.stepped(0, 0b11, 0b11, true);
        assert!(fairness.must_wait(0, 0b11));
        assert!(!fairness.must_wait(0, 0b01), "the other one cannot run");
        fairness.stepped(1, 0b11, 0b11, false);
        assert!(!fairness.must_wait(0, 0b11));
    }
}
