//! rod#23: `contains_key`, then `get().unwrap()` under a second read lock, while another thread removes the key.
// Ends: finished "0\n" | finished "1\n" | panicked "called `Option::unwrap()` on a `None` value".
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Default)]
struct Node {
    children: RwLock<HashMap<String, u32>>,
}

impl Node {
    fn get(&self, key: &str) -> u32 {
        if self.children.read().unwrap().contains_key(key) {
            return *self.children.read().unwrap().get(key).unwrap();
        }
        0
    }
}

fn main() {
    let node = Arc::new(Node::default());
    node.children.write().unwrap().insert("a".into(), 1);
    let remover = {
        let node = node.clone();
        thread::spawn(move || {
            node.children.write().unwrap().remove("a");
        })
    };
    println!("{}", node.get("a"));
    remover.join().unwrap();
}
