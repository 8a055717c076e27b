// Fails: a_full_bucket_saves_nothing, no_token_is_given_twice
// A task adds tokens at its own times. A token that is taken from the full bucket shortly before such a time comes back at once.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::interval;

pub struct Bucket {
    tokens: Arc<Semaphore>,
}

impl Bucket {
    pub fn new(capacity: u32, period: Duration) -> Self {
        let capacity = capacity as usize;
        let tokens = Arc::new(Semaphore::new(capacity));
        let refilled = Arc::clone(&tokens);
        tokio::spawn(async move {
            let mut ticks = interval(period);
            ticks.tick().await; // the first tick is immediate
            loop {
                ticks.tick().await;
                if refilled.available_permits() < capacity {
                    refilled.add_permits(1);
                }
            }
        });
        Bucket { tokens }
    }

    pub fn try_take(&self) -> bool {
        let permit = self.tokens.try_acquire();
        permit.map(|permit| permit.forget()).is_ok()
    }

    pub async fn take(&self) {
        self.tokens.acquire().await.unwrap().forget();
    }
}
