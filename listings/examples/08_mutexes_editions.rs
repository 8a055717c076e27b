//! Where a guard without a name is still alive, in editions 2021 and 2024.

use std::sync::Mutex;

type Jobs = Mutex<Vec<u32>>;

#[rustfmt::skip]
macro_rules! edition {
    ($any:expr) => { 2024 }; // only in 2024 is `_` an expression to a macro
    (_) => { 2021 };
}

fn held(jobs: &Jobs) -> bool {
    jobs.try_lock().is_err()
}

fn row(code: &str, in_2021: bool, in_2024: bool, is_held: fn(&Jobs) -> bool) {
    // A run can check only the column of its own edition.
    let expected = if edition!(_) == 2021 {
        in_2021
    } else {
        in_2024
    };
    assert_eq!(is_held(&Mutex::new(vec![1, 2])), expected, "{code}");
    println!("{code:<24}{in_2021:<8}{in_2024}");
}

// ANCHOR: main
fn main() {
    println!("is the lock held in ..  2021    2024");
    row("let: next statement", false, false, |jobs| {
        let _job = jobs.lock().unwrap().pop();
        held(jobs)
    });
    row("let &: next statement", true, true, |jobs| {
        let _job = &jobs.lock().unwrap()[0]; // borrows, so the guard lives on
        held(jobs)
    });
    row("while let: body", true, true, |jobs| {
        let mut seen = Vec::new();
        while let Some(_job) = jobs.lock().unwrap().pop() {
            seen.push(held(jobs));
        }
        seen == [true, true]
    });
    row("for: body", true, true, |jobs| {
        let mut seen = Vec::new();
        for _job in jobs.lock().unwrap().iter() {
            seen.push(held(jobs));
        }
        seen == [true, true]
    });
    row("match: arm", true, true, |jobs| {
        match jobs.lock().unwrap().pop() {
            Some(_job) => held(jobs),
            None => false,
        }
    });
    #[expect(
        clippy::blocks_in_conditions,
        reason = "in 2024 the block drops the guard"
    )]
    row("match { .. }: arm", true, false, |jobs| {
        match { jobs.lock().unwrap().pop() } {
            Some(_job) => held(jobs),
            None => false,
        }
    });
    row("if: body", false, false, |jobs| {
        if jobs.lock().unwrap().len() == 2 {
            held(jobs) // the condition is over
        } else {
            true
        }
    });
    row("if let: body", true, true, |jobs| {
        if let Some(1..) = jobs.lock().unwrap().pop() {
            held(jobs)
        } else {
            false
        }
    });
    row("if let: else", true, false, |jobs| {
        if let Some(9..) = jobs.lock().unwrap().pop() {
            false
        } else {
            held(jobs)
        }
    });
}
