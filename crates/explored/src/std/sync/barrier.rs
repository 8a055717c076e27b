//! `std::sync::Barrier`.

use core::cell::Cell;

use crate::engine::{Core, Kind, ObjectKind, Op, event, here, point, ready, silent};

/// `std::sync::Barrier`.
pub struct Barrier {
    core: Core,
    size: usize,
    arrived: Cell<usize>,
    generation: Cell<usize>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Sync for Barrier {}

/// `std::sync::BarrierWaitResult`.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether this thread came last.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// A barrier for this many threads.
    #[must_use]
    #[track_caller]
    pub const fn new(size: usize) -> Self {
        Barrier {
            core: Core::new(ObjectKind::Barrier, here()),
            size,
            arrived: Cell::new(0),
            generation: Cell::new(0),
        }
    }

    /// Waits until as many threads have called it as the barrier is for.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let op = self.core.op(self, Kind::Wait, here());
        point(op);
        let generation = self.generation.get();
        self.arrived.set(self.arrived.get() + 1);
        let is_last = self.arrived.get() >= self.size;
        if is_last {
            self.arrived.set(0);
            self.generation.set(generation + 1);
        }
        event(op, || {
            let text = if is_last {
                "comes to {} as the last one"
            } else {
                "comes to {}"
            };
            (
                text.to_owned(),
                Some(format!("{} of {} wait", self.arrived.get(), self.size)),
            )
        });
        let waits = (&self.generation, generation);
        silent(
            Op {
                kind: Kind::Pass,
                ..op
            }
            .when(ready!(&waits, (&Cell<usize>, usize), |it| it.0.get() != it.1)),
        );
        BarrierWaitResult(is_last)
    }
}

impl core::fmt::Debug for Barrier {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        to.write_str("Barrier { .. }")
    }
}
