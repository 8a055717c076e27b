//! On x86-64, rustc makes the same instructions for `Relaxed` as for `Release` and `Acquire`, so no run can tell them apart.

use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};

// ANCHOR: code
/// The half of the office, which publishes a price.
fn publish(price: &AtomicU32, ready: &AtomicBool, store: Ordering) {
    price.store(250, Relaxed);
    ready.store(true, store);
}

/// The half of the reader.
fn see(price: &AtomicU32, ready: &AtomicBool, load: Ordering) -> Option<u32> {
    ready.load(load).then(|| price.load(Relaxed))
}
// ANCHOR_END: code

// SAFETY: for each of these functions, nothing else has its name. The test finds the instructions by the name.
#[unsafe(no_mangle)]
pub fn publish_relaxed(price: &AtomicU32, ready: &AtomicBool) {
    publish(price, ready, Relaxed);
}

#[unsafe(no_mangle)]
pub fn publish_release(price: &AtomicU32, ready: &AtomicBool) {
    publish(price, ready, Release);
}

#[unsafe(no_mangle)]
pub fn see_relaxed(price: &AtomicU32, ready: &AtomicBool) -> Option<u32> {
    see(price, ready, Relaxed)
}

#[unsafe(no_mangle)]
pub fn see_acquire(price: &AtomicU32, ready: &AtomicBool) -> Option<u32> {
    see(price, ready, Acquire)
}

/// rustc with optimisation makes the same instructions for both orderings, and the page shows them.
#[test]
#[cfg(target_arch = "x86_64")]
fn both_are_the_same_code() {
    let out = tempfile::tempdir().unwrap();
    let assembly = out.path().join("code.s");
    let rustc = std::process::Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "lib", "-O"])
        .args(["--emit", "asm", "-C", "llvm-args=-x86-asm-syntax=intel"])
        .arg("-o")
        .arg(&assembly)
        .arg(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file!()))
        .status();
    assert!(rustc.unwrap().success());

    let assembly = std::fs::read_to_string(assembly).unwrap();
    // A label has the number of its function in its name.
    let numbers = regex::Regex::new(r"LBB\d+").unwrap();
    let assembly = numbers.replace_all(&assembly, "LBB");
    let code = |function: &str| -> String {
        let (_, body) = assembly.split_once(&format!("{function}:\n")).unwrap();
        let (body, _) = body.split_once("Lfunc_end").unwrap();
        let lines = body.split_inclusive('\n');
        let code: String = lines
            .filter(|line| line.starts_with(".LBB") || !line.trim_start().starts_with('.'))
            .collect();
        code.replace('\t', "    ")
    };
    let both = |store: &str, load: &str| {
        let (publish, see) = (format!("publish_{store}"), format!("see_{load}"));
        format!("publish:\n{}see:\n{}", code(&publish), code(&see))
    };
    let expected = include_str!("finding_races_x86.txt");
    assert_eq!(both("relaxed", "relaxed"), expected);
    assert_eq!(both("release", "acquire"), expected);
}
