// Fails: an_attempt_counts_for_one_window, refused_attempts_do_not_count, it_agrees_with_a_search
// Refused attempts are noted as well, so a user who tries again and again is never let in.
use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
    attempts: Mutex<HashMap<String, VecDeque<Duration>>>,
}

impl Attempts {
    pub fn new(limit: usize, window: Duration) -> Self {
        Attempts {
            limit,
            window,
            attempts: Mutex::new(HashMap::new()),
        }
    }

    pub fn allow(&self, user: &str, now: Duration) -> bool {
        let mut attempts = self.attempts.lock().unwrap();
        let attempts = attempts.entry(user.to_owned()).or_default();
        attempts.retain(|&then| then + self.window > now);
        attempts.push_back(now);
        attempts.len() <= self.limit
    }
}
