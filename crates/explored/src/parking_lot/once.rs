//! `Once`.

use core::fmt::{self, Debug, Formatter};

use crate::std::sync;

/// `parking_lot::Once`.
pub struct Once(sync::Once);

/// `parking_lot::OnceState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnceState {
    /// No call has been made.
    New,
    /// A call has panicked: not known here.
    Poisoned,
    /// A call runs: not known here.
    InProgress,
    /// A call has ended.
    Done,
}

impl OnceState {
    /// Whether a call has panicked.
    #[must_use]
    pub fn poisoned(self) -> bool {
        self == OnceState::Poisoned
    }

    /// Whether a call has ended.
    #[must_use]
    pub fn done(self) -> bool {
        self == OnceState::Done
    }
}

impl Once {
    /// A call that has not been made.
    #[must_use]
    #[track_caller]
    pub const fn new() -> Self {
        Once(sync::Once::new())
    }

    /// How far the call is.
    #[track_caller]
    pub fn state(&self) -> OnceState {
        if self.0.is_completed() {
            OnceState::Done
        } else {
            OnceState::New
        }
    }

    /// Calls `body`, unless it has been called. While one thread calls it, others wait.
    #[track_caller]
    pub fn call_once(&self, body: impl FnOnce()) {
        self.0.call_once(body);
    }

    /// As [`Once::call_once`].
    #[track_caller]
    pub fn call_once_force(&self, body: impl FnOnce(OnceState)) {
        self.0.call_once_force(|_| body(OnceState::New));
    }
}

impl Default for Once {
    #[track_caller]
    fn default() -> Self {
        Once::new()
    }
}

impl Debug for Once {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Once { .. }")
    }
}
