//! Channels and units of work, for the types that programs send most. This file is compiled into the shared library of the crates (see
//! `libraries::share`), and never run. A program finds the generic functions of these types in the library, so its own compiler does not
//! compile them again each time. In a program of channels, they are most of the compiler's work.
//!
//! Each function here makes the library's table of names longer, which the linker of every program reads. So this file has only functions
//! that many programs need.

use std::time::Duration;

use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// A type that these functions send through channels.
trait Message: Clone + Default + Send + Sync + 'static {}
impl<T: Clone + Default + Send + Sync + 'static> Message for T {}

pub fn for_common_types() {
    for mut runtime in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ] {
        let runtime = runtime.enable_all().build().expect("never run");
        runtime.block_on(async {
            units().await;
            channels::<()>().await;
            channels::<i32>().await;
            channels::<u32>().await;
            channels::<u64>().await;
            channels::<usize>().await;
            channels::<&str>().await;
            channels::<String>().await;
        });
    }
}

async fn units() {
    let mut set = JoinSet::new();
    set.spawn(async {});
    drop(set.join_next().await);
    tokio::spawn(async {}).abort();
    drop(tokio::spawn(async {}).await);
    drop(tokio::task::spawn_blocking(|| {}).await);
    tokio::time::interval(Duration::ZERO).tick().await;
    tokio::time::sleep(Duration::ZERO).await;
    tokio::task::yield_now().await;
}

async fn channels<T: Message>() {
    let value = T::default;

    let (tx, mut rx) = mpsc::channel(1);
    drop((tx.clone().send(value()).await, tx.try_send(value())));
    drop((rx.recv().await, rx.try_recv()));
    drop(timeout(Duration::ZERO, rx.recv()).await);
    let (tx, mut rx) = mpsc::unbounded_channel();
    drop((tx.clone().send(value()), rx.recv().await));
    let (tx, rx) = oneshot::channel();
    drop((tx.send(value()), rx.await));
    let (tx, mut rx) = broadcast::channel(1);
    drop((tx.send(value()), rx.recv().await, tx.subscribe()));
    let (tx, mut rx) = watch::channel(value());
    drop((tx.send(value()), rx.changed().await));
    drop(rx.borrow_and_update().clone());

    for (tx, rx) in [
        crossbeam_channel::bounded(1),
        crossbeam_channel::unbounded(),
    ] {
        drop((tx.clone().send(value()), tx.try_send(value())));
        drop((rx.clone().recv(), rx.try_recv()));
        drop((rx.iter().next(), rx.into_iter().next()));
    }
}
