// Fails: one_load_at_a_time
// The lock is released between the look and the insertion: two threads can both find nothing, and both load.
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
        let found = self.flights.lock().unwrap().get(&key).cloned();
        let flight = found.unwrap_or_else(|| {
            let flight = Arc::new(OnceLock::new());
            let mut flights = self.flights.lock().unwrap();
            flights.insert(key.clone(), Arc::clone(&flight));
            flight
        });
        let value = flight.get_or_init(load).clone();
        let mut flights = self.flights.lock().unwrap();
        if flights
            .get(&key)
            .is_some_and(|next| Arc::ptr_eq(next, &flight))
        {
            flights.remove(&key);
        }
        value
    }
}
