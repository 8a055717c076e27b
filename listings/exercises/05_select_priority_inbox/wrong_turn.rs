// Fails: a_late_one_is_next, urgent_does_not_wait, it_waits_for_both
// After three urgent messages, `next` waits for a normal one, even if only urgent messages come.
use tokio::sync::mpsc::Receiver;

pub struct Inbox<T> {
    urgent: Receiver<T>,
    normal: Receiver<T>,
    urgent_in_a_row: usize,
}

impl<T> Inbox<T> {
    pub fn new(urgent: Receiver<T>, normal: Receiver<T>) -> Self {
        Inbox {
            urgent,
            normal,
            urgent_in_a_row: 0,
        }
    }

    pub async fn next(&mut self) -> Option<T> {
        if self.urgent_in_a_row >= 3 {
            self.urgent_in_a_row = 0;
            if let Some(message) = self.normal.recv().await {
                return Some(message);
            }
        }
        tokio::select! {
            biased;
            Some(message) = self.urgent.recv() => {
                self.urgent_in_a_row += 1;
                Some(message)
            }
            Some(message) = self.normal.recv() => {
                self.urgent_in_a_row = 0;
                Some(message)
            }
            else => None,
        }
    }
}
