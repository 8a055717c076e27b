//! A wait without a predicate misses a wake-up that came too early. shuttle tries every schedule.

use crate::fails;
use shuttle::sync::{Arc, Condvar, Mutex};
use shuttle::{check_dfs, thread};

// ANCHOR: broken
#[derive(Default)]
struct Oven {
    hot: Mutex<bool>,
    heated: Condvar,
}

impl Oven {
    fn heat(&self) {
        *self.hot.lock().unwrap() = true;
        self.heated.notify_one(); // perhaps no thread waits yet
    }

    fn wait_blindly(&self) {
        let hot = self.hot.lock().unwrap();
        drop(self.heated.wait(hot).unwrap());
    }
}

fn explore(wait: fn(&Oven)) {
    let model = move || {
        let oven = Arc::new(Oven::default());
        let heater = {
            let oven = Arc::clone(&oven);
            thread::spawn(move || oven.heat())
        };
        wait(&oven);
        heater.join().unwrap();
    };
    check_dfs(model, None); // tries all schedules, depth first
}
// ANCHOR_END: broken

// ANCHOR: fixed
impl Oven {
    fn wait_until_hot(&self) {
        let hot = self.hot.lock().unwrap();
        drop(self.heated.wait_while(hot, |hot| !*hot).unwrap());
    }
}
// ANCHOR_END: fixed

/// Without a predicate there is a schedule in which the wait never ends.
#[test]
fn without_a_predicate() {
    fails(
        "lost_wakeup::without_a_predicate",
        "07_waitgroups_lost_wakeup.txt",
        || explore(Oven::wait_blindly),
    );
}

/// With a predicate, the wait ends in every schedule.
#[test]
fn with_a_predicate() {
    explore(Oven::wait_until_hot);
}
