//! Errors, as in the crate.

use core::fmt::{self, Debug, Display, Formatter};
use std::error::Error;

/// The message could not be sent, because all receivers are gone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SendError<T>(pub T);

/// The message could not be sent at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TrySendError<T> {
    /// There is no room, or no receiver waits.
    Full(T),
    /// All receivers are gone.
    Disconnected(T),
}

/// The message could not be sent in time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SendTimeoutError<T> {
    /// The time limit has passed.
    Timeout(T),
    /// All receivers are gone.
    Disconnected(T),
}

/// All senders are gone, and the channel is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecvError;

/// No message could be received at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TryRecvError {
    /// There is none now.
    Empty,
    /// All senders are gone, and the channel is empty.
    Disconnected,
}

/// No message could be received in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecvTimeoutError {
    /// The time limit has passed.
    Timeout,
    /// All senders are gone, and the channel is empty.
    Disconnected,
}

/// Implements `Error` for a type without a message, with this text.
macro_rules! plain_error {
    ($($(#[$attr:meta])* $name:ident: $text:literal;)*) => {$(
        $(#[$attr])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;
        display!($name, _this, $text);
    )*};
}

macro_rules! display {
    ($name:ident, $this:ident, $text:expr) => {
        impl Display for $name {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                let $this = self;
                Display::fmt($text, to)
            }
        }
        impl Error for $name {}
    };
}

plain_error! {
    /// No branch is ready.
    TrySelectError: "all operations in select would block";
    /// No branch was ready in time.
    SelectTimeoutError: "timed out waiting on select";
    /// No branch is ready.
    TryReadyError: "all operations in select would block";
    /// No branch was ready in time.
    ReadyTimeoutError: "timed out waiting on select";
}

display!(
    RecvError,
    _this,
    "receiving on an empty and disconnected channel"
);
display!(
    TryRecvError,
    this,
    match this {
        TryRecvError::Empty => "receiving on an empty channel",
        TryRecvError::Disconnected => "receiving on an empty and disconnected channel",
    }
);
display!(
    RecvTimeoutError,
    this,
    match this {
        RecvTimeoutError::Timeout => "timed out waiting on receive operation",
        RecvTimeoutError::Disconnected => "channel is empty and disconnected",
    }
);

/// What the errors with a message have: `Debug` and `Display` without it, `Error`, and `into_inner`.
macro_rules! with_message {
    ($name:ident, $($pattern:pat => $debug:literal, $display:literal;)*) => {
        impl<T> Debug for $name<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                Debug::fmt(match self { $($pattern => $debug),* }, to)
            }
        }
        impl<T> Display for $name<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                Display::fmt(match self { $($pattern => $display),* }, to)
            }
        }
        impl<T: Send> Error for $name<T> {}
    };
}

with_message!(SendError, SendError(_) => "SendError(..)", "sending on a disconnected channel";);
with_message!(TrySendError,
    TrySendError::Full(_) => "Full(..)", "sending on a full channel";
    TrySendError::Disconnected(_) => "Disconnected(..)", "sending on a disconnected channel";
);
with_message!(SendTimeoutError,
    SendTimeoutError::Timeout(_) => "SendTimeoutError(..)", "timed out waiting on send operation";
    SendTimeoutError::Disconnected(_) => "SendTimeoutError(..)", "sending on a disconnected channel";
);

impl<T> SendError<T> {
    /// The message.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> TrySendError<T> {
    /// The message.
    pub fn into_inner(self) -> T {
        match self {
            TrySendError::Full(message) | TrySendError::Disconnected(message) => message,
        }
    }

    /// Whether there was no room.
    pub fn is_full(&self) -> bool {
        matches!(self, TrySendError::Full(_))
    }

    /// Whether all receivers are gone.
    pub fn is_disconnected(&self) -> bool {
        matches!(self, TrySendError::Disconnected(_))
    }
}

impl<T> SendTimeoutError<T> {
    /// The message.
    pub fn into_inner(self) -> T {
        match self {
            SendTimeoutError::Timeout(message) | SendTimeoutError::Disconnected(message) => message,
        }
    }

    /// Whether the time limit has passed.
    pub fn is_timeout(&self) -> bool {
        matches!(self, SendTimeoutError::Timeout(_))
    }

    /// Whether all receivers are gone.
    pub fn is_disconnected(&self) -> bool {
        matches!(self, SendTimeoutError::Disconnected(_))
    }
}

impl TryRecvError {
    /// Whether there was no message.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, TryRecvError::Empty)
    }

    /// Whether all senders are gone.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        matches!(self, TryRecvError::Disconnected)
    }
}

impl RecvTimeoutError {
    /// Whether the time limit has passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, RecvTimeoutError::Timeout)
    }

    /// Whether all senders are gone.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        matches!(self, RecvTimeoutError::Disconnected)
    }
}

impl<T> From<SendError<T>> for TrySendError<T> {
    fn from(error: SendError<T>) -> Self {
        TrySendError::Disconnected(error.0)
    }
}

impl<T> From<SendError<T>> for SendTimeoutError<T> {
    fn from(error: SendError<T>) -> Self {
        SendTimeoutError::Disconnected(error.0)
    }
}

impl From<RecvError> for TryRecvError {
    fn from(_: RecvError) -> Self {
        TryRecvError::Disconnected
    }
}

impl From<RecvError> for RecvTimeoutError {
    fn from(_: RecvError) -> Self {
        RecvTimeoutError::Disconnected
    }
}
