//! `tokio::time`, on the virtual clock. A sleep or a time limit may end at any moment. If the clock is paused, they end in the order of
//! their times, and only when all tasks wait.
//!
//! # Layout
//! - `instant`: moments of the clock.
//! - `sleep`: sleeps, and the clock.
//! - `timeout`: time limits.
//! - `interval`: ticks.

mod instant;
mod interval;
mod sleep;
mod timeout;

pub use core::time::Duration;

pub use instant::Instant;
pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use sleep::{Sleep, advance, pause, resume, sleep, sleep_until};
pub use timeout::{Timeout, timeout, timeout_at};

/// Why something did not come in time.
pub mod error {
    pub use super::timeout::Elapsed;
}
