//! `std::sync::atomic`. Every schedule is sequentially consistent here, whatever the orderings are.

use core::cell::UnsafeCell;
use core::fmt::{self, Debug, Formatter};

pub use std::sync::atomic::Ordering;

use crate::engine::{At, Core, Kind, ObjectKind, event, glance, here, point};

/// A memory fence, which does nothing where everything is sequentially consistent.
pub fn fence(_: Ordering) {}

/// A fence for the compiler, which does nothing here.
pub fn compiler_fence(_: Ordering) {}

/// What all atomics have.
macro_rules! atomic {
    ($name:ident, $type:ty, |$value:ident| $hash:expr $(, $param:ident)?) => {
        /// The atomic of this name in std.
        pub struct $name$(<$param>)? {
            core: Core,
            value: UnsafeCell<$type>,
        }

        // SAFETY: all threads of the program run on one thread of the system.
        unsafe impl$(<$param>)? Sync for $name$(<$param>)? {}
        // SAFETY: as above.
        unsafe impl$(<$param>)? Send for $name$(<$param>)? {}

        impl$(<$param>)? $name$(<$param>)? {
            /// An atomic with this value.
            #[must_use]
            #[track_caller]
            pub const fn new(value: $type) -> Self {
                Self {
                    core: Core::new(ObjectKind::Atomic, here()),
                    value: UnsafeCell::new(value),
                }
            }

            fn value(&self) -> $type {
                // SAFETY: one thread of the system, and the value is copied.
                unsafe { *self.value.get() }
            }

            /// Replaces the value, as one step; returns the value before it.
            fn step(&self, kind: Kind, at: At, change: impl FnOnce($type) -> $type) -> $type {
                let op = self.core.op(self, kind, at);
                point(op);
                let before = self.value();
                let after = change(before);
                // SAFETY: one thread of the system.
                unsafe { *self.value.get() = after };
                event(op, || {
                    let text = match kind {
                        Kind::Write => format!("writes {after:?} to {{}}"),
                        _ => format!("changes {{}} from {before:?} to {after:?}"),
                    };
                    (text, Some(format!("{after:?}")))
                });
                before
            }

            /// Reads the value.
            #[track_caller]
            pub fn load(&self, _: Ordering) -> $type {
                let op = self.core.op(self, Kind::Read, here());
                point(op);
                let $value = self.value();
                glance(op, $hash, || (format!("reads {:?} from {{}}", $value), Some(format!("{:?}", $value))));
                $value
            }

            /// Writes a value.
            #[track_caller]
            pub fn store(&self, value: $type, _: Ordering) {
                self.step(Kind::Write, here(), |_| value);
            }

            /// Writes a value, and returns the one before it.
            #[track_caller]
            pub fn swap(&self, value: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |_| value)
            }

            /// Writes a value if the one before it is `current`.
            ///
            /// # Errors
            /// The value, if it is another one.
            #[track_caller]
            pub fn compare_exchange(&self, current: $type, new: $type, _: Ordering, _: Ordering) -> Result<$type, $type> {
                let op = self.core.op(self, Kind::Update, here());
                point(op);
                let $value = self.value();
                if $value != current {
                    glance(op, $hash, || {
                        let text = format!("expects {current:?} in {{}}, but finds {:?}", $value);
                        (text, Some(format!("{:?}", $value)))
                    });
                    return Err($value);
                }
                // SAFETY: one thread of the system.
                unsafe { *self.value.get() = new };
                event(op, || (format!("changes {{}} from {current:?} to {new:?}"), Some(format!("{new:?}"))));
                Ok(current)
            }

            /// As [`Self::compare_exchange`]: it does not fail without a reason here, although std allows it.
            ///
            /// # Errors
            /// The value, if it is another one.
            #[track_caller]
            pub fn compare_exchange_weak(&self, current: $type, new: $type, success: Ordering, failure: Ordering) -> Result<$type, $type> {
                self.compare_exchange(current, new, success, failure)
            }

            /// Reads the value, calls `change` and writes what it returns, again and again until no other thread was in between.
            ///
            /// # Errors
            /// The value, if `change` returns `None`.
            #[track_caller]
            pub fn fetch_update(&self, success: Ordering, failure: Ordering, mut change: impl FnMut($type) -> Option<$type>) -> Result<$type, $type> {
                let mut before = self.load(failure);
                while let Some(after) = change(before) {
                    match self.compare_exchange(before, after, success, failure) {
                        Ok(value) => return Ok(value),
                        Err(value) => before = value,
                    }
                }
                Err(before)
            }

            /// As [`Self::fetch_update`].
            ///
            /// # Errors
            /// The value, if `change` returns `None`.
            #[track_caller]
            pub fn try_update(&self, success: Ordering, failure: Ordering, change: impl FnMut($type) -> Option<$type>) -> Result<$type, $type> {
                self.fetch_update(success, failure, change)
            }

            /// As [`Self::fetch_update`], with a `change` that always gives a new value; returns the value before it.
            #[track_caller]
            pub fn update(&self, success: Ordering, failure: Ordering, mut change: impl FnMut($type) -> $type) -> $type {
                let mut before = self.load(failure);
                loop {
                    match self.compare_exchange(before, change(before), success, failure) {
                        Ok(value) => return value,
                        Err(value) => before = value,
                    }
                }
            }

            /// Where the value is.
            pub const fn as_ptr(&self) -> *mut $type {
                self.value.get()
            }

            /// The value, which no other thread can use now.
            pub fn get_mut(&mut self) -> &mut $type {
                self.value.get_mut()
            }

            /// The value.
            pub fn into_inner(self) -> $type {
                self.value.into_inner()
            }
        }

        impl$(<$param>)? Debug for $name$(<$param>)? {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                self.value().fmt(to)
            }
        }

        impl$(<$param>)? From<$type> for $name$(<$param>)? {
            #[track_caller]
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }
    };
}

