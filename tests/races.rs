//! What Go's race detector says of a program, where somebody has written it down: `go/NAME/race.txt`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use runner::transcript::Transcript;
use runner::watch::{self, Watchdog};

/// Each such program is reported, whenever it runs, and in the words of its file in at least one run of twenty: which of two
/// accesses comes second, and is reported first, is up to the scheduler. The mended program is never reported.
#[test]
#[ignore = "needs Go"]
fn races_are_reported() {
    let go = Path::new(env!("CARGO_MANIFEST_DIR")).join("go");
    let mut known = 0;
    for entry in std::fs::read_dir(&go).unwrap() {
        let program = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(program.join("race.txt")) else {
            continue;
        };
        known += 1;
        let name = program.file_name().unwrap().to_str().unwrap();
        let expected = Transcript::parse(&text);
        let reported = (0..20).any(|_| {
            let told = detect(&go, name);
            assert!(told.to_string().contains("WARNING: DATA RACE"), "{told}");
            expected.matches(&told)
        });
        assert!(
            reported,
            "go/{name}/race.txt is not what Go says:\n{}",
            expected.compare(&detect(&go, name))
        );

        let mended = detect(&go, &format!("{name}_fixed"));
        assert!(!mended.to_string().contains("stderr"), "{mended}");
    }
    assert!(known > 0);
}

/// Runs a program under the detector.
fn detect(go: &Path, name: &str) -> Transcript {
    let mut command = Command::new("go");
    command
        .args(["run", "-race", &format!("./{name}")])
        .current_dir(go);
    // The first run compiles Go's own library anew, for the detector.
    let watchdog = Watchdog {
        limit: Duration::from_secs(300),
        ..Watchdog::default()
    };
    Transcript::from(&watch::run(&mut command, watchdog).unwrap())
}
