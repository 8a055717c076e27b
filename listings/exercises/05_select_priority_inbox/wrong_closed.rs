// Fails: one_may_be_closed, both_may_be_closed, each_message_comes
// When one channel is closed, `recv` returns `None`, and `next` returns it although the other channel is open.
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
        if self.urgent_in_a_row >= 3
            && let Ok(message) = self.normal.try_recv()
        {
            self.urgent_in_a_row = 0;
            return Some(message);
        }
        tokio::select! {
            biased;
            message = self.urgent.recv() => {
                self.urgent_in_a_row += 1;
                message
            }
            message = self.normal.recv() => {
                self.urgent_in_a_row = 0;
                message
            }
        }
    }
}
