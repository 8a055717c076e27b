// Fails: a_session_stays_open, close_ends_one_session, one_half_ends_the_other
// `_` is no variable: it does not keep the guard, so the token is cancelled before the work begins.
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub struct Server {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Server {
    pub fn new() -> Self {
        Server {
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }
    }

    /// Opens a session, which reads and writes at the same time.
    pub fn open<R, W>(&self, reader: R, writer: W) -> Session
    where
        R: Future<Output = ()> + Send + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let stop = self.stop.child_token();
        self.tasks.spawn(half(stop.clone(), reader));
        self.tasks.spawn(half(stop.clone(), writer));
        Session { stop }
    }

    /// Ends all sessions, and waits until they have ended.
    pub async fn shut_down(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

pub struct Session {
    stop: CancellationToken,
}

impl Session {
    /// Ends this session.
    pub fn close(self) {
        self.stop.cancel();
    }
}

/// Runs one half of a session. Its end, or its panic, ends the other half, too.
async fn half(stop: CancellationToken, work: impl Future<Output = ()>) {
    let _ = stop.clone().drop_guard();
    stop.run_until_cancelled(work).await;
}
