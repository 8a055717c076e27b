//! ecash-app#504: `subscribe`, then read the history: an event in between is delivered twice.
// Ends: finished "[7]\n" | finished "[7, 7]\n".
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;

struct EventBus {
    tx: broadcast::Sender<u32>,
    history: Mutex<Vec<u32>>,
}

impl EventBus {
    fn publish(&self, event: u32) {
        self.history.lock().unwrap().push(event);
        let _ = self.tx.send(event);
    }

    fn subscribe(&self) -> (Vec<u32>, broadcast::Receiver<u32>) {
        let rx = self.tx.subscribe();
        let seen = self.history.lock().unwrap().clone();
        (seen, rx)
    }
}

#[tokio::main]
async fn main() {
    let bus = Arc::new(EventBus { tx: broadcast::channel(16).0, history: Mutex::new(Vec::new()) });
    let publisher = tokio::spawn({
        let bus = Arc::clone(&bus);
        async move { bus.publish(7) }
    });
    let (mut events, mut rx) = bus.subscribe();
    publisher.await.unwrap();
    while let Ok(event) = rx.try_recv() {
        events.push(event);
    }
    println!("{events:?}");
}
