//! The line in which a guard is dropped.

use super::At;

/// The place where the guard that was made at `made` is dropped now.
pub fn unlocked(made: At) -> At {
    made
}
