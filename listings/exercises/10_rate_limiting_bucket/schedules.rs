use answer::Bucket;
use std::sync::Arc;
use std::time::Duration;

/// Two tokens for three tasks: two of them get one.
pub async fn no_token_is_given_twice() {
    let bucket = Arc::new(Bucket::new(2, Duration::from_secs(1)));
    let tasks = [(); 3].map(|()| {
        let bucket = Arc::clone(&bucket);
        tokio::spawn(async move { usize::from(bucket.try_take()) })
    });
    let mut taken = 0;
    for task in tasks {
        taken += task.await.unwrap();
    }
    assert_eq!(taken, 2, "tasks that got one of two tokens");
}

/// One token for two tasks: both get one, if they wait.
pub async fn nobody_waits_forever() {
    let bucket = Arc::new(Bucket::new(1, Duration::from_secs(1)));
    let waits = Arc::clone(&bucket);
    let task = tokio::spawn(async move { waits.take().await });
    bucket.take().await;
    task.await.unwrap();
}
