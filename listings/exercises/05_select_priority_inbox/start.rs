use tokio::sync::mpsc::Receiver;

pub struct Inbox<T> {
    urgent: Receiver<T>,
    normal: Receiver<T>,
}

impl<T> Inbox<T> {
    pub fn new(urgent: Receiver<T>, normal: Receiver<T>) -> Self {
        todo!()
    }

    /// The next message, or `None` if no message can come any more.
    pub async fn next(&mut self) -> Option<T> {
        todo!()
    }
}
