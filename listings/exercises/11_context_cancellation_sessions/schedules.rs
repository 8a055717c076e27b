use answer::Server;
use std::future::pending;
use std::sync::Arc;

/// A half that owns a clone of `running` and never ends by itself.
async fn forever(running: Arc<()>) {
    pending::<()>().await;
    drop(running);
}

/// When `shut_down` returns, no half of the session is running.
pub async fn shut_down_reaches_a_session() {
    let server = Server::new();
    let running = Arc::new(());
    let _session = server.open(forever(running.clone()), forever(running.clone()));
    server.shut_down().await;
    let running = Arc::strong_count(&running) - 1;
    assert_eq!(running, 0, "running halves after the shutdown");
}

/// A half may end at the moment at which its session is closed.
pub async fn an_end_meets_a_close() {
    let server = Server::new();
    let running = Arc::new(());
    let session = server.open(async {}, forever(running.clone()));
    session.close();
    server.shut_down().await;
    let running = Arc::strong_count(&running) - 1;
    assert_eq!(running, 0, "running halves after the shutdown");
}
