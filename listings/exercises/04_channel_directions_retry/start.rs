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
        while let Some(mut letter) = to_deliver.recv().await {
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
