use std::time::Duration;

pub struct Client {
    // What all calls share.
}

impl Client {
    /// Sends at most one request per `period`, and at most `attempts` for each call.
    pub fn new(period: Duration, attempts: u32) -> Self {
        todo!()
    }

    /// Sends `request` until the server accepts it. `Err(pause)` means: refused, and come back after this pause.
    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        todo!()
    }
}
