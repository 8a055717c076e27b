//! Takes jobs, and has each of them played when its turn comes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use runner::play::event::{End, Event};
use runner::play::{Job, Player, State};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::queue::{Full, Place, Queue, Size};
use super::run::{Run, Update};
use crate::client::Connection;

/// How long a reader may take to fetch the rest of an answer once the program has ended.
const FETCH: Duration = Duration::from_secs(30);

/// Owns the player and the queue before it. Its clones share both.
///
/// Each job that it accepts gets a task, which lives until the program has ended. [`Dispatcher::end`] stops all programs, and
/// waits for these tasks.
#[derive(Clone)]
pub struct Dispatcher {
    player: Arc<Player>,
    queue: Queue,
    /// Cancelled when the server ends. The token of each run is a child of it, so every program ends too.
    ending: CancellationToken,
    /// The tasks that play programs, and the threads that build those of the book.
    tasks: TaskTracker,
    /// Whether the book's programs are being built. Relaxed, because no other data depends on it.
    building: Arc<AtomicBool>,
}

impl Dispatcher {
    /// A dispatcher without jobs, which plays programs by `player`.
    pub fn new(player: Player) -> Self {
        Dispatcher {
            player: Arc::new(player),
            queue: Queue::new(Size::of_this_machine()),
            ending: CancellationToken::new(),
            tasks: TaskTracker::new(),
            building: Arc::default(),
        }
    }

    /// What plays the programs.
    pub fn player(&self) -> &Player {
        &self.player
    }

    /// How many programs run, and how many wait for their turn.
    pub fn length(&self) -> (usize, usize) {
        self.queue.length()
    }

    /// Whether the book's programs are being built.
    pub fn is_building(&self) -> bool {
        self.building.load(Ordering::Relaxed)
    }

    /// Makes the languages ready, and builds the programs of the book at `root`. This blocks the thread.
    pub fn prepare(&self, root: &Path) {
        self.player
            .prepare_all(root, |language, state| match state {
                State::Ready(version) => tracing::info!(%language, version, "ready to play"),
                State::Missing(why) => tracing::info!(%language, why, "cannot be played"),
                State::Preparing(what) => tracing::debug!(%language, what, "preparing"),
            });
        self.build_book(root);
    }

    /// Builds those programs of the book at `root` that are not built yet. This blocks the thread.
    pub fn build_book(&self, root: &Path) {
        let _task = self.tasks.token();
        self.building.store(true, Ordering::Relaxed);
        if let Err(error) = self.player.build_book(root, &|| self.ending.is_cancelled()) {
            tracing::warn!("the book's programs are not built beforehand: {error:#}");
        }
        self.building.store(false, Ordering::Relaxed);
    }

    /// Stops all programs, and returns when each program and its sandbox are gone.
    pub async fn end(&self) {
        self.ending.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        let player = Arc::clone(&self.player);
        let _ = spawn_blocking(move || player.close()).await;
    }

    /// Puts a job of the reader at the other end of `connection` into the queue. `name` is what the reader's page calls itself.
    ///
    /// # Errors
    /// The queue has no place for this reader.
    pub fn start(&self, connection: &Connection, name: &str, job: Job) -> Result<Run, Full> {
        let reader = connection.reader(name);
        let place = self.queue.enter(&reader)?;
        let (updates, received) = unbounded_channel();
        let (kept, keeper) = oneshot::channel();
        let stop = self.ending.child_token();
        let task = Task {
            player: Arc::clone(&self.player),
            job,
            reader,
            updates,
            stop: stop.clone(),
            hang_up: connection.hang_up.clone(),
        };
        self.tasks.spawn(task.run(place, kept));
        Ok(Run::new(received, keeper, stop.drop_guard()))
    }
}

/// What it takes to play one job, from its place in the queue to the end of the program.
struct Task {
    player: Arc<Player>,
    job: Job,
    /// The name under which the queue knows the reader.
    reader: String,
    updates: UnboundedSender<Update>,
    /// Cancelled when the reader leaves or the server ends.
    stop: CancellationToken,
    /// Ends the reader's connection.
    hang_up: CancellationToken,
}

impl Task {
    /// Waits for the turn of `place`, plays the job, and then gives the reader time to fetch the answer.
    ///
    /// `kept` takes the place to the [`Run`], which holds it until the answer is fetched. So the number of answers that are in
    /// memory is limited by the number of places.
    async fn run(self, mut place: Place, kept: oneshot::Sender<Place>) {
        let waiting = place.turn(|number| {
            let _ = self.updates.send(Update::Queued(number));
        });
        let turn = tokio::select! {
            turn = waiting => turn,
            () = self.stop.cancelled() => {
                let _ = self.updates.send(Update::Event(Event::never_started(End::Stopped)));
                return;
            }
        };
        let _ = kept.send(place);
        let (stop, hang_up) = (self.stop.clone(), self.hang_up.clone());
        let played = spawn_blocking(move || {
            let stopped = || self.stop.is_cancelled();
            self.player
                .play(&self.job, &stopped, |event| self.tell(event));
            drop(turn);
        });
        let _ = played.await;
        // A reader that does not fetch its answer loses the connection, because the answer and the place are freed with it.
        tokio::spawn(async move {
            if timeout(FETCH, stop.cancelled()).await.is_err() {
                hang_up.cancel();
            }
        });
    }

    /// Logs what happens, and sends it to the reader.
    fn tell(&self, event: Event) {
        let (reader, language) = (&self.reader, self.job.language);
        match &event {
            Event::Ended {
                how: End::Failed { text },
                ..
            } => tracing::warn!(reader, %language, text, "could not be played"),
            Event::Ended { how, ms, .. } => tracing::debug!(reader, %language, ?how, ms, "played"),
            Event::Compiled { ms, cached, .. } => {
                tracing::debug!(reader, %language, ms, cached, "compiled")
            }
            _ => {}
        }
        // If the reader has left, the program is being stopped already.
        let _ = self.updates.send(Update::Event(event));
    }
}
