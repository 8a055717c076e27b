//! `std::sync`, in which everything that threads share is a step of the engine.
//!
//! # Layout
//! - `mutex`, `rwlock`, `condvar`, `barrier`: as in std.
//! - `once`: values that are set once.
//! - `atomic`, `mpsc`: as in std.

pub use ::std::sync::{Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak};

pub mod atomic;
mod barrier;
mod condvar;
pub mod mpsc;
mod mutex;
mod once;
mod rwlock;

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
pub use once::{LazyLock, Once, OnceLock, OnceState};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub(crate) use rwlock::{UpgradableGuard, Want};
