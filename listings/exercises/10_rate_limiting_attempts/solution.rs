use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
    /// When each user's attempts of the last window were allowed, the oldest first.
    allowed: Mutex<HashMap<String, VecDeque<Duration>>>,
}

impl Attempts {
    pub fn new(limit: usize, window: Duration) -> Self {
        Attempts {
            limit,
            window,
            allowed: Mutex::new(HashMap::new()),
        }
    }

    /// Whether `user` may log in at `now`, which is the time since the start.
    pub fn allow(&self, user: &str, now: Duration) -> bool {
        // The lock is held from the look to the note.
        let mut allowed = self.allowed.lock().unwrap();
        let allowed = allowed.entry(user.to_owned()).or_default();
        while allowed
            .front()
            .is_some_and(|&then| then + self.window <= now)
        {
            allowed.pop_front();
        }
        if allowed.len() == self.limit {
            return false;
        }
        allowed.push_back(now);
        true
    }
}
