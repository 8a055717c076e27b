// Fails: the_limit_holds_for_threads
// The lock is released between the look and the note: two threads can both see the last free place, and both take it.
use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
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

    fn recent(&self, user: &str, now: Duration) -> usize {
        let mut allowed = self.allowed.lock().unwrap();
        let allowed = allowed.entry(user.to_owned()).or_default();
        allowed.retain(|&then| then + self.window > now);
        allowed.len()
    }

    pub fn allow(&self, user: &str, now: Duration) -> bool {
        if self.recent(user, now) >= self.limit {
            return false;
        }
        let mut allowed = self.allowed.lock().unwrap();
        allowed.get_mut(user).unwrap().push_back(now);
        true
    }
}
