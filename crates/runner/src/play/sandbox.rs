//! Starts a program where it can do no harm.
//!
//! On Linux a program sees a file system of its own, in which nothing of the machine can be written and little can be read;
//! it has processes, users and a network of its own (none at all), and cannot ask the kernel for anything unusual.
//!
//! # Layout
//! - [`pool`]: sandboxes that are made before a reader needs one.
//! - [`isolation`]: whether this machine can keep programs apart from itself, and which kind of sandbox it gets.
//! - `confined`: the sandbox on Linux, made by the library hakoniwa.
//!   - `container`: what a sandbox consists of; `root`: the folder on which it stands.
//!   - `init`: the first process in it; `notify`: how that process learns about timers.
//!   - `filter`: the system calls that a program may use.
//!   - `cgroup`: the limits that the kernel holds; `usage`: those that the server counts.
//!   - `waits`: whether all threads of a program wait.
//!   - `proc`: what the kernel shows of processes in `/proc`.
//! - `open`: no sandbox, for machines that cannot make one.
//! - [`running`]: what every kind of sandbox can do.
//! - [`task`]: a program to start, and what it may see of the machine.

#[cfg(target_os = "linux")]
mod cgroup;
#[cfg(target_os = "linux")]
mod confined;
#[cfg(target_os = "linux")]
mod container;
#[cfg(target_os = "linux")]
mod filter;
#[cfg(target_os = "linux")]
mod init;
pub mod isolation;
#[cfg(target_os = "linux")]
mod notify;
mod open;
pub mod pool;
#[cfg(target_os = "linux")]
mod proc;
#[cfg(target_os = "linux")]
mod root;
pub mod running;
pub mod task;
#[cfg(target_os = "linux")]
mod usage;
#[cfg(target_os = "linux")]
mod waits;

pub use isolation::Isolation;
pub use pool::Pool;
pub use running::{Asleep, Finish, Running, Sandbox, Standstill, Usage};
pub use task::{Mount, Task, View};
