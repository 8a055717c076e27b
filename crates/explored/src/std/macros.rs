//! The macros that print, and `thread_local!`.

/// Prints to stdout, as a step of the engine.
#[macro_export]
#[doc(hidden)]
macro_rules! __print {
    ($($arg:tt)*) => { $crate::std::io::print_step(false, ::core::format_args!($($arg)*)) };
}

/// Prints a line to stdout, as a step of the engine.
#[macro_export]
#[doc(hidden)]
macro_rules! __println {
    () => { $crate::std::io::print_step(false, ::core::format_args!("\n")) };
    ($($arg:tt)*) => { $crate::std::io::println_step(false, ::core::format_args!($($arg)*)) };
}

/// Prints to stderr, as a step of the engine.
#[macro_export]
#[doc(hidden)]
macro_rules! __eprint {
    ($($arg:tt)*) => { $crate::std::io::print_step(true, ::core::format_args!($($arg)*)) };
}

/// Prints a line to stderr, as a step of the engine.
#[macro_export]
#[doc(hidden)]
macro_rules! __eprintln {
    () => { $crate::std::io::print_step(true, ::core::format_args!("\n")) };
    ($($arg:tt)*) => { $crate::std::io::println_step(true, ::core::format_args!($($arg)*)) };
}

/// Prints a value with its place, as a step of the engine.
#[macro_export]
#[doc(hidden)]
macro_rules! __dbg {
    () => {
        $crate::std::io::println_step(
            true,
            ::core::format_args!("[{}:{}:{}]", ::core::file!(), ::core::line!(), ::core::column!()),
        )
    };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::std::io::println_step(
                    true,
                    ::core::format_args!(
                        "[{}:{}:{}] {} = {:#?}",
                        ::core::file!(),
                        ::core::line!(),
                        ::core::column!(),
                        ::core::stringify!($value),
                        &value
                    ),
                );
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => {
        ($($crate::__dbg!($value)),+,)
    };
}

/// Declares values of which each thread of the program has its own.
#[macro_export]
#[doc(hidden)]
macro_rules! __thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident : $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::__thread_local!($(#[$attr])* $vis static $name: $type = $init $(; $($rest)*)?);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident : $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis static $name: $crate::std::thread::LocalKey<$type> = $crate::std::thread::LocalKey::new(|| $init);
        $crate::__thread_local!($($($rest)*)?);
    };
}

pub use crate::{
    __dbg as dbg, __eprint as eprint, __eprintln as eprintln, __print as print,
    __println as println, __thread_local as thread_local,
};
