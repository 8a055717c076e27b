//! A registry of listeners behind `Arc<dyn Listener>`; a listener that unregisters itself while it is called deadlocks.
// Ends: deadlock.
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, Weak};

trait Listener: Send + Sync + Debug {
    fn notify(&self, event: &str);
}

#[derive(Debug, Default)]
struct Bus {
    listeners: Mutex<Vec<Arc<dyn Listener>>>,
}

impl Bus {
    fn listeners(&self) -> MutexGuard<'_, Vec<Arc<dyn Listener>>> {
        self.listeners.lock().unwrap_or_else(|e| e.into_inner())
    }
    fn publish(&self, event: &str) {
        for listener in self.listeners().iter() {
            listener.notify(event);
        }
    }
}

#[derive(Debug)]
struct Once {
    bus: Weak<Bus>,
}

impl Listener for Once {
    fn notify(&self, event: &str) {
        println!("got {event}");
        if let Some(bus) = self.bus.upgrade() {
            bus.listeners().clear();
        }
    }
}

fn main() {
    let bus = Arc::new(Bus::default());
    bus.listeners().push(Arc::new(Once { bus: Arc::downgrade(&bus) }));
    bus.publish("start");
    println!("{bus:?}");
}
