use std::time::Duration;

pub struct Bucket {
    // What has to be known of the tokens.
}

impl Bucket {
    /// A full bucket, which gets a new token once per `period`.
    pub fn new(capacity: u32, period: Duration) -> Self {
        todo!()
    }

    /// Takes a token if there is one, and never waits.
    pub fn try_take(&self) -> bool {
        todo!()
    }

    /// Waits for a token, and takes it.
    pub async fn take(&self) {
        todo!()
    }
}
