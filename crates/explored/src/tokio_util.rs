//! tokio-util: tokens that cancel, and trackers of tasks.
//!
//! # Layout
//! - `token`: `CancellationToken`.
//! - `tracker`: `TaskTracker`.

mod token;
mod tracker;

/// `tokio_util::sync`.
pub mod sync {
    pub use super::token::{
        CancellationToken, DropGuard, DropGuardRef, WaitForCancellationFuture,
        WaitForCancellationFutureOwned,
    };
}

/// `tokio_util::task`.
pub mod task {
    pub use super::tracker::{TaskTracker, TaskTrackerWaitFuture};
    pub use ::tokio_util::task::task_tracker::{TaskTrackerToken, TrackedFuture};

    /// `tokio_util::task::task_tracker`.
    pub mod task_tracker {
        pub use super::{TaskTracker, TaskTrackerToken, TaskTrackerWaitFuture, TrackedFuture};
    }
}
