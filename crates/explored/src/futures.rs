//! futures. Its combinators need no runtime, so they are the real ones. `futures::lock` and `futures::channel` are real as well, but they
//! are no steps of the engine: a task that uses them is not interrupted there.

pub use ::futures::*;

/// `futures::executor`.
pub mod executor {
    use core::future::Future;

    use crate::engine::here;
    use crate::tokio::block_on_thread;

    /// Blocks the thread until the future is ready.
    #[track_caller]
    pub fn block_on<F: Future>(future: F) -> F::Output {
        block_on_thread(future, here())
    }
}
