// Fails: a_panic_is_over, a_panic_stops_nobody, one_loads_after_a_panic
// When `load` panics, nobody removes the flight and nobody wakes the threads that wait for it.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex};

struct Flight<V> {
    value: Mutex<Option<V>>,
    landed: Condvar,
}

pub struct Flights<K, V> {
    flights: Mutex<HashMap<K, Arc<Flight<V>>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> Flights<K, V> {
    pub fn new() -> Self {
        Flights {
            flights: Mutex::new(HashMap::new()),
        }
    }

    pub fn get(&self, key: K, load: impl FnOnce() -> V) -> V {
        let mut flights = self.flights.lock().unwrap();
        if let Some(flight) = flights.get(&key).cloned() {
            drop(flights);
            let value = flight.value.lock().unwrap();
            let value = flight.landed.wait_while(value, |value| value.is_none());
            return value.unwrap().clone().unwrap();
        }
        let flight = Arc::new(Flight {
            value: Mutex::new(None),
            landed: Condvar::new(),
        });
        flights.insert(key.clone(), Arc::clone(&flight));
        drop(flights);

        let value = load();
        *flight.value.lock().unwrap() = Some(value.clone());
        flight.landed.notify_all();
        self.flights.lock().unwrap().remove(&key);
        value
    }
}
