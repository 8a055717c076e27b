//! `tokio::sync::Barrier`.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;

use ::tokio::sync::Barrier as Real;
pub use ::tokio::sync::BarrierWaitResult;

use super::queue::queue;
use crate::engine::{Core, Kind, ObjectKind, here};
use crate::tokio::executor::By;
use crate::tokio::step::Peek;

/// `tokio::sync::Barrier`.
pub struct Barrier {
    core: Core,
    real: Real,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Barrier {}
// SAFETY: as above.
unsafe impl Sync for Barrier {}

impl Barrier {
    /// A barrier for this many tasks.
    #[must_use]
    #[track_caller]
    pub fn new(size: usize) -> Self {
        Barrier {
            core: Core::new(ObjectKind::Barrier, here()),
            real: Real::new(size),
        }
    }

    /// Waits until all tasks have come.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = BarrierWaitResult> + Peek {
        let op = self.core.op(self, Kind::Wait, here());
        queue(
            op,
            By::Nobody,
            || true,
            self.real.wait(),
            |passed| {
                let text = match passed {
                    None => "comes to {}, and waits",
                    Some(result) if result.is_leader() => "comes to {} as the last one",
                    Some(_) => "goes on after {}",
                };
                (text.to_owned(), None)
            },
        )
    }
}

impl Debug for Barrier {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Barrier { .. }")
    }
}
