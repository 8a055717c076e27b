use answer::Flights;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Barrier, mpsc};
use std::thread;

/// `get` returns what `load` returns.
pub fn the_value_is_returned() {
    let flights = Flights::new();
    assert_eq!(flights.get("bread", || 3), 3, "the price of the bread");
    assert_eq!(flights.get("cake", || 20), 20, "the price of the cake");
}

/// It is no cache: when a load has ended, the next call loads again.
pub fn the_next_call_loads_again() {
    let flights = Flights::new();
    let prices = [3, 4, 5].map(|price| flights.get("bread", || price));
    assert_eq!(prices, [3, 4, 5], "the price changes before each call");
}

/// Two keys can be loaded at the same time.
pub fn other_keys_do_not_wait() {
    let flights = Flights::new();
    let meeting = Barrier::new(2);
    thread::scope(|scope| {
        for key in ["bread", "cake"] {
            let (flights, meeting) = (&flights, &meeting);
            scope.spawn(move || flights.get(key, || meeting.wait().is_leader()));
        }
    });
}

/// `load` may get another key.
pub fn a_load_may_load() {
    let flights = Flights::new();
    let price = flights.get("cake", || 17 + flights.get("flour", || 3));
    assert_eq!(price, 20, "the price of the cake");
}

/// A key that tells when it is looked up.
#[derive(Clone)]
struct Key(Option<mpsc::Sender<()>>);

impl Key {
    fn tell(&self) {
        if let Some(looked_up) = &self.0 {
            let _ = looked_up.send(());
        }
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.tell();
        0.hash(hasher);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.tell();
        other.tell();
        true
    }
}

impl Eq for Key {}

/// A caller who asks while a load is running gets its value.
pub fn a_caller_shares_the_load() {
    let flights = Flights::new();
    let (tell, looked_up) = mpsc::channel();
    thread::scope(|scope| {
        let (flights, mut second) = (&flights, None);
        let first = flights.get(Key(None), || {
            second = Some(scope.spawn(|| flights.get(Key(Some(tell)), || 2)));
            looked_up.recv().unwrap(); // the second caller is there
            1
        });
        let second = second.unwrap().join().unwrap();
        assert_eq!((first, second), (1, 1), "the values of both callers");
    });
}

/// When `load` panics, so does its caller, and the next call loads again.
pub fn a_panic_is_over() {
    let flights = Flights::new();
    let load = || resume_unwind(Box::new("no answer"));
    let caught = catch_unwind(AssertUnwindSafe(|| flights.get("bread", load)));
    assert!(caught.is_err(), "`load` panicked, but `get` did not");
    assert_eq!(flights.get("bread", || 3), 3, "the price after the panic");
}

/// When `load` panics, a caller who waits for it loads instead.
pub fn a_panic_stops_nobody() {
    let flights = Flights::new();
    let (tell, looked_up) = mpsc::channel();
    thread::scope(|scope| {
        let (flights, mut second) = (&flights, None);
        let load = || {
            second = Some(scope.spawn(|| flights.get(Key(Some(tell)), || 2)));
            looked_up.recv().unwrap(); // the second caller is there
            resume_unwind(Box::new("no answer"))
        };
        let caught = catch_unwind(AssertUnwindSafe(|| flights.get(Key(None), load)));
        assert!(caught.is_err(), "`load` panicked, but `get` did not");
        let second = second.unwrap().join().unwrap();
        assert_eq!(second, 2, "the second caller's own value");
    });
}
