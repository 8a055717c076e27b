//! The crate `parking_lot`. Its locks are those of std here, but no panic poisons them.
//!
//! # Layout
//! - `mutex`, `rwlock`, `reentrant`: locks and their guards.
//! - `condvar`, `once`: as in the crate.

mod condvar;
mod mutex;
mod once;
mod reentrant;
mod rwlock;

pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{
    FairMutex, FairMutexGuard, MappedFairMutexGuard, MappedMutexGuard, Mutex, MutexGuard,
    const_fair_mutex, const_mutex,
};
pub use once::{Once, OnceState};
pub use reentrant::{ReentrantMutex, ReentrantMutexGuard, const_reentrant_mutex};
pub use rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard,
    RwLockUpgradableReadGuard, RwLockWriteGuard, const_rwlock,
};

use std::time::Duration;

use crate::engine::clock;
use crate::std::time::Instant;

/// The time from now to a moment.
fn until(deadline: Instant) -> Duration {
    deadline.on_clock().saturating_sub(clock())
}

/// What keeps a lock locked, whatever the type of its value is.
trait Held {}

impl<T: ?Sized> Held for T {}
