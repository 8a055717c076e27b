//! clippy if_let_mutex / newsletter.onedfrk.com: the guard in the scrutinee of a `match` lives in all its arms.
// Ends: deadlock.
use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;

struct Cache {
    data: Mutex<HashMap<String, String>>,
}

impl Cache {
    fn get_or_compute(&self, key: &str) -> String {
        match self.data.lock().unwrap().get(key) {
            Some(v) => v.clone(),
            None => {
                let computed = format!("v_{key}");
                self.data.lock().unwrap().insert(key.into(), computed.clone());
                computed
            }
        }
    }
}

static CACHE: std::sync::LazyLock<Cache> = std::sync::LazyLock::new(|| Cache { data: Mutex::new(HashMap::new()) });

fn main() {
    let handles: Vec<_> = (0..2).map(|_| thread::spawn(|| CACHE.get_or_compute("a"))).collect();
    for h in handles {
        println!("{}", h.join().unwrap());
    }
}
