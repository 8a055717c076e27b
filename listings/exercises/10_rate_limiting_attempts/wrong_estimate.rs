// Fails: no_span_holds_more_than_the_limit, an_attempt_counts_for_one_window, refused_attempts_do_not_count, it_agrees_with_a_search
// Two counters estimate how many attempts of the previous window still count, as if they were spread evenly over it.
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

pub struct Attempts {
    limit: usize,
    window: Duration,
    /// The number of each user's current window, and the counts of the previous and of the current one.
    counts: Mutex<HashMap<String, (u128, usize, usize)>>,
}

impl Attempts {
    pub fn new(limit: usize, window: Duration) -> Self {
        Attempts {
            limit,
            window,
            counts: Mutex::new(HashMap::new()),
        }
    }

    pub fn allow(&self, user: &str, now: Duration) -> bool {
        let number = now.as_nanos() / self.window.as_nanos();
        let passed = now.as_nanos() % self.window.as_nanos();
        let left = 1.0 - passed as f64 / self.window.as_nanos() as f64;

        let mut counts = self.counts.lock().unwrap();
        let counts = counts.entry(user.to_owned()).or_insert((number, 0, 0));
        if number == counts.0 + 1 {
            *counts = (number, counts.2, 0);
        } else if number > counts.0 {
            *counts = (number, 0, 0);
        }
        let estimate = counts.1 as f64 * left + counts.2 as f64;
        let allowed = estimate + 1.0 <= self.limit as f64;
        counts.2 += usize::from(allowed);
        allowed
    }
}
