use std::marker::PhantomData;

pub struct Job<T> {
    result: PhantomData<T>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` in the background. If it is stopped before its end, `clean_up` runs after it.
    pub fn start<W, C>(work: W, clean_up: C) -> Self
    where
        W: Future<Output = T> + Send + 'static,
        C: Future<Output = ()> + Send + 'static,
    {
        todo!()
    }

    /// Stops the work, and waits until the clean-up has ended. If the work has ended before, returns its result.
    pub async fn stop(self) -> Option<T> {
        todo!()
    }
}
