//! Waits until the server is asked to end.

use std::future::pending;

use tokio::signal::unix::{SignalKind, signal};

/// Waits for SIGINT (ctrl-c) or for SIGTERM, which a system sends to end a service. If the system refuses a handler, the signal
/// kills the process instead.
pub async fn asked_to_end() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(_) => pending().await,
        }
    };
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            pending().await
        }
    };
    tokio::select! {
        () = terminated => {}
        () = interrupted => {}
    }
}
