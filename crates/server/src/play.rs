//! Plays programs for readers, under two protocols.
//!
//! # Layout
//! - [`dispatcher`]: takes jobs, and has each of them played when its turn comes.
//! - [`queue`]: decides whose turn it is.
//! - [`run`]: one run, as its reader gets it: a stream of events, or the whole result.
//! - [`course`]: the protocol of the course's own pages.
//! - [`playground`]: the protocol of the public Rust playground, for pages that know no other.
//! - [`request`]: reads what a page has sent, and makes a job of it.
//! - [`refusal`]: the answer to a request that is not carried out.

mod course;
mod dispatcher;
mod playground;
mod queue;
mod refusal;
mod request;
mod run;

use std::path::Path;

use axum::Router;
use axum::extract::DefaultBodyLimit;

pub use dispatcher::Dispatcher;
pub use request::MAX_BODY;

/// The addresses of both protocols, answered by `dispatcher` for the book at `root`.
pub fn routes(dispatcher: Dispatcher, root: &Path) -> Router {
    course::routes(root)
        .merge(playground::routes(root))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(dispatcher)
}
