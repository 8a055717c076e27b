//! Sandboxes that are made before a reader needs one, because many programs run for a shorter time than it takes to make a sandbox.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::isolation::Isolation;
use super::running::{Running, Sandbox};
use super::task::{Task, View};
use crate::play::limits::Limits;

/// Starts programs, each in a sandbox of its own, and keeps one sandbox ready for each kind of program.
///
/// A pool owns the sandboxes that are ready, and the thread that makes them. The thread starts with the pool. [`Pool::close`], or the
/// drop of the pool, ends both; a program that still runs in a sandbox of that thread ends as well. A program owns its sandbox from
/// the moment it starts.
pub struct Pool {
    isolation: Isolation,
    spares: Arc<Mutex<Vec<Spare>>>,
    maker: Mutex<Option<Maker>>,
}

/// A sandbox in which nothing runs yet.
struct Spare {
    view: View,
    limits: Limits,
    sandbox: Box<dyn Sandbox>,
}

/// The thread that makes spares. It has to live as long as the spares, because the kernel ends a sandbox when the thread that made it
/// ends.
struct Maker {
    wanted: Sender<(View, Limits)>,
    thread: JoinHandle<()>,
}

impl Pool {
    /// A pool without a spare.
    pub fn new(isolation: Isolation) -> Self {
        let spares = Arc::new(Mutex::new(Vec::new()));
        let (wanted, orders) = channel::<(View, Limits)>();
        let (made, kind) = (Arc::clone(&spares), isolation.clone());
        let thread = thread::spawn(move || {
            for (view, limits) in orders {
                if find(&locked(&made), &view, &limits).is_some() {
                    continue;
                }
                // An error is not reported here: `Pool::start` tries again, and reports it to the reader.
                if let Ok(sandbox) = kind.prepare(&view, &limits) {
                    locked(&made).push(Spare {
                        view,
                        limits,
                        sandbox,
                    });
                }
            }
        });
        Pool {
            isolation,
            spares,
            maker: Mutex::new(Some(Maker { wanted, thread })),
        }
    }

    /// Whether programs are kept apart from this machine.
    pub fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    /// How many sandboxes are ready.
    pub fn spares(&self) -> usize {
        locked(&self.spares).len()
    }

    /// Asks the thread for a sandbox of this kind, which it makes unless one is ready. Does not wait.
    pub fn want(&self, view: &View, limits: &Limits) {
        if let Some(maker) = &*locked(&self.maker) {
            let _ = maker.wanted.send((view.clone(), *limits));
        }
    }

    /// Starts a program within these limits: in a sandbox that is ready, or else in one that is made now.
    ///
    /// # Errors
    /// That it cannot be started.
    pub fn start(&self, task: &Task, limits: &Limits) -> Result<Box<dyn Running>> {
        let spare = {
            let mut spares = locked(&self.spares);
            find(&spares, &task.view, limits).map(|at| spares.swap_remove(at))
        };
        if let Some(spare) = spare
            && let Ok(running) = spare.sandbox.start(task)
        {
            return Ok(running);
        }
        self.isolation.prepare(&task.view, limits)?.start(task)
    }

    /// Takes down the sandboxes that are ready, and makes no more. A program that still runs in a sandbox of the thread ends.
    pub fn close(&self) {
        let maker = locked(&self.maker).take();
        if let Some(Maker { wanted, thread }) = maker {
            drop(wanted);
            let _ = thread.join();
        }
        locked(&self.spares).clear();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

fn find(spares: &[Spare], view: &View, limits: &Limits) -> Option<usize> {
    spares
        .iter()
        .position(|spare| spare.view == *view && spare.limits == *limits)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics with the lock")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::play::sandbox::Finish;

    /// A pool for what this machine can do.
    fn pool() -> Pool {
        Pool::new(Isolation::by_running(&Task::shell("true")))
    }

    /// Waits until so many are ready.
    fn settle(pool: &Pool, spares: usize) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while pool.spares() != spares {
            assert!(Instant::now() < deadline, "{} are ready", pool.spares());
            thread::yield_now();
        }
    }

    fn runs(pool: &Pool) {
        let running = pool.start(&Task::shell("exit 3"), &Limits::RUN);
        assert_eq!(running.unwrap().finish().unwrap(), Finish::Exit(3));
    }

    /// One sandbox of a kind is kept, however often it is asked for. A program takes it. If none is ready the program runs as well, and
    /// it does not take a sandbox of another kind.
    #[test]
    fn spares_are_taken() {
        let pool = pool();
        let view = View::default();
        for _ in 0..3 {
            pool.want(&view, &Limits::RUN);
        }
        pool.want(&view, &Limits::COMPILE);
        settle(&pool, 2);
        for _ in 0..2 {
            runs(&pool);
            assert_eq!(pool.spares(), 1);
        }
        pool.want(&view, &Limits::RUN);
        settle(&pool, 2);
    }

    /// A closed pool has no sandbox ready and makes none in advance, and still runs programs.
    #[test]
    fn a_pool_is_closed() {
        let pool = pool();
        pool.want(&View::default(), &Limits::RUN);
        settle(&pool, 1);
        pool.close();
        pool.want(&View::default(), &Limits::RUN);
        assert_eq!(pool.spares(), 0);
        runs(&pool);
        assert_eq!(pool.spares(), 0);
    }

    /// A program runs even if the spare that it gets has died.
    #[test]
    fn a_dead_spare_is_replaced() {
        /// What cannot start anything.
        struct Dead;

        impl Sandbox for Dead {
            fn start(self: Box<Self>, _: &Task) -> Result<Box<dyn Running>> {
                anyhow::bail!("it has ended")
            }
        }

        let pool = pool();
        locked(&pool.spares).push(Spare {
            view: View::default(),
            limits: Limits::RUN,
            sandbox: Box::new(Dead),
        });
        runs(&pool);
    }
}
