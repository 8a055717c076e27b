use answer::Server;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// The halves of a session. Each running half owns a clone.
#[derive(Clone, Default)]
struct Halves(Arc<()>);

impl Halves {
    fn running(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }

    /// A half that ends with `work`.
    async fn with(self, work: impl Future<Output = ()>) {
        work.await;
    }

    /// A half that never ends by itself.
    async fn forever(self) {
        self.with(pending()).await;
    }
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A session stays open until somebody ends it.
pub async fn a_session_stays_open() {
    let server = Server::new();
    let ann = Halves::default();
    let _session = server.open(ann.clone().forever(), ann.clone().forever());
    sleep(seconds(3_600)).await;
    assert_eq!(ann.running(), 2, "running halves after an hour");
}

/// `close` ends both halves of this session, and no other session.
pub async fn close_ends_one_session() {
    let server = Server::new();
    let (ann, bob) = (Halves::default(), Halves::default());
    let session = server.open(ann.clone().forever(), ann.clone().forever());
    let _other = server.open(bob.clone().forever(), bob.clone().forever());
    sleep(seconds(10)).await;
    session.close();
    sleep(seconds(1)).await;
    assert_eq!(bob.running(), 2, "running halves of the other session");
    assert_eq!(ann.running(), 0, "running halves of the closed session");
}

/// When one half ends, so does the other one, whichever of them it is.
pub async fn one_half_ends_the_other() {
    let server = Server::new();
    let [ann, bob, carol] = [(); 3].map(|()| Halves::default());
    let end = || sleep(seconds(10));
    let _sessions = [
        server.open(ann.clone().with(end()), ann.clone().forever()),
        server.open(bob.clone().forever(), bob.clone().with(end())),
        server.open(carol.clone().forever(), carol.clone().forever()),
    ];
    sleep(seconds(9)).await;
    let running = [&ann, &bob, &carol].map(Halves::running);
    assert_eq!(running, [2, 2, 2], "running halves before a half ends");
    sleep(seconds(2)).await;
    let running = [&ann, &bob, &carol].map(Halves::running);
    assert_eq!(running, [0, 0, 2], "a reader has ended, a writer, and none");
}

/// When one half panics, the other one ends.
pub async fn a_panic_ends_the_session() {
    let server = Server::new();
    let (ann, bob) = (Halves::default(), Halves::default());
    let fail = async || {
        sleep(seconds(10)).await;
        resume_unwind(Box::new("the message is broken"))
    };
    let _ann = server.open(ann.clone().with(fail()), ann.clone().forever());
    let _bob = server.open(bob.clone().forever(), bob.clone().with(fail()));
    sleep(seconds(11)).await;
    let running = [ann.running(), bob.running()];
    assert_eq!(running, [0, 0], "a reader has panicked, and a writer");
}

/// When `shut_down` returns, no half is running.
pub async fn shut_down_ends_all() {
    let server = Server::new();
    let [ann, bob, carol] = [(); 3].map(|()| Halves::default());
    let end = sleep(seconds(5));
    let session = server.open(ann.clone().forever(), ann.clone().forever());
    let _ended = server.open(bob.clone().with(end), bob.clone().forever());
    let _open = server.open(carol.clone().forever(), carol.clone().forever());
    sleep(seconds(10)).await;
    session.close();
    server.shut_down().await;
    let running = [ann, bob, carol].map(|halves| halves.running());
    assert_eq!(running, [0, 0, 0], "running halves after the shutdown");
}
