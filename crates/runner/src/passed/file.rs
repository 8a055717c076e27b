//! Functions with `#[test]` that are left out if they have passed before.

use std::panic::Location;
use std::path::Path;

use super::{Check, Fingerprint, Passed};

/// The tests of one file. Each of them begins and ends with a line of its own:
///
/// ```text
/// #[test]
/// fn a_port_is_chosen() {
///     let Some(test) = TESTS.begin() else { return };
///     assert!(..);
///     test.passed();
/// }
/// ```
pub struct Tests {
    passed: Passed,
    fingerprint: Fingerprint,
}

/// A test that runs.
pub type Test<'a> = Check<'a>;

/// How a test of a file begins. These words are counted in its source.
const BEGIN: &str = "= TESTS.begin";

impl Tests {
    /// The tests of `what`, such as `tests of the command`, which depend on what the fingerprint is made of. Their file has the text `source`,
    /// and keeps them in a static variable `TESTS`.
    pub fn of(root: &Path, what: &str, fingerprint: Fingerprint, source: &str) -> Self {
        let count = source.matches(BEGIN).count();
        Tests {
            passed: Passed::of(root, what).with_count(count),
            fingerprint,
        }
    }

    /// Begins a test; `None` if it passed before, and nothing that it depends on has changed. The place of the call is the name of the test, so
    /// no two tests have the same.
    #[track_caller]
    pub fn begin(&self) -> Option<Test<'_>> {
        self.begin_with(|depends_on| depends_on)
    }

    /// The same for a test that depends on more than the other tests of its file.
    #[track_caller]
    pub fn begin_with(&self, more: impl FnOnce(Fingerprint) -> Fingerprint) -> Option<Test<'_>> {
        let place = Location::caller().to_string();
        self.passed.begin(&place, &more(self.fingerprint.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tests of a file in the book `root` that depend on `input`.
    fn tests(root: &Path, input: &str) -> Tests {
        Tests {
            passed: Passed::new(root, "tests of a file", false),
            fingerprint: Fingerprint::new().with(input),
        }
    }

    /// A test that passed is left out. A test that ended without passing, a test in another place and a test with another input run.
    #[test]
    fn a_test_that_passed_is_left_out() {
        let root = tempfile::tempdir().unwrap();
        let begin = |input, passes| {
            let tests = tests(root.path(), input);
            let begun = tests.begin();
            let runs = begun.is_some();
            if passes {
                begun.into_iter().for_each(Test::passed);
            }
            runs
        };
        assert!(begin("old", false));
        assert!(begin("old", true));
        assert!(!begin("old", true));
        assert!(begin("new", true));
        assert!(tests(root.path(), "new").begin().is_some());
        let more = |code: Fingerprint| code.with("more");
        assert!(tests(root.path(), "new").begin_with(more).is_some());
    }
}
