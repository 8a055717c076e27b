pub struct Mailbox<T> {
    message: Option<T>,
}

impl<T> Mailbox<T> {
    pub fn new(capacity: usize) -> Self {
        todo!()
    }

    pub fn post(&self, message: T) -> Option<T> {
        todo!()
    }

    pub async fn take(&self) -> Option<T> {
        todo!()
    }

    pub fn close(&self) {
        todo!()
    }
}
