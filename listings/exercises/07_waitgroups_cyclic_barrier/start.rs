pub struct Barrier {
    threads: usize,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        todo!()
    }

    /// Waits until all threads have come. In each round, returns `true` to exactly one of them.
    pub fn wait(&self) -> bool {
        todo!()
    }
}
