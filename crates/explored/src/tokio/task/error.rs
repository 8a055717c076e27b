//! Why a task has no result, and which task it is.

use core::any::Any;
use core::fmt::{self, Debug, Display, Formatter};
use std::io;

use crate::engine::ThreadId;

/// `tokio::task::Id`. A task has the same number in all schedules.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(ThreadId);

impl Id {
    /// Of this thread of the engine.
    pub(crate) fn of(thread: ThreadId) -> Self {
        Id(thread)
    }
}

impl Display for Id {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, to)
    }
}

impl Debug for Id {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "Id({})", self.0)
    }
}

/// `tokio::task::JoinError`.
pub struct JoinError {
    id: Id,
    /// The payload of its panic; `None` if it was cancelled.
    payload: Option<Box<dyn Any + Send>>,
}

// SAFETY: all threads of the program run on one thread of the system, and the payload is only used through `&mut` or as text.
unsafe impl Sync for JoinError {}

impl JoinError {
    pub(crate) fn cancelled(id: Id) -> Self {
        JoinError { id, payload: None }
    }

    pub(crate) fn panicked(id: Id, payload: Box<dyn Any + Send>) -> Self {
        JoinError {
            id,
            payload: Some(payload),
        }
    }

    /// Whether the task was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.payload.is_none()
    }

    /// Whether the task panicked.
    #[must_use]
    pub fn is_panic(&self) -> bool {
        self.payload.is_some()
    }

    /// The payload of the panic.
    ///
    /// # Panics
    /// If the task was cancelled.
    #[must_use]
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send + 'static> {
        self.try_into_panic()
            .expect("`JoinError` reason is not a panic.")
    }

    /// The payload of the panic.
    ///
    /// # Errors
    /// The same error, if the task was cancelled.
    pub fn try_into_panic(mut self) -> Result<Box<dyn Any + Send + 'static>, JoinError> {
        self.payload.take().ok_or(self)
    }

    /// Which task it was.
    #[must_use]
    pub fn id(&self) -> Id {
        self.id
    }

    /// The message of the panic.
    fn message(&self) -> Option<&str> {
        let payload = self.payload.as_deref()?;
        let text = payload.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| payload.downcast_ref::<&'static str>().copied())
    }
}

impl Display for JoinError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match (self.is_panic(), self.message()) {
            (false, _) => write!(to, "task {} was cancelled", self.id),
            (true, Some(message)) => {
                write!(to, "task {} panicked with message {message:?}", self.id)
            }
            (true, None) => write!(to, "task {} panicked", self.id),
        }
    }
}

impl Debug for JoinError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match (self.is_panic(), self.message()) {
            (false, _) => write!(to, "JoinError::Cancelled({:?})", self.id),
            (true, Some(message)) => {
                write!(to, "JoinError::Panic({:?}, {message:?}, ...)", self.id)
            }
            (true, None) => write!(to, "JoinError::Panic({:?}, ...)", self.id),
        }
    }
}

impl core::error::Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> io::Error {
        io::Error::other(if error.is_panic() {
            "task panicked"
        } else {
            "task was cancelled"
        })
    }
}
