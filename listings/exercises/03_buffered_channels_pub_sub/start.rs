use std::marker::PhantomData;

pub struct Topic<T> {
    messages: PhantomData<T>,
}

impl<T: Clone> Topic<T> {
    pub fn new() -> Self {
        todo!()
    }

    pub fn subscribe(&self, capacity: usize) -> Subscription<T> {
        todo!()
    }

    pub fn publish(&self, message: T) -> usize {
        todo!()
    }
}

pub struct Subscription<T> {
    messages: PhantomData<T>,
}

impl<T> Subscription<T> {
    pub fn recv(&self) -> Option<T> {
        todo!()
    }

    pub fn missed(&self) -> usize {
        todo!()
    }
}
