// Fails: it_does_not_wait_for_others
// The letters that failed are tried again only after the channel is closed, which may take days.
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
        let mut failed = Vec::new();
        while let Some(letter) = to_deliver.recv().await {
            if !deliver(letter.text) {
                failed.push(letter.text);
            }
        }
        for _ in 1..ATTEMPTS {
            failed.retain(|text| !deliver(text));
        }
        failed
    });
    (letters, task)
}
