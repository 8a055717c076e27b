//! Many small locks instead of one large lock: a thread that works in one shard does not block the others.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;

struct Stock {
    shards: [Mutex<HashMap<String, u32>>; 8],
    hasher: RandomState,
}

// ANCHOR: main
impl Stock {
    fn shard(&self, name: &str) -> &Mutex<HashMap<String, u32>> {
        let hash = self.hasher.hash_one(name) as usize;
        &self.shards[hash % self.shards.len()]
    }

    fn add(&self, name: &str, count: u32) {
        let mut shard = self.shard(name).lock().unwrap();
        *shard.entry(name.to_owned()).or_default() += count;
    }

    /// Locks one shard after the other, so the shards are counted at different moments.
    fn total(&self) -> u32 {
        let of = |shard: &Mutex<HashMap<_, u32>>| shard.lock().unwrap().values().sum::<u32>();
        self.shards.iter().map(of).sum()
    }
}

fn main() {
    let stock = Stock {
        shards: Default::default(),
        hasher: RandomState::new(),
    };
    for bread in 0..1000 {
        stock.add(&format!("bread {bread}"), 2);
    }

    let busy = stock.shards[0].lock().unwrap();
    let free = stock.shards.iter().filter(|shard| shard.try_lock().is_ok());
    println!("one shard is held, {} are free", free.count());
    drop(busy);
    println!("total {}", stock.total());
}
