//! Sandboxes that are made before anybody asks for one: to make it takes longer than many a program.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::{Isolation, Limits, Running, Sandbox, Task, View};

/// Starts programs, each in a sandbox of its own, and keeps one ready for the next of a kind.
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

/// The thread that makes spares. It has to live as long as they do: the kernel ends a sandbox with the thread that made it.
struct Maker {
    wanted: Sender<(View, Limits)>,
    thread: JoinHandle<()>,
}

impl Pool {
    /// A pool without a spare.
    pub fn new(isolation: Isolation) -> Self {
        let spares = Arc::new(Mutex::new(Vec::new()));
        let (wanted, orders) = channel::<(View, Limits)>();
        let (shelf, how) = (Arc::clone(&spares), isolation.clone());
        let thread = thread::spawn(move || {
            for (view, limits) in orders {
                if find(&locked(&shelf), &view, &limits).is_some() {
                    continue;
                }
                // Where it cannot be made, whoever needs one says why.
                if let Ok(sandbox) = how.prepare(&view, &limits) {
                    locked(&shelf).push(Spare {
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

    /// Has a sandbox made, in the background, unless one like it is ready.
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

    /// Takes down what is ready, and makes no more. What still runs in a sandbox that was ready ends with it.
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
        Pool::new(Isolation::find(&Task::shell("true")))
    }

    /// Waits until so many are ready.
    fn settle(pool: &Pool, spares: usize) {
        let patience = Instant::now() + Duration::from_secs(10);
        while pool.spares() != spares {
            assert!(Instant::now() < patience, "{} are ready", pool.spares());
            thread::yield_now();
        }
    }

    fn runs(pool: &Pool) {
        let running = pool.start(&Task::shell("exit 3"), &Limits::RUN);
        assert_eq!(running.unwrap().finish().unwrap(), Finish::Exit(3));
    }

    /// One of a kind is kept however often it is wanted; a program takes it, and runs as well without; one of another kind is not
    /// taken.
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

    /// What is closed has nothing ready and makes nothing more, and still runs programs.
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

    /// A spare that has died is no reason for a program not to run.
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
