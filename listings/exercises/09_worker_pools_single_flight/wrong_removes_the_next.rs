// Fails: the_next_load_is_alone
// A thread that wakes up late removes the next flight of the key, and a second load begins beside it.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock};

pub struct Flights<K, V> {
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
        let value = flight.get_or_init(load).clone();
        self.flights.lock().unwrap().remove(&key);
        value
    }
}
