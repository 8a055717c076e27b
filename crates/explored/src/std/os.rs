//! `std::os` without sockets, as `std::net`.

pub use ::std::os::*;

/// `std::os::unix` without sockets.
pub mod unix {
    pub use ::std::os::unix::{ffi, fs, io, process, thread};
}
