//! The crate `crossbeam-channel`.
//!
//! # Layout
//! - `ends`: senders and receivers.
//! - `timer`: receivers that get a message when a time has come.
//! - `branch`: what a `select` can choose.
//! - `select`: the choice among them, and `Select`.
//! - `macros`: `select!` and `select_biased!`.
//! - `error`: errors, as in the crate.

#[doc(hidden)]
pub mod branch;
mod ends;
mod error;
mod macros;
#[doc(hidden)]
pub mod select;
mod timer;

pub use ends::{IntoIter, Iter, Receiver, Sender, TryIter, bounded, never, unbounded};
pub use error::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};
pub use macros::{select, select_biased};
pub use select::{Select, SelectedOperation};
pub use timer::{after, at, tick};
