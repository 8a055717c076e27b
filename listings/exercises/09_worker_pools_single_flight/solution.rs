use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock};

pub struct Flights<K, V> {
    /// What is loaded now. The lock is never held while something is loaded.
    flights: Mutex<HashMap<K, Arc<OnceLock<V>>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Flights<K, V> {
    pub fn new() -> Self {
        Flights {
            flights: Mutex::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: K, load: impl FnOnce() -> V) -> V {
        let mut flights = self.flights.lock().unwrap();
        let flight = Arc::clone(flights.entry(key.clone()).or_default());
        drop(flights);

        // One thread loads, and the others wait. If `load` panics, the next of them loads.
        let value = flight.get_or_init(load).clone();

        let mut flights = self.flights.lock().unwrap();
        // Another thread may have removed this flight already, and a third one may have begun the next.
        if flights
            .get(&key)
            .is_some_and(|next| Arc::ptr_eq(next, &flight))
        {
            flights.remove(&key);
        }
        value
    }
}
