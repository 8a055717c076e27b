use answer::{Letter, start};
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

fn letter(text: &'static str) -> Letter {
    Letter { text, failures: 0 }
}

/// When all senders are dropped, the task ends.
pub async fn it_ends() {
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let log = delivered.clone();
    let (letters, task) = start(move |text| {
        log.lock().unwrap().push(text.to_owned());
        true
    });
    let other = letters.clone();
    other.send(letter("to Ann")).await.unwrap();
    drop(other);
    sleep(Duration::from_secs(3600)).await; // the task waits for more letters
    letters.send(letter("to Bob")).await.unwrap();
    sleep(Duration::from_secs(3600)).await;
    drop(letters);
    assert!(task.await.unwrap().is_empty(), "all letters are delivered");
    assert_eq!(*delivered.lock().unwrap(), ["to Ann", "to Bob"]);
}

/// A letter is tried three times, even if all senders are dropped meanwhile. Then its text is returned.
pub async fn three_attempts() {
    let attempts = Arc::new(Mutex::new(0));
    let log = attempts.clone();
    let (letters, task) = start(move |_| {
        *log.lock().unwrap() += 1;
        false
    });
    letters.send(letter("to nobody")).await.unwrap();
    drop(letters);
    assert_eq!(task.await.unwrap(), ["to nobody"]);
    assert_eq!(*attempts.lock().unwrap(), 3, "so often was it tried");
}

/// A letter that could not be delivered is tried again after those that wait in the channel.
pub async fn behind_the_others() {
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let log = attempts.clone();
    let (letters, task) = start(move |text| {
        let mut log = log.lock().unwrap();
        log.push(text.to_owned());
        text != "to Ann" || log.len() > 1
    });
    letters.send(letter("to Ann")).await.unwrap();
    letters.send(letter("to Bob")).await.unwrap();
    drop(letters);
    assert!(task.await.unwrap().is_empty(), "all letters are delivered");
    assert_eq!(*attempts.lock().unwrap(), ["to Ann", "to Bob", "to Ann"]);
}

/// A letter is tried again even if no other letter comes and the channel stays open.
pub async fn it_does_not_wait_for_others() {
    let attempts = Arc::new(Mutex::new(0));
    let log = attempts.clone();
    let (letters, _task) = start(move |_| {
        let mut attempts = log.lock().unwrap();
        *attempts += 1;
        *attempts > 1
    });
    letters.send(letter("to Ann")).await.unwrap();
    sleep(Duration::from_secs(3600)).await;
    assert_eq!(*attempts.lock().unwrap(), 2, "so often was it tried");
}

/// If a letter fails while the channel is full, the task still goes on, and no letter is lost.
pub async fn a_full_channel() {
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let log = delivered.clone();
    let mut tried = HashSet::new();
    let (letters, task) = start(move |text| {
        let is_second = !tried.insert(text.to_owned());
        if is_second {
            log.lock().unwrap().push(text.to_owned());
        }
        is_second // the first attempt fails
    });
    let texts = ["to Ann", "to Bob", "to Eve", "to Ida", "to Joe", "to Lea"];
    for text in texts {
        letters.send(letter(text)).await.unwrap();
    }
    drop(letters);
    assert!(task.await.unwrap().is_empty(), "all letters are delivered");
    let mut delivered = delivered.lock().unwrap().clone();
    delivered.sort();
    assert_eq!(delivered, texts);
}
