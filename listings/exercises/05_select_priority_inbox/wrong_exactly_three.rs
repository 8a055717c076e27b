// Fails: a_late_one_is_next
// `== 3`: if no normal message waits then, the count goes on to 4, and normal messages starve until it is zero again.
use tokio::sync::mpsc::Receiver;

pub struct Inbox<T> {
    urgent: Receiver<T>,
    normal: Receiver<T>,
    in_a_row: u32,
}

impl<T> Inbox<T> {
    pub fn new(urgent: Receiver<T>, normal: Receiver<T>) -> Self {
        Inbox {
            urgent,
            normal,
            in_a_row: 0,
        }
    }

    /// The next message, or `None` if no message can come any more.
    pub async fn next(&mut self) -> Option<T> {
        if self.in_a_row == 3 {
            if let Ok(message) = self.normal.try_recv() {
                self.in_a_row = 0;
                return Some(message);
            }
        }
        tokio::select! {
            biased;
            Some(message) = self.urgent.recv() => {
                self.in_a_row += 1;
                Some(message)
            }
            Some(message) = self.normal.recv() => {
                self.in_a_row = 0;
                Some(message)
            }
            else => None,
        }
    }
}
