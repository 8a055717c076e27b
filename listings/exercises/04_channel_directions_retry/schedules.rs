use answer::{Letter, start};
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// Whenever the letters come, and whenever the sender is dropped: each letter is delivered once, and the task ends.
pub async fn no_letter_is_lost() {
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
    for text in ["to Ann", "to Bob", "to Eve"] {
        let letter = Letter { text, failures: 0 };
        assert!(letters.send(letter).await.is_ok(), "the task has ended");
    }
    drop(letters);
    assert!(task.await.unwrap().is_empty(), "all letters are delivered");
    let mut delivered = delivered.lock().unwrap().clone();
    delivered.sort();
    assert_eq!(delivered, ["to Ann", "to Bob", "to Eve"]);
}
