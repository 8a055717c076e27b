pub struct Pool {
    // The queue of the jobs, and the handles of the threads.
}

impl Pool {
    /// Starts the threads.
    pub fn new(workers: usize) -> Self {
        todo!()
    }

    /// Puts a job into the queue, and does not wait.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        todo!()
    }
}

impl Drop for Pool {
    /// Waits until all jobs are done and all threads have ended.
    fn drop(&mut self) {}
}
