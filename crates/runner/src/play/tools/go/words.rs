//! The messages of Go's compiler and linker, for a reader who has written one file.
//!
//! The compiler and the linker are called without `go build`, so the errors that `go build` finds itself are missing, and some messages are
//! about files that the reader does not know.

/// The end of the compiler's message about an import whose package has no file.
const NO_FILE: &str = " (open : no such file or directory)";

/// The linker's message about a program without `func main`.
const NO_MAIN: &str = "function main is undeclared in the main package";

/// Why a file is not a program, if its package clause shows that already.
pub fn refuse(source: &str) -> Option<String> {
    let clause = Clause::find(source)?;
    (clause.name != "main").then(|| {
        format!(
            "{}: the package must be main, and not {}: no other package can be run\n",
            clause.position(),
            clause.name
        )
    })
}

/// The messages as a reader is to see them. `link` is the path of the linker, which it puts before its messages.
pub fn explain(source: &str, messages: &str, link: &str) -> String {
    let mut text = String::new();
    let (mut missing, mut embeds) = (false, false);
    for line in messages.lines() {
        // The linker begins some of its lines with its path, and others with its name.
        let names = [format!("{link}: "), "link: ".to_owned()];
        let without_name = names.iter().find_map(|name| line.strip_prefix(name));
        let mut line = without_name.unwrap_or(line).to_owned();
        // Some messages have the whole path of the file.
        if let Some((folder, _)) = line.split_once("/main.go:")
            && !folder.contains(": ")
        {
            line.replace_range(..=folder.len(), "");
        }
        if line.ends_with(NO_MAIN) {
            let position =
                Clause::find(source).map_or("main.go".into(), |clause| clause.position());
            line = format!("{position}: {NO_MAIN}");
        }
        if let Some(import) = line.strip_suffix(NO_FILE) {
            let path = import.rsplit(' ').next().unwrap_or_default();
            line = format!("{import} ({})", why_missing(path));
            missing = true;
        }
        embeds |= line.contains("invalid go:embed");
        text.push_str(&line);
        text.push('\n');
    }
    if missing {
        text.push_str("note: a program can import the packages of Go's standard library here, and no others\n");
    }
    if embeds {
        text.push_str("note: a program is a single file here, so there is no file to embed\n");
    }
    text
}

fn why_missing(path: &str) -> &str {
    if path == "C" {
        "cgo is not available here"
    } else if is_internal(path) {
        "it is for the standard library itself"
    } else {
        "it is not in the standard library"
    }
}

/// Whether `go build` would let only the standard library import this package.
pub fn is_internal(path: &str) -> bool {
    path.starts_with("vendor/") || path.split('/').any(|part| part == "internal")
}

/// The package clause of a file.
#[derive(Debug, PartialEq, Eq)]
struct Clause<'a> {
    name: &'a str,
    /// Where the name stands, counted from 1; the column in bytes, as Go counts.
    line: usize,
    column: usize,
}

impl<'a> Clause<'a> {
    /// `None` if the file does not begin with a package clause. The compiler reports that.
    fn find(source: &'a str) -> Option<Self> {
        let rest = skip(source.strip_prefix('\u{feff}').unwrap_or(source));
        let after = rest.strip_prefix("package")?;
        let name = skip(after);
        if name.len() == after.len() {
            return None;
        }
        let end = name.find(|c: char| !(c == '_' || c.is_alphanumeric()));
        let before = &source[..source.len() - name.len()];
        let name = &name[..end.unwrap_or(name.len())];
        (!name.is_empty()).then(|| Clause {
            name,
            line: before.matches('\n').count() + 1,
            column: before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1,
        })
    }

    fn position(&self) -> String {
        format!("main.go:{}:{}", self.line, self.column)
    }
}

/// The source without the white space and comments at its start.
fn skip(mut source: &str) -> &str {
    loop {
        source = source.trim_start_matches([' ', '\t', '\r', '\n']);
        let end = if source.starts_with("//") {
            source.find('\n')
        } else if source.starts_with("/*") {
            source.find("*/").map(|at| at + 2)
        } else {
            return source;
        };
        source = end.map_or("", |end| &source[end..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package that is not main is refused at its own line and column, whatever stands before it. A file without a package clause is left to
    /// the compiler.
    #[test]
    fn the_package_must_be_main() {
        for (source, position) in [
            ("package pool\n", "main.go:1:9"),
            (
                "// package main\n/* package main\n */ package\tmain_test;",
                "main.go:3:13",
            ),
            (
                "//go:build ignore\r\n\r\npackage /* or main */ größe",
                "main.go:3:23",
            ),
            ("\u{feff}package _", "main.go:1:12"),
        ] {
            let refused = refuse(source).unwrap_or_else(|| panic!("{source} is taken"));
            assert!(
                refused.starts_with(&format!("{position}: the package must be main")),
                "{refused}"
            );
        }
        for source in [
            "",
            "package",
            "packagepool",
            "func main() {}",
            "/* package pool",
            "package main",
            "\n\tpackage main; import \"fmt\"",
            "package \"pool\"",
        ] {
            assert_eq!(refuse(source), None, "{source}");
        }
    }

    /// For a missing import, the message says what can be imported. The paths of a temporary folder and of the linker are not shown. Other
    /// lines stay.
    #[test]
    fn messages_are_for_readers() {
        let messages = explain(
            "\npackage main",
            "main.go:6:2: could not import golang.org/x/sync/errgroup (open : no such file or directory)\n\
             main.go:7:2: could not import C (open : no such file or directory)\n\
             main.go:8:2: could not import internal/abi (open : no such file or directory)\n\
             /tmp/main.go:9:3: invalid go:embed: build system did not supply embed configuration\n\
             /go/tools/link: main: invalid reference to runtime.secret\n\
             link: main: invalid reference to runtime.other\n\
             runtime.main_main·f: function main is undeclared in the main package\n\
             main.go:10:2: \"a: /main.go:1\" (untyped string constant) is not used\n",
            "/go/tools/link",
        );
        assert_eq!(
            messages,
            "main.go:6:2: could not import golang.org/x/sync/errgroup (it is not in the standard library)\n\
             main.go:7:2: could not import C (cgo is not available here)\n\
             main.go:8:2: could not import internal/abi (it is for the standard library itself)\n\
             main.go:9:3: invalid go:embed: build system did not supply embed configuration\n\
             main: invalid reference to runtime.secret\n\
             main: invalid reference to runtime.other\n\
             main.go:2:9: function main is undeclared in the main package\n\
             main.go:10:2: \"a: /main.go:1\" (untyped string constant) is not used\n\
             note: a program can import the packages of Go's standard library here, and no others\n\
             note: a program is a single file here, so there is no file to embed\n"
        );
    }
}
