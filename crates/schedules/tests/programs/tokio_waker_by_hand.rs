//! A future written by hand checks, then stores its waker: the wake-up in between is lost.
// Ends: finished "done\n" | deadlock.
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

struct Shared {
    done: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

struct Job(Arc<Shared>);

impl Future for Job {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.done.load(Ordering::SeqCst) {
            return Poll::Ready(());
        }
        *self.0.waker.lock().unwrap() = Some(cx.waker().clone());
        Poll::Pending
    }
}

#[tokio::main]
async fn main() {
    let shared = Arc::new(Shared {
        done: AtomicBool::new(false),
        waker: Mutex::new(None),
    });
    let worker = {
        let shared = shared.clone();
        thread::spawn(move || {
            shared.done.store(true, Ordering::SeqCst);
            if let Some(waker) = shared.waker.lock().unwrap().take() {
                waker.wake();
            }
        })
    };
    Job(shared).await;
    worker.join().unwrap();
    println!("done");
}
