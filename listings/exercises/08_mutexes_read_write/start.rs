/// A lock without data, for any number of readers or one writer.
#[derive(Default)]
pub struct ReadWrite {
    readers: usize,
}

impl ReadWrite {
    /// Runs `work` as a reader. Waits while a writer is inside or waits.
    pub fn read<R>(&self, work: impl FnOnce() -> R) -> R {
        todo!()
    }

    /// As `read`, but returns `None` in place of waiting.
    pub fn try_read<R>(&self, work: impl FnOnce() -> R) -> Option<R> {
        todo!()
    }

    /// Runs `work` as the only one. Waits while anybody is inside.
    pub fn write<R>(&self, work: impl FnOnce() -> R) -> R {
        todo!()
    }
}
