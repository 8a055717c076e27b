//! Values that have a cache line of their own.

use core::fmt::{self, Debug, Display, Formatter};
use core::ops::{Deref, DerefMut};

/// `crossbeam_utils::CachePadded`.
#[derive(Clone, Copy, Default, Hash, PartialEq, Eq)]
#[repr(align(128))]
pub struct CachePadded<T> {
    value: T,
}

impl<T> CachePadded<T> {
    /// The value, in a place of its own.
    pub const fn new(value: T) -> Self {
        CachePadded { value }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for CachePadded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for CachePadded<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> From<T> for CachePadded<T> {
    fn from(value: T) -> Self {
        CachePadded::new(value)
    }
}

impl<T: Debug> Debug for CachePadded<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.debug_struct("CachePadded")
            .field("value", &self.value)
            .finish()
    }
}

impl<T: Display> Display for CachePadded<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.value.fmt(to)
    }
}
