//! `std::panic`, in which a panic that is caught is over for the engine.

use ::std::any::Any;
use ::std::boxed::Box;
pub use ::std::panic::*;

use crate::engine::{Unwinding, with};

/// Calls `body` and catches its panic.
///
/// # Errors
/// The payload of the panic.
pub fn catch_unwind<R>(body: impl FnOnce() -> R + UnwindSafe) -> Result<R, Box<dyn Any + Send>> {
    let result = ::std::panic::catch_unwind(body);
    match result {
        Err(payload) if payload.is::<Unwinding>() => ::std::panic::resume_unwind(payload),
        Err(payload) => {
            with(|engine| engine.threads.current().panicking = false);
            Err(payload)
        }
        Ok(value) => Ok(value),
    }
}

/// Unwinds with this payload.
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    with(|engine| engine.threads.current().panicking = true);
    ::std::panic::resume_unwind(payload)
}

/// Does nothing: the engine notes every panic.
pub fn set_hook(_: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {}

/// A hook that does nothing.
#[must_use]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    Box::new(|_| {})
}

use ::std::result::Result;
