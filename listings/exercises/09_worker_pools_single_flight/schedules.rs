use answer::Flights;
use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::thread::{self, Thread};

/// A key is never loaded by two threads at once.
pub fn one_load_at_a_time() {
    let (flights, loading) = (Flights::new(), Arc::new(()));
    let load = || {
        let own = Arc::clone(&loading);
        thread::yield_now(); // the other thread goes on, if it can
        Arc::strong_count(&own) - 1
    };
    let together = thread::scope(|scope| {
        let callers = [(); 2].map(|()| scope.spawn(|| flights.get("bread", load)));
        callers.map(|caller| caller.join().unwrap())
    });
    assert_eq!(together, [1, 1], "how many threads loaded the key at once");
}

thread_local! {
    /// Whom to wake when this thread looks up a key.
    static WAITS: Cell<Option<Thread>> = Cell::new(None);
}

#[derive(Clone)]
struct Key;

impl Key {
    fn look_up(&self) {
        if let Some(waits) = WAITS.take() {
            waits.unpark();
        }
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.look_up();
        0.hash(hasher);
    }
}

impl PartialEq for Key {
    fn eq(&self, _: &Key) -> bool {
        self.look_up();
        true
    }
}

impl Eq for Key {}

/// All callers who wait for a load get its value.
pub fn all_who_wait_get_the_value() {
    let flights = Flights::new();
    let main = thread::current();
    thread::scope(|scope| {
        let mut callers = Vec::new();
        flights.get(Key, || {
            for _ in 0..2 {
                let main = main.clone();
                callers.push(scope.spawn(|| {
                    WAITS.set(Some(main));
                    flights.get(Key, || "own")
                }));
                thread::park(); // until this caller has looked up the key
            }
            "shared"
        });
        for caller in callers {
            assert_eq!(caller.join().unwrap(), "shared", "the value of a caller");
        }
    });
}

/// After a load has panicked, those who waited do not all load at once.
pub fn one_loads_after_a_panic() {
    let (flights, loading) = (Flights::new(), Arc::new(()));
    let main = thread::current();
    let load = || {
        let own = Arc::clone(&loading);
        thread::yield_now(); // the other thread goes on, if it can
        Arc::strong_count(&own) - 1
    };
    thread::scope(|scope| {
        let mut callers = Vec::new();
        let first = catch_unwind(AssertUnwindSafe(|| {
            flights.get(Key, || {
                for _ in 0..2 {
                    let main = main.clone();
                    callers.push(scope.spawn(|| {
                        WAITS.set(Some(main));
                        flights.get(Key, load)
                    }));
                    thread::park(); // until this caller has looked up the key
                }
                resume_unwind(Box::new("no answer"))
            })
        }));
        assert!(first.is_err(), "the panic of `load` was swallowed");
        for caller in callers {
            let together = caller.join().unwrap();
            assert_eq!(together, 1, "how many threads loaded the key at once");
        }
    });
}

/// A caller who wakes up late does not disturb the next load.
pub fn the_next_load_is_alone() {
    let flights = Flights::new();
    let main = thread::current();
    let other = |own: &'static str| {
        WAITS.set(Some(main.clone()));
        flights.get(Key, || own)
    };
    thread::scope(|scope| {
        let (mut late, mut next) = (None, None);
        flights.get(Key, || {
            late = Some(scope.spawn(|| other("late")));
            thread::park(); // until the other thread has looked up the key
            "first load"
        });
        flights.get(Key, || {
            late.unwrap().join().unwrap(); // it has woken up
            next = Some(scope.spawn(|| other("third load")));
            thread::park();
            "second load"
        });
        let shared = next.unwrap().join().unwrap();
        assert_eq!(shared, "second load", "who asks during the second load");
    });
}
