//! Pauses in a loop that spins.

use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};

use crate::std::thread::yield_now;

/// `crossbeam_utils::Backoff`: each pause is one step, which lets others go first.
#[derive(Default)]
pub struct Backoff {
    step: Cell<u32>,
}

/// After how many pauses a thread does not spin any more.
const SPIN_LIMIT: u32 = 6;
/// After how many pauses a thread should block.
const YIELD_LIMIT: u32 = 10;

impl Backoff {
    /// Before the first pause.
    #[must_use]
    pub fn new() -> Self {
        Backoff::default()
    }

    /// Begins again.
    pub fn reset(&self) {
        self.step.set(0);
    }

    /// Pauses, in a loop that tries again because another thread was faster.
    #[track_caller]
    pub fn spin(&self) {
        self.pause(SPIN_LIMIT);
    }

    /// Pauses, in a loop that waits for another thread.
    #[track_caller]
    pub fn snooze(&self) {
        self.pause(YIELD_LIMIT);
    }

    #[track_caller]
    fn pause(&self, limit: u32) {
        yield_now();
        if self.step.get() <= limit {
            self.step.set(self.step.get() + 1);
        }
    }

    /// Whether the thread should block now.
    pub fn is_completed(&self) -> bool {
        self.step.get() > YIELD_LIMIT
    }
}

impl Debug for Backoff {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.debug_struct("Backoff")
            .field("step", &self.step)
            .field("is_completed", &self.is_completed())
            .finish()
    }
}
