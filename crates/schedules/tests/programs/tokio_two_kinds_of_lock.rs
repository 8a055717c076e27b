//! A heartbeat and a request handler lock two async mutexes in two orders, with try_lock only in the fixed one.
// Ends: finished "1\n" | deadlock.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, RwLock};

#[derive(Default)]
struct State {
    peers: RwLock<Vec<u32>>,
    stats: Mutex<u64>,
}

#[tokio::main]
async fn main() {
    let state = Arc::new(State::default());
    let heartbeat = tokio::spawn({
        let state = state.clone();
        async move {
            let mut ticks = tokio::time::interval(Duration::from_secs(1));
            for _ in 0..2 {
                ticks.tick().await;
                let mut stats = state.stats.lock().await;
                let peers = state.peers.read().await;
                *stats += peers.len() as u64;
            }
        }
    });
    let handler = tokio::spawn({
        let state = Arc::clone(&state);
        async move {
            let mut peers = state.peers.write().await;
            peers.push(1);
            *state.stats.lock().await += 1;
        }
    });
    let _ = tokio::join!(heartbeat, handler);
    println!("{}", state.peers.read().await.len());
}
