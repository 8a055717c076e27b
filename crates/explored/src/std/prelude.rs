//! `std::prelude`, with the macros of this crate.

macro_rules! editions {
    ($($edition:ident),*) => {$(
        /// What each module of a program of this edition has without naming it.
        pub mod $edition {
            pub use crate::std::{dbg, eprint, eprintln, print, println, thread_local};
            pub use ::std::prelude::$edition::*;
        }
    )*};
}

editions!(v1, rust_2015, rust_2018, rust_2021, rust_2024);
