//! `std::hint`, in which a loop that spins lets others run.

pub use ::std::hint::*;

/// Lets others go first, as a step of the engine.
#[track_caller]
pub fn spin_loop() {
    super::thread::yield_now();
}
