//! Builds an answer with its checks, and runs both kinds at the same time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use exercises::Exercise;
use runner::play::{Cancelled, Player};
use schedules::Explorer;

use crate::verdict::Event;
use crate::{plain, scheduled};

/// Checks answers, which a player runs and an explorer explores.
#[derive(Clone, Copy)]
pub struct Checker<'a> {
    /// What runs the plain checks. Rust must be ready to play.
    pub player: &'a Player,
    /// What runs the others under every schedule. It must be ready.
    pub explorer: &'a Explorer,
}

/// How often it is asked whether the checks are still wanted.
const ASKING_INTERVAL: Duration = Duration::from_millis(20);

/// How one of the two kinds of checks went.
pub(crate) enum Gone {
    /// All of its checks have a verdict, with so many passed, or there are none.
    Checked { passed: usize },
    /// The compiler refuses the answer: its words.
    Refused(String),
    /// The answer could not be checked.
    Failed(String),
}

impl Checker<'_> {
    /// Checks an answer until all checks have ended or `cancelled` says so. Calls `tell` with what happens. The last event, and no other, is
    /// one of those for which [`Event::is_last`] holds.
    pub fn check(
        &self,
        exercise: &Exercise,
        answer: &str,
        cancelled: Cancelled<'_>,
        tell: &mut dyn FnMut(Event),
    ) {
        let (events, received) = mpsc::channel();
        let (unwanted, refused) = (AtomicBool::new(false), AtomicBool::new(false));
        let stop = || unwanted.load(Ordering::Relaxed) || refused.load(Ordering::Relaxed);
        let (plain, explored) = thread::scope(|scope| {
            let (of_plain, of_explored) = (events.clone(), events);
            let (stop, refused) = (&stop, &refused);
            let plain = scope.spawn(move || {
                let gone = plain::check(self.player, exercise, answer, stop, &of_plain);
                // The explorer would hear the same from the compiler.
                refused.fetch_or(matches!(gone, Gone::Refused(_)), Ordering::Relaxed);
                gone
            });
            let explored = scope.spawn(move || {
                scheduled::check(self.explorer, exercise, answer, stop, &of_explored)
            });
            // Both threads own an end of the channel until they end.
            loop {
                match received.recv_timeout(ASKING_INTERVAL) {
                    Ok(event) => tell(event),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                unwanted.fetch_or(cancelled(), Ordering::Relaxed);
            }
            (joined(plain), joined(explored))
        });
        let event = match (plain, explored) {
            (Gone::Checked { passed }, Gone::Checked { passed: more }) => Event::Done {
                passed: passed + more,
                of: exercise.checks().len(),
            },
            (Gone::Refused(why), _) => Event::Refused { why },
            (Gone::Failed(why), _) | (_, Gone::Failed(why)) => Event::Failed { why },
            // The answer is right Rust, but the explorer lacks something that it uses.
            (Gone::Checked { .. }, Gone::Refused(why)) => Event::Refused { why },
        };
        tell(event);
    }
}

/// What a thread returned.
fn joined(thread: thread::ScopedJoinHandle<'_, Gone>) -> Gone {
    let panicked = |_| Gone::Failed("the checker itself panicked: look at its log".to_owned());
    thread.join().unwrap_or_else(panicked)
}
