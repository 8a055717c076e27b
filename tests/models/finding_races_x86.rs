//! On x86-64 `Relaxed` and `Release` are the same instructions: no run on such a machine tells them apart.

use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Relaxed, Release},
};

// ANCHOR: publish
/// Broken: the flag does not order the price.
#[unsafe(no_mangle)] // SAFETY: nothing else has this name
pub fn publish_relaxed(price: &AtomicU32, ready: &AtomicBool) {
    price.store(250, Relaxed);
    ready.store(true, Relaxed);
}

/// Mended: it does.
#[unsafe(no_mangle)] // SAFETY: nothing else has this name
pub fn publish_release(price: &AtomicU32, ready: &AtomicBool) {
    price.store(250, Relaxed);
    ready.store(true, Release);
}
// ANCHOR_END: publish

/// This file, compiled with optimisation, has the same instructions for both: those of the text that the page shows.
#[test]
#[cfg(target_arch = "x86_64")]
fn both_are_the_same_code() {
    let out = tempfile::tempdir().unwrap();
    let assembly = out.path().join("code.s");
    let rustc = std::process::Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "lib", "-O"])
        .args([
            "--emit",
            "asm",
            "-C",
            "llvm-args=-x86-asm-syntax=intel",
            "-o",
        ])
        .arg(&assembly)
        .arg(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file!()))
        .status();
    assert!(rustc.unwrap().success());

    let assembly = std::fs::read_to_string(assembly).unwrap();
    let code = |function: &str| -> String {
        let body = assembly.split_once(&format!("{function}:\n")).unwrap().1;
        let lines = body.split_inclusive('\n');
        let instructions = lines.filter(|line| !line.trim_start().starts_with('.'));
        let end = instructions.clone().position(|line| line.trim() == "ret");
        instructions.take(end.unwrap() + 1).collect()
    };
    assert_eq!(
        code("publish_relaxed"),
        include_str!("finding_races_x86.txt")
    );
    assert_eq!(
        code("publish_release"),
        include_str!("finding_races_x86.txt")
    );
}
