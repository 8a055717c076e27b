use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
    /// The attempts of each user in each window.
    counts: Mutex<HashMap<(String, u128), usize>>,
}

impl Attempts {
    pub fn new(limit: usize, window: Duration) -> Self {
        Attempts {
            limit,
            window,
            counts: Mutex::new(HashMap::new()),
        }
    }

    /// Whether `user` may log in at `now`, which is the time since the start.
    pub fn allow(&self, user: &str, now: Duration) -> bool {
        let window = now.as_nanos() / self.window.as_nanos();
        let key = (user.to_owned(), window);
        let count = self.counts.lock().unwrap().get(&key).copied();
        let count = count.unwrap_or(0);
        if count == self.limit {
            return false;
        }
        self.counts.lock().unwrap().insert(key, count + 1);
        true
    }
}
