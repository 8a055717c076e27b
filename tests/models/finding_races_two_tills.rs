//! Two tills lose a sale: shuttle finds a schedule in which they do, and loom finds an execution.

use std::sync::atomic::{AtomicU32 as Count, Ordering::Relaxed};

// ANCHOR: model
/// Two tills sell once each; with the types of `$library`, which is shuttle or loom.
macro_rules! sell {
    ($library:ident) => {{
        use $library::sync::atomic::{AtomicU32, Ordering::SeqCst};
        use $library::{sync::Arc, thread};

        let sold = Arc::new(AtomicU32::new(0));
        let till = || {
            let sold = Arc::clone(&sold);
            thread::spawn(move || {
                let before = sold.load(SeqCst);
                sold.store(before + 1, SeqCst);
            })
        };
        for till in [till(), till()] {
            till.join().unwrap();
        }
        sold.load(SeqCst)
    }};
}
// ANCHOR_END: model

// ANCHOR: found
/// shuttle tries every schedule, and stops at the first one that loses a sale.
#[test]
#[should_panic(expected = "a sale is lost")]
fn shuttle_finds_it() {
    shuttle::check_dfs(|| assert_eq!(sell!(shuttle), 2, "a sale is lost"), None);
}

/// loom tries every execution, and stops at the first one that loses a sale.
#[test]
#[should_panic(expected = "a sale is lost")]
fn loom_finds_it() {
    loom::model(|| assert_eq!(sell!(loom), 2, "a sale is lost"));
}
// ANCHOR_END: found

/// How many runs there are, and in how many of them a sale is lost.
fn counted(explore: impl FnOnce(Box<dyn Fn(u32) + Send + Sync>)) -> (u32, u32) {
    let counts = std::sync::Arc::new((Count::new(0), Count::new(0)));
    let count = std::sync::Arc::clone(&counts);
    explore(Box::new(move |sold| {
        // Relaxed is enough, because the runs come one after the other.
        count.0.fetch_add(1, Relaxed);
        count.1.fetch_add(u32::from(sold < 2), Relaxed);
    }));
    (counts.0.load(Relaxed), counts.1.load(Relaxed))
}

/// The test counts the schedules of shuttle and the executions of loom, and those that lose a sale.
// ANCHOR: counted
#[test]
fn runs_are_counted() {
    let schedules = counted(|count| shuttle::check_dfs(move || count(sell!(shuttle)), None));
    let executions = counted(|count| loom::model(move || count(sell!(loom))));
    assert_eq!(schedules, (69, 30)); // all schedules, and those that lose a sale
    assert_eq!(executions, (90, 72));
}
// ANCHOR_END: counted
