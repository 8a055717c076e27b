//! `Instant` never goes back; `SystemTime` has a date and may be set back.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

// ANCHOR: main
fn main() {
    let hour = Duration::from_secs(3600);

    let opened = Instant::now();
    println!("never back: {}", Instant::now() >= opened);
    let later = opened + hour;
    println!("{:?}", opened.duration_since(later)); // no panic
    println!("{:?}", opened.checked_duration_since(later));

    let opened = SystemTime::now();
    let set_back = opened - hour; // what `now()` may return next
    println!("{:?}", set_back.duration_since(opened));
    println!("has a date: {}", opened > UNIX_EPOCH);
}
// ANCHOR_END: main
