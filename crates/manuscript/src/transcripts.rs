//! The transcripts that a page needs but does not show: the page compares what a program prints with its transcript. Each of them is
//! on the page as data, in a `script` element whose class is `transcript-NAME` and whose text is the transcript as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use languages::{Kind, Language};
use serde_json::Value;

use crate::read::read;

/// A file that a block of the page shows.
pub struct Included {
    /// The file, as the chapter names it.
    pub file: String,
    /// The class of its block.
    pub class: String,
}

/// The path of a program's transcript, relative to the same folder as the path of the program; `None` if the file is no program.
pub fn path(program: &str, languages: &[Language]) -> Option<String> {
    let found = languages::file(program, languages)?;
    let runs = matches!(found.kind, Kind::Source(_));
    let transcript = languages::transcript(found.name);
    runs.then(|| format!("{}{}", found.root, transcript.display()))
}

/// An element for each program among these files whose transcript is not among them. The chapter stands in `folder`.
///
/// # Errors
/// That a transcript cannot be read.
pub fn unseen(included: &[Included], folder: &Path, languages: &[Language]) -> Result<String> {
    let seen: BTreeSet<&str> = included.iter().map(|one| one.class.as_str()).collect();
    let mut elements = BTreeMap::new();
    for Included { file, class } in included {
        let program = class.strip_prefix("program-");
        let (Some(name), Some(transcript)) = (program, path(file, languages)) else {
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
    // Escaped, so that no text of the value ends the element, and mdBook takes none of it for a directive.
    let text = serde_json::to_string(value)?
        .replace('<', "\\u003c")
        .replace("{{", "{\\u007b");
    Ok(format!(
        "\n\n<script type=\"application/json\" class=\"{class}\">{text}</script>\n"
    ))
}
