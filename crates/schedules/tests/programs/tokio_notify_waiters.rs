//! A flag is checked, and then the task waits for `notify_waiters`. The notification in between is lost (mdk, tokio's documentation).
// Ends: finished "stopped\n" | deadlock.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use tokio::sync::Notify;

struct KillSwitch {
    killed: AtomicBool,
    wake: Notify,
}

impl KillSwitch {
    fn kill(&self) {
        self.killed.store(true, Ordering::SeqCst);
        self.wake.notify_waiters();
    }

    async fn wait_killed(&self) {
        loop {
            if self.killed.load(Ordering::SeqCst) {
                return;
            }
            self.wake.notified().await;
        }
    }
}

#[tokio::main]
async fn main() {
    let switch = Arc::new(KillSwitch { killed: AtomicBool::new(false), wake: Notify::new() });
    let waiter = tokio::spawn({
        let switch = switch.clone();
        async move { switch.wait_killed().await }
    });
    switch.kill();
    waiter.await.unwrap();
    println!("stopped");
}
