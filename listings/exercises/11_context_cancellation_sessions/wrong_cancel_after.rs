// Fails: a_panic_ends_the_session
// The token is cancelled in the line after the work. If the work panics, this line never runs, and the other half goes on.
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

async fn half(stop: CancellationToken, work: impl Future<Output = ()>) {
    stop.run_until_cancelled(work).await;
    stop.cancel();
}
