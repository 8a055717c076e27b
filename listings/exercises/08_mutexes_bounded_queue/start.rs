pub struct Queue<T> {
    item: Option<T>,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        todo!()
    }

    pub fn push(&self, item: T) {
        todo!()
    }

    pub fn pop(&self) -> T {
        todo!()
    }
}
