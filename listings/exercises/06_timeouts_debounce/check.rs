use answer::debounce;
use std::time::Duration;
use tokio::sync::mpsc::channel;
use tokio::time::{Instant, sleep, sleep_until};

/// What is saved and when, if these changes come at these times in milliseconds, and the channel is closed at the last time.
async fn saves(quiet: u64, changes: &[(u64, &str)], close: u64) -> Vec<(u64, String)> {
    let (to_debounce, from_editor) = channel(8);
    let (to_disk, mut saved) = channel(8);
    let start = Instant::now();
    let at = move |time| start + Duration::from_millis(time);
    let changes: Vec<_> = changes.iter().map(|(t, c)| (*t, c.to_string())).collect();
    tokio::spawn(async move {
        for (time, change) in changes {
            sleep_until(at(time)).await;
            to_debounce.send(change).await.expect("it has ended early");
        }
        sleep_until(at(close)).await;
    });
    tokio::spawn(debounce(from_editor, Duration::from_millis(quiet), to_disk));
    let mut all = Vec::new();
    while let Some(text) = saved.recv().await {
        all.push((start.elapsed().as_millis() as u64, text));
    }
    all
}

fn assert_saved(saved: &[(u64, String)], expected: &[(u64, &str)]) {
    let saved: Vec<_> = saved.iter().map(|(t, s)| (*t, s.as_str())).collect();
    assert_eq!(saved, expected, "what was saved after which milliseconds");
}

/// A change is saved when the quiet time has passed.
pub async fn a_change_is_saved() {
    let saved = saves(100, &[(0, "a")], 10_000).await;
    assert_saved(&saved, &[(100, "a")]);
}

/// Each change starts the quiet time again, and only the last change is saved.
pub async fn each_change_starts_again() {
    let typed = [(0, "h"), (80, "he"), (160, "hel"), (240, "hello")];
    let saved = saves(100, &typed, 10_000).await;
    assert_saved(&saved, &[(340, "hello")]);
}

/// After a long pause, the next changes are saved too.
pub async fn pauses_separate() {
    let typed = [(0, "a"), (50, "b"), (1000, "c"), (1090, "d"), (5000, "e")];
    let saved = saves(100, &typed, 10_000).await;
    assert_saved(&saved, &[(150, "b"), (1190, "d"), (5100, "e")]);
}

/// When the channel is closed, the last change is saved at once.
pub async fn the_last_change_is_saved() {
    let saved = saves(100, &[(0, "a"), (500, "b"), (530, "c")], 560).await;
    assert_saved(&saved, &[(100, "a"), (560, "c")]);
}

/// When the channel is closed and nothing is left to save, `debounce` ends.
pub async fn it_ends() {
    for changes in [&[][..], &[(0, "a")]] {
        let (to_debounce, from_editor) = channel(8);
        let (to_disk, mut saved) = channel(8);
        let quiet = Duration::from_millis(100);
        let running = tokio::spawn(debounce(from_editor, quiet, to_disk));
        for (_, change) in changes {
            to_debounce.send(change.to_string()).await.unwrap();
            assert!(saved.recv().await.is_some());
        }
        let start = Instant::now();
        sleep(10 * quiet).await;
        drop(to_debounce);
        running.await.expect("it has panicked");
        assert_eq!(start.elapsed(), 10 * quiet, "how long it took");
        assert!(saved.recv().await.is_none(), "a text was saved twice");
    }
}

/// When the receiver of `saves` is gone, `debounce` ends.
pub async fn nobody_saves() {
    let (to_debounce, from_editor) = channel(8);
    let (to_disk, saved) = channel(8);
    let quiet = Duration::from_millis(100);
    let running = tokio::spawn(debounce(from_editor, quiet, to_disk));
    drop(saved);
    to_debounce.send("a".to_owned()).await.unwrap();
    running.await.expect("it has panicked");
    drop(to_debounce);
}
