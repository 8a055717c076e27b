//! once_cell docs: the initialiser of a `LazyLock` uses another one, whose initialiser uses the first.
// Ends: deadlock.
use std::sync::LazyLock;
use std::thread;

static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let limit = *LIMIT;
    vec!["a", "b"].into_iter().take(limit).collect()
});
static LIMIT: LazyLock<usize> = LazyLock::new(|| NAMES.len() + 1);

fn main() {
    let t = thread::spawn(|| *LIMIT);
    println!("{} {}", NAMES.len(), t.join().unwrap());
}
