//! Eight threads share a limiter that is one atomic number. All of them ask at the same instant.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

// ANCHOR: main
const BURST: u64 = 3;
const PERIOD: u64 = 100; // ms

struct Schedule {
    booked: AtomicU64, // ms since the start
}

impl Schedule {
    fn ask(&self, now: u64) -> Result<(), u64> {
        let book = |booked: u64| {
            let booked = booked.max(now) + PERIOD;
            (booked <= now + PERIOD * BURST).then_some(booked)
        };
        // Relaxed is enough: this number is the only data that the threads share.
        match self.booked.try_update(Relaxed, Relaxed, book) {
            Ok(_) => Ok(()),
            Err(booked) => Err(booked + PERIOD - (now + PERIOD * BURST)),
        }
    }
}

fn main() {
    let schedule = Schedule {
        booked: AtomicU64::new(0),
    };
    for now in [0, 100, 850] {
        let mut answers = thread::scope(|s| {
            let asks: Vec<_> = (0..8).map(|_| s.spawn(|| schedule.ask(now))).collect();
            asks.into_iter()
                .map(|ask| ask.join().unwrap())
                .collect::<Vec<_>>()
        });
        answers.sort();
        let granted = answers.iter().filter(|answer| answer.is_ok()).count();
        println!("{now:3} ms: {granted} granted, the others {:?}", answers[7]);
    }
}
// ANCHOR_END: main
