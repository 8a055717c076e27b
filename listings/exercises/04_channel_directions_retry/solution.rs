use std::collections::VecDeque;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

const ATTEMPTS: u32 = 3;

pub struct Letter {
    pub text: &'static str,
    /// How often the letter could not be delivered.
    pub failures: u32,
}

/// Starts a task that delivers letters. It returns the texts of those that could not be delivered.
pub fn start(
    mut deliver: impl FnMut(&str) -> bool + Send + 'static,
) -> (mpsc::Sender<Letter>, JoinHandle<Vec<&'static str>>) {
    let (letters, mut to_deliver) = mpsc::channel::<Letter>(2);
    let task = tokio::spawn(async move {
        let mut again = VecDeque::new();
        let mut returned = Vec::new();
        loop {
            // The letters in the channel come first. The task waits only if it has nothing to try again.
            let letter = match to_deliver.try_recv() {
                Ok(letter) => Some(letter),
                Err(_) if !again.is_empty() => again.pop_front(),
                Err(_) => to_deliver.recv().await,
            };
            let Some(mut letter) = letter else {
                return returned; // all senders are dropped, and no letter is left
            };
            if deliver(letter.text) {
                continue;
            }
            letter.failures += 1;
            if letter.failures < ATTEMPTS {
                again.push_back(letter);
            } else {
                returned.push(letter.text);
            }
        }
    });
    (letters, task)
}
