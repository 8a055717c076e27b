//! bb8#122: `get` looks for an idle connection, then joins the queue; a connection put back in between wakes nobody.
// Ends: finished "ok\n" | deadlock.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

#[derive(Default)]
struct Inner {
    idle: Vec<u32>,
    waiters: VecDeque<oneshot::Sender<u32>>,
}

#[derive(Clone, Default)]
struct Pool {
    inner: Arc<Mutex<Inner>>,
}

impl Pool {
    async fn get(&self) -> u32 {
        if let Some(conn) = self.inner.lock().unwrap().idle.pop() {
            return conn;
        }
        let (tx, rx) = oneshot::channel();
        self.inner.lock().unwrap().waiters.push_back(tx);
        rx.await.expect("the pool is never closed")
    }

    fn put_back(&self, mut conn: u32) {
        let mut inner = self.inner.lock().unwrap();
        while let Some(waiter) = inner.waiters.pop_front() {
            match waiter.send(conn) {
                Ok(()) => return,
                Err(back) => conn = back,
            }
        }
        inner.idle.push(conn);
    }
}

#[tokio::main]
async fn main() {
    let pool = Pool::default();
    pool.put_back(7);
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let pool = pool.clone();
        tasks.push(tokio::spawn(async move {
            let conn = pool.get().await;
            tokio::task::yield_now().await;
            pool.put_back(conn);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("ok");
}