macro_rules! number {
    ($($name:ident, $type:ty;)*) => {$(
        atomic!($name, $type, |value| value as u64);

        impl $name {
            /// Adds, and returns the value before it.
            #[track_caller]
            pub fn fetch_add(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value.wrapping_add(other))
            }

            /// Subtracts, and returns the value before it.
            #[track_caller]
            pub fn fetch_sub(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value.wrapping_sub(other))
            }

            /// Writes the greater one, and returns the value before it.
            #[track_caller]
            pub fn fetch_max(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value.max(other))
            }

            /// Writes the smaller one, and returns the value before it.
            #[track_caller]
            pub fn fetch_min(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value.min(other))
            }

            /// Combines the bits with "and", and returns the value before it.
            #[track_caller]
            pub fn fetch_and(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value & other)
            }

            /// Combines the bits with "or", and returns the value before it.
            #[track_caller]
            pub fn fetch_or(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value | other)
            }

            /// Combines the bits with "exclusive or", and returns the value before it.
            #[track_caller]
            pub fn fetch_xor(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| value ^ other)
            }
        }

        impl $name {
            /// Combines the bits with "not and", and returns the value before it.
            #[track_caller]
            pub fn fetch_nand(&self, other: $type, _: Ordering) -> $type {
                self.step(Kind::Update, here(), |value| !(value & other))
            }
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                Self::new(0)
            }
        }
    )*};
}

number! {
    AtomicI8, i8;
    AtomicI16, i16;
    AtomicI32, i32;
    AtomicI64, i64;
    AtomicIsize, isize;
    AtomicU8, u8;
    AtomicU16, u16;
    AtomicU32, u32;
    AtomicU64, u64;
    AtomicUsize, usize;
}

atomic!(AtomicBool, bool, |value| u64::from(value));
atomic!(AtomicPtr, *mut T, |value| value.addr() as u64, T);

impl AtomicBool {
    /// Combines with "and", and returns the value before it.
    #[track_caller]
    pub fn fetch_and(&self, other: bool, _: Ordering) -> bool {
        self.step(Kind::Update, here(), |value| value & other)
    }

    /// Combines with "or", and returns the value before it.
    #[track_caller]
    pub fn fetch_or(&self, other: bool, _: Ordering) -> bool {
        self.step(Kind::Update, here(), |value| value | other)
    }

    /// Combines with "exclusive or", and returns the value before it.
    #[track_caller]
    pub fn fetch_xor(&self, other: bool, _: Ordering) -> bool {
        self.step(Kind::Update, here(), |value| value ^ other)
    }

    /// Combines with "not and", and returns the value before it.
    #[track_caller]
    pub fn fetch_nand(&self, other: bool, _: Ordering) -> bool {
        self.step(Kind::Update, here(), |value| !(value & other))
    }

    /// Inverts the value, and returns the one before it.
    #[track_caller]
    pub fn fetch_not(&self, _: Ordering) -> bool {
        self.step(Kind::Update, here(), |value| !value)
    }
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(core::ptr::null_mut())
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> Self {
        Self::new(false)
    }
}
