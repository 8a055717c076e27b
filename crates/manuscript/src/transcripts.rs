//! The transcripts that a page needs but does not show: the page compares what a program prints with its transcript. Each of them is
//! on the page as data, in a `script` element whose class is `transcript-NAME` and whose text is the transcript as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;

use crate::read::read;

/// A file that a block of the page shows.
pub struct Included {
    /// The file, as the chapter names it.
    pub file: String,
    /// The class of its block.
    pub class: String,
}

/// The path of a program's transcript, relative to the same folder as the path of the program; `None` if the file is no program.
pub fn path(program: &str) -> Option<String> {
    static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?<root>.*?)(?:listings/examples/(\w+)\.rs|go/(\w+)/main\.go|python/(\w+)/main\.py)$",
        )
        .expect("a constant pattern")
    });
    let found = PROGRAM.captures(program)?;
    let name = found.iter().skip(2).flatten().next()?.as_str();
    Some(format!("{}listings/transcripts/{name}.txt", &found["root"]))
}

/// An element for each program among these files whose transcript is not among them. The chapter stands in `folder`.
///
/// # Errors
/// That a transcript cannot be read.
pub fn unseen(included: &[Included], folder: &Path) -> Result<String> {
    let seen: BTreeSet<&str> = included.iter().map(|one| one.class.as_str()).collect();
    let mut elements = BTreeMap::new();
    for Included { file, class } in included {
        let (Some(name), Some(transcript)) = (class.strip_prefix("program-"), path(file)) else {
            continue;
        };
        let transcript = folder.join(transcript);
        let class = format!("transcript-{name}");
        if !seen.contains(class.as_str()) && transcript.is_file() {
            // Escaped, so that no text of the transcript ends the element, and mdBook takes none of it for a directive.
            let text = serde_json::to_string(&read(&transcript)?)?
                .replace('<', "\\u003c")
                .replace("{{", "{\\u007b");
            let element = format!(
                "\n\n<script type=\"application/json\" class=\"{class}\">{text}</script>\n"
            );
            elements.insert(class, element);
        }
    }
    Ok(elements.into_values().collect())
}
