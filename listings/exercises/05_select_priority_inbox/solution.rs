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

    /// The next message, or `None` if no message can come any more.
    pub async fn next(&mut self) -> Option<T> {
        if self.urgent_in_a_row >= 3
            && let Ok(message) = self.normal.try_recv()
        {
            self.urgent_in_a_row = 0;
            return Some(message);
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
