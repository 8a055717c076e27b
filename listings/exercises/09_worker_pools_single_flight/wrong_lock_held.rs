// Fails: other_keys_do_not_wait, a_load_may_load, a_caller_shares_the_load, a_panic_is_over, a_panic_stops_nobody, all_who_wait_get_the_value, the_next_load_is_alone, one_loads_after_a_panic
// The lock of the map is held while `load` runs, so every other key waits, and nobody can share the result.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;

pub struct Flights<K, V> {
    flights: Mutex<HashMap<K, V>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Flights<K, V> {
    pub fn new() -> Self {
        Flights {
            flights: Mutex::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: K, load: impl FnOnce() -> V) -> V {
        let mut flights = self.flights.lock().unwrap();
        if let Some(value) = flights.get(&key) {
            return value.clone();
        }
        let value = load();
        flights.insert(key.clone(), value.clone());
        flights.remove(&key);
        value
    }
}
