// Fails: normal_is_not_starved, a_row_ends, both_may_be_closed, many_messages
// `biased` alone: while there are urgent messages, a normal message never comes.
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
