//! The transcripts that a page compares a run with, and does not show: each is on the page as data, a `script` element whose class is
//! `transcript-NAME` and whose text is the transcript as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use languages::{Kind, Language};
use serde_json::Value;

use crate::programs::read;

/// A file that a block of the page includes, and is marked as.
pub struct Included {
    /// The file, as the chapter names it.
    pub file: String,
    /// The class of its block.
    pub class: String,
}

/// Where the transcript of a program stands; `None` for another file. Both are relative to the same folder.
pub fn of(program: &str, languages: &[Language]) -> Option<String> {
    let found = languages::file(program, languages)?;
    let runs = matches!(found.kind, Kind::Source(_));
    let transcript = languages::transcript(found.name);
    runs.then(|| format!("{}{}", found.root, transcript.display()))
}

/// The transcripts of programs among these files, if they are not among the files themselves, each as an element. The chapter stands in
/// `folder`.
///
/// # Errors
/// That a transcript cannot be read.
pub fn unseen(included: &[Included], folder: &Path, languages: &[Language]) -> Result<String> {
    let seen: BTreeSet<&str> = included.iter().map(|one| one.class.as_str()).collect();
    let mut elements = BTreeMap::new();
    for Included { file, class } in included {
        let (Some(name), Some(transcript)) = (class.strip_prefix("program-"), of(file, languages))
        else {
            continue;
        };
        let transcript = folder.join(transcript);
        let class = format!("transcript-{name}");
        if !seen.contains(class.as_str()) && transcript.is_file() {
            let element = data(&class, &Value::String(read(&transcript)?))?;
            elements.insert(class, element);
        }
    }
    Ok(elements.into_values().collect())
}

/// An element that has this class, and the value as JSON, for the scripts of the page.
pub(crate) fn data(class: &str, value: &Value) -> serde_json::Result<String> {
    // Nothing in it ends the element, and nothing is a directive of mdBook.
    let text = serde_json::to_string(value)?
        .replace('<', "\\u003c")
        .replace("{{", "{\\u007b");
    Ok(format!(
        "\n\n<script type=\"application/json\" class=\"{class}\">{text}</script>\n"
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use languages::ALL;

    use crate::programs::{Reader, mark};

    /// The transcript of a program is on the page as data where the page does not show it whole, once, and nothing in it ends
    /// the element.
    #[test]
    fn unseen_transcripts_are_data() {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("go/01_sums/main.go", "package main\n"),
            ("python/01_sums/main.py", "main()\n"),
            (
                "listings/transcripts/01_sums.txt",
                "4 < 5\n</script>\n{{#include x}}\n",
            ),
            ("src/01_sums.md", ""),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let marked =
            |chapter: &str| mark(chapter, &root.path().join("src"), Reader::Page, ALL).unwrap();
        let programs = "```go\n{{#include ../go/01_sums/main.go}}\n```\n\n```python\n{{#include ../python/01_sums/main.py}}\n```\n";
        let whole = "\n```text\n{{#include ../listings/transcripts/01_sums.txt}}\n```\n";
        let data = r#"<script type="application/json" class="transcript-01_sums">"4 \u003c 5\n\u003c/script>\n{\u007b#include x}}\n"</script>"#;
        assert_eq!(marked(programs).matches(data).count(), 1);
        assert!(!marked(&format!("{programs}{whole}")).contains(data));
        // A part says too little, and is not taken for the transcript.
        let part = whole.replace(".txt", ".txt:end");
        let marked = marked(&format!("{programs}{part}"));
        assert_eq!(marked.matches("transcript-01_sums").count(), 1);
        assert!(marked.contains(data));
    }
}
