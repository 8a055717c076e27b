//! `tokio::sync`. Queues and wake-ups are those of tokio's own types, which need no runtime.
//!
//! # Layout
//! - `queue`: waiting in the queue of a lock.
//! - `semaphore`, `mutex`, `rwlock`, `once_cell`: built on tokio's semaphore, as tokio's own are.
//! - `notify`, `barrier`: as in tokio.
//! - `mpsc`, `oneshot`, `watch`, `broadcast`: channels.
//! - `traffic`: the messages in a channel, as text.

mod barrier;
pub mod broadcast;
pub mod mpsc;
mod mutex;
mod notify;
mod once_cell;
pub mod oneshot;
pub(crate) mod queue;
mod rwlock;
mod semaphore;
mod traffic;
pub mod watch;

pub use ::tokio::sync::{AcquireError, TryAcquireError, TryLockError};

pub use barrier::{Barrier, BarrierWaitResult};
pub use mutex::{MappedMutexGuard, Mutex, MutexGuard, OwnedMutexGuard};
pub use notify::Notify;
pub use once_cell::{OnceCell, SetError};
pub use rwlock::{
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
pub use semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

/// The futures of `tokio::sync`.
pub mod futures {
    pub use super::notify::{Notified, OwnedNotified};
}
