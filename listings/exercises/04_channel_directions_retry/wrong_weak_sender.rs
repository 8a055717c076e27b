// Fails: three_attempts, behind_the_others, a_full_channel, no_letter_is_lost
// A `WeakSender` does not keep the channel open. But once the last sender is dropped, `upgrade` fails, and the letter is lost.
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
    let again = letters.downgrade();
    let task = tokio::spawn(async move {
        let mut returned = Vec::new();
        while let Some(mut letter) = to_deliver.recv().await {
            if deliver(letter.text) {
                continue;
            }
            letter.failures += 1;
            if letter.failures < ATTEMPTS {
                if let Some(again) = again.upgrade() {
                    let _ = again.send(letter).await;
                }
            } else {
                returned.push(letter.text);
            }
        }
        returned
    });
    (letters, task)
}
