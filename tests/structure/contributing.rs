//! The rules for CONTRIBUTING.md.

use std::fs;
use std::path::Path;

use manuscript::sections;

/// Each file that the table *Where to change what* names is there.
#[test]
fn files_to_change_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let section = sections::section(&text, "Where to change what").unwrap();
    let rows = section
        .text
        .lines()
        .filter_map(|row| row.strip_suffix(" |")?.rsplit_once("| "));
    // Between the first and the second back-tick stands the first file, between the third and the fourth the next one.
    let files = rows.flat_map(|(_, files)| files.split('`').skip(1).step_by(2));
    let files: Vec<&str> = files.collect();
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        assert!(root.join(file).is_file(), "{file}");
    }
}
