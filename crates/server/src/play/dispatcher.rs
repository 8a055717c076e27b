//! Takes jobs, and has each of them played when its turn comes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use exercises::Exercise;
use languages::Language;
use practice::Checker;
use runner::play::event::{End, Event};
use runner::play::{Cancelled, Job, Player, State};
use schedules::explorer::Progress;
use schedules::{Explorer, Limits, NotExplored};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::queue::{Full, Place, Queue, Size};
use super::run::{ExploreEvent, Run, Update};
use crate::client::Connection;

/// How long a reader may take to fetch the rest of an answer once the program has ended.
const FETCH: Duration = Duration::from_secs(30);

/// Owns the player and the queue before it. Its clones share both.
///
/// Each job that it accepts gets a task, which lives until the program has ended. [`Dispatcher::end`] stops all programs, and
/// waits for these tasks.
#[derive(Clone)]
pub struct Dispatcher {
    tools: Arc<Tools>,
    queue: Queue,
    /// Cancelled when the server ends. The token of each run is a child of it, so every program ends too.
    ending: CancellationToken,
    /// The tasks that play programs, and the threads that build those of the book.
    tasks: TaskTracker,
    /// Whether the book's programs are being built. Relaxed, because no other data depends on it.
    building: Arc<AtomicBool>,
}

/// What plays programs, and what explores them.
struct Tools {
    player: Player,
    explorer: Explorer,
}

/// What is to be done.
pub enum Work {
    /// Play a program.
    Play(Job),
    /// Explore a program.
    Explore(Job),
    /// Check an answer to an exercise.
    Check(Box<Exercise>, String),
}

impl Dispatcher {
    /// A dispatcher without jobs, which plays programs by `player` and explores them by `explorer`.
    pub fn new(player: Player, explorer: Explorer) -> Self {
        Dispatcher {
            tools: Arc::new(Tools { player, explorer }),
            queue: Queue::new(Size::of_this_machine()),
            ending: CancellationToken::new(),
            tasks: TaskTracker::new(),
            building: Arc::default(),
        }
    }

    /// What plays the programs.
    pub fn player(&self) -> &Player {
        &self.tools.player
    }

    /// What explores the programs.
    pub fn explorer(&self) -> &Explorer {
        &self.tools.explorer
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
        self.player()
            .prepare_all(root, |language, state| match state {
                State::Ready(version) => tracing::info!(%language, version, "ready to play"),
                State::Missing(why) => tracing::info!(%language, why, "cannot be played"),
                State::Preparing(what) => tracing::debug!(%language, what, "preparing"),
            });
        match self.explorer().prepare(root, &mut |_| {}) {
            State::Missing(why) => tracing::info!(why, "programs cannot be explored"),
            _ => tracing::info!("ready to explore"),
        }
        self.build_book(root);
    }

    /// Builds those programs of the book at `root` that are not built yet. This blocks the thread.
    pub fn build_book(&self, root: &Path) {
        let _task = self.tasks.token();
        self.building.store(true, Ordering::Relaxed);
        if let Err(error) = self
            .player()
            .build_book(root, &|| self.ending.is_cancelled())
        {
            tracing::warn!("the book's programs are not built beforehand: {error:#}");
        }
        self.building.store(false, Ordering::Relaxed);
    }

    /// Stops all programs, and returns when each program and its sandbox are gone.
    pub async fn end(&self) {
        self.ending.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        let tools = Arc::clone(&self.tools);
        let _ = spawn_blocking(move || {
            tools.player.close();
            tools.explorer.close();
        })
        .await;
    }

    /// Puts work for the reader at the other end of `connection` into the queue. `name` is what the reader's page calls itself.
    ///
    /// # Errors
    /// The queue has no place for this reader.
    pub fn start(&self, connection: &Connection, name: &str, work: Work) -> Result<Run, Full> {
        let reader = connection.reader(name);
        let place = self.queue.enter(&reader)?;
        let (updates, received) = unbounded_channel();
        let (kept, keeper) = oneshot::channel();
        let stop = self.ending.child_token();
        let task = Task {
            tools: Arc::clone(&self.tools),
            reader,
            updates,
            stop: stop.clone(),
            hang_up: connection.hang_up.clone(),
        };
        self.tasks.spawn(task.run(work, place, kept));
        Ok(Run::new(received, keeper, stop.drop_guard()))
    }
}

/// What it takes to do one piece of work, from its place in the queue to the end of the program.
struct Task {
    tools: Arc<Tools>,
    /// The name under which the queue knows the reader.
    reader: String,
    updates: UnboundedSender<Update>,
    /// Cancelled when the reader leaves or the server ends.
    stop: CancellationToken,
    /// Ends the reader's connection.
    hang_up: CancellationToken,
}

impl Task {
    /// Waits for the turn of `place`, does the work, and then gives the reader time to fetch the answer.
    ///
    /// `kept` takes the place to the [`Run`], which holds it until the answer is fetched. So the number of answers that are in
    /// memory is limited by the number of places.
    async fn run(self, work: Work, mut place: Place, kept: oneshot::Sender<Place>) {
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
            match work {
                Work::Play(job) => {
                    let language = job.language;
                    let tell = |event| self.tell(language, event);
                    self.tools.player.play(&job, &stopped, tell);
                }
                Work::Explore(job) => self.explore(&job, &stopped),
                Work::Check(exercise, answer) => self.check(&exercise, &answer, &stopped),
            }
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

    /// Checks an answer, and sends the reader what happens.
    fn check(&self, exercise: &Exercise, answer: &str, stopped: Cancelled) {
        let Tools { player, explorer } = &*self.tools;
        Checker { player, explorer }.check(exercise, answer, stopped, &mut |event| {
            if event.is_last() {
                let (reader, name) = (&self.reader, &exercise.name);
                tracing::debug!(reader, name, ?event, "checked");
            }
            // If the reader has left, the check is being stopped already.
            let _ = self.updates.send(Update::Check(event));
        });
    }

    /// Explores the job's program, and sends the reader what happens.
    fn explore(&self, job: &Job, stopped: Cancelled) {
        let send = |event| {
            // If the reader has left, the exploration is being stopped already.
            let _ = self.updates.send(Update::Explore(event));
        };
        let explorer = &self.tools.explorer;
        let result = explorer.explore(job, &Limits::READER, stopped, |progress| {
            send(match progress {
                Progress::Building(what) => ExploreEvent::Building { what },
                Progress::Schedules(schedules, outcomes) => ExploreEvent::Progress {
                    schedules,
                    outcomes,
                },
            });
        });
        send(match result {
            Ok(exploration) => ExploreEvent::Explored {
                exploration: Box::new(exploration),
            },
            Err(NotExplored::Refused(why)) => ExploreEvent::Refused { why },
            Err(error) => {
                tracing::debug!(reader = self.reader, %error, "not explored");
                ExploreEvent::Failed {
                    why: error.to_string(),
                }
            }
        });
    }

    /// Logs what happens, and sends it to the reader.
    fn tell(&self, language: &Language, event: Event) {
        let reader = &self.reader;
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
