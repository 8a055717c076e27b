//! A group that can be waited for. `Parker` and `ShardedLock` do not exist here.

use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use crate::engine::{Core, Kind, ObjectKind, event, here, note, ready, silent};

/// `crossbeam_utils::sync::WaitGroup`.
pub struct WaitGroup(Arc<Group>);

/// What all members have in common.
struct Group {
    core: Core,
    members: Cell<usize>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Group {}
// SAFETY: as above.
unsafe impl Sync for Group {}

impl Group {
    fn shown(&self) -> Option<String> {
        let members = self.members.get();
        Some(match members {
            0 => "nobody is left".to_owned(),
            1 => "1 is left".to_owned(),
            members => format!("{members} are left"),
        })
    }
}

impl WaitGroup {
    /// A group with one member.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        WaitGroup(Arc::new(Group {
            core: Core::new(ObjectKind::Barrier, here()),
            members: Cell::new(1),
        }))
    }

    /// Leaves the group, and waits until all members have left it. Nobody can notice when exactly it goes on.
    #[track_caller]
    pub fn wait(self) {
        let group = self.0.clone();
        let op = group.core.op(&*group, Kind::Wait, here());
        drop(self);
        let ready = ready!(&*group, Group, |group| group.members.get() == 0);
        silent(op.when(ready));
        note(op, || ("passes {}".to_owned(), group.shown()));
    }
}

impl Clone for WaitGroup {
    #[track_caller]
    fn clone(&self) -> Self {
        let group = &*self.0;
        group.members.set(group.members.get() + 1);
        event(group.core.op(group, Kind::Update, here()), || {
            ("adds a member to {}".to_owned(), group.shown())
        });
        WaitGroup(self.0.clone())
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        let group = &*self.0;
        group.members.set(group.members.get() - 1);
        event(group.core.op(group, Kind::Notify, here()), || {
            ("leaves {}".to_owned(), group.shown())
        });
    }
}

impl Default for WaitGroup {
    #[track_caller]
    fn default() -> Self {
        WaitGroup::new()
    }
}

impl Debug for WaitGroup {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.debug_struct("WaitGroup")
            .field("count", &self.0.members.get())
            .finish()
    }
}
