//! dashmap#369: a map of shards, each behind a lock; a reference into one shard is held while another is written.
// Ends: finished "" | deadlock.
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, RwLock, RwLockReadGuard};
use std::thread;

struct ShardedMap {
    shards: Vec<RwLock<HashMap<String, i32>>>,
}

impl ShardedMap {
    fn new() -> Self {
        let _hasher = RandomState::new().build_hasher();
        ShardedMap { shards: (0..2).map(|_| RwLock::new(HashMap::new())).collect() }
    }

    fn shard(&self, key: &str) -> &RwLock<HashMap<String, i32>> {
        &self.shards[key.len() % self.shards.len()]
    }

    fn get(&self, key: &str) -> RwLockReadGuard<'_, HashMap<String, i32>> {
        self.shard(key).read().unwrap()
    }

    fn insert(&self, key: &str, value: i32) -> Option<i32> {
        self.shard(key).write().unwrap().insert(key.to_string(), value)
    }
}

fn main() {
    let map = Arc::new(ShardedMap::new());
    map.insert("alpha", 1);
    map.insert("beta", 2);
    let threads: Vec<_> = [("alpha", "beta"), ("beta", "alpha")]
        .into_iter()
        .map(|(from, to)| {
            let map = Arc::clone(&map);
            thread::spawn(move || {
                let guard = map.get(from);
                let value = guard[from];
                map.insert(to, value);
            })
        })
        .collect();
    for t in threads {
        t.join().unwrap();
    }
}
