// Fails: it_ends, a_full_channel, no_letter_is_lost
// The count is checked only before the task waits. If the last sender is dropped while the task waits in `recv`, nobody wakes the task.
// And if the channel is full, the task waits in `send` for itself.
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
    let again = letters.clone();
    let task = tokio::spawn(async move {
        let mut returned = Vec::new();
        // Its own sender is the only one, and no letter is left.
        while again.strong_count() > 1 || !to_deliver.is_empty() {
            let Some(mut letter) = to_deliver.recv().await else {
                break;
            };
            if deliver(letter.text) {
                continue;
            }
            letter.failures += 1;
            if letter.failures < ATTEMPTS {
                let _ = again.send(letter).await; // behind the letters that wait
            } else {
                returned.push(letter.text);
            }
        }
        returned
    });
    (letters, task)
}
