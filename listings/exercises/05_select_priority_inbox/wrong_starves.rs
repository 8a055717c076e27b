// Fails: normal_is_not_starved, a_row_ends, a_late_one_is_next, both_may_be_closed, many_messages
// With `biased` alone, no normal message comes as long as there are urgent messages.
use tokio::sync::mpsc::Receiver;

pub struct Inbox<T> {
    urgent: Receiver<T>,
    normal: Receiver<T>,
}

impl<T> Inbox<T> {
    pub fn new(urgent: Receiver<T>, normal: Receiver<T>) -> Self {
        Inbox { urgent, normal }
    }

    pub async fn next(&mut self) -> Option<T> {
        tokio::select! {
            biased;
            Some(message) = self.urgent.recv() => Some(message),
            Some(message) = self.normal.recv() => Some(message),
            else => None,
        }
    }
}
