use std::time::Duration;

pub struct DelayQueue<T> {
    item: Option<T>,
}

impl<T> DelayQueue<T> {
    pub fn new() -> Self {
        todo!()
    }

    /// The item is due after this delay.
    pub fn push(&self, item: T, delay: Duration) {
        todo!()
    }

    /// Waits until an item is due, and removes it.
    pub async fn pop(&self) -> T {
        todo!()
    }
}
