// Fails: no_span_holds_more_than_the_limit, it_agrees_with_a_search
// The window begins with a user's first attempt, but it still forgets all its attempts at once when it ends.
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
    /// When each user's window began, and how many attempts it has.
    windows: Mutex<HashMap<String, (Duration, usize)>>,
}

impl Attempts {
    pub fn new(limit: usize, window: Duration) -> Self {
        Attempts {
            limit,
            window,
            windows: Mutex::new(HashMap::new()),
        }
    }

    pub fn allow(&self, user: &str, now: Duration) -> bool {
        let mut windows = self.windows.lock().unwrap();
        let (begin, count) = windows.entry(user.to_owned()).or_insert((now, 0));
        if *begin + self.window <= now {
            (*begin, *count) = (now, 0);
        }
        if *count == self.limit {
            return false;
        }
        *count += 1;
        true
    }
}
