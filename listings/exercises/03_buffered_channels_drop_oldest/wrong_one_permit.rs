// Fails: no_wake_up_is_lost, close_is_not_missed
// A `Notify` keeps only one permit. If two tasks have seen an empty mailbox and do not wait yet, two posts wake only one of them.
// And `notify_waiters` keeps no permit at all.
use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::Notify;

struct State<T> {
    messages: VecDeque<T>,
    is_closed: bool,
}

pub struct Mailbox<T> {
    state: Mutex<State<T>>,
    capacity: usize,
    changed: Notify,
}

impl<T> Mailbox<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State {
            messages: VecDeque::new(),
            is_closed: false,
        };
        Mailbox {
            state: Mutex::new(state),
            capacity,
            changed: Notify::new(),
        }
    }

    pub fn post(&self, message: T) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if state.is_closed {
            return Some(message);
        }
        let is_full = state.messages.len() == self.capacity;
        let oldest = is_full.then(|| state.messages.pop_front()).flatten();
        state.messages.push_back(message);
        self.changed.notify_one();
        oldest
    }

    pub async fn take(&self) -> Option<T> {
        loop {
            {
                let mut state = self.state.lock().unwrap();
                if !state.messages.is_empty() || state.is_closed {
                    return state.messages.pop_front();
                }
            }
            self.changed.notified().await;
        }
    }

    pub fn close(&self) {
        self.state.lock().unwrap().is_closed = true;
        self.changed.notify_waiters();
    }
}
