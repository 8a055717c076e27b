//! What the scripts of a page have to know about the languages: it is on the page as data, so that no script has a table of its own.

use languages::Language;
use serde_json::{Map, Value, json};

use crate::fences::fences;
use crate::transcripts::data;

/// The class of the element. theme/page.js reads it.
const CLASS: &str = "course-languages";

/// The element for a chapter that has code in one of these languages: for each language its title, the command that runs its program NAME,
/// and its indentation. Nothing for another chapter.
///
/// # Errors
/// That the data cannot be written as JSON.
pub(crate) fn element(markdown: &str, languages: &[Language]) -> serde_json::Result<String> {
    let has_code = fences(markdown)
        .iter()
        .any(|fence| languages::named(fence.language(), languages).is_some());
    if !has_code {
        return Ok(String::new());
    }
    let described = languages.iter().map(|language| {
        let fields = json!({
            "title": language.title,
            "command": language.command,
            "indent": language.indent,
        });
        (language.name.to_owned(), fields)
    });
    data(CLASS, &Value::Object(described.collect::<Map<_, _>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// A chapter with a program, within an admonition too, gets what scripts know about all languages, and another chapter nothing.
    #[test]
    fn chapters_with_code_get_the_data() {
        let go = r#""go":{"command":"cd go && go run ./NAME","indent":"\t","title":"Go"}"#;
        for chapter in [
            "```rust\n```\n",
            "````admonish note\n```python\n```\n````\n",
        ] {
            let element = element(chapter, ALL).unwrap();
            assert_eq!(element.matches(go).count(), 1, "{element}");
        }
        for chapter in ["# A\n", "```text\nrust\n```\n"] {
            assert_eq!(element(chapter, ALL).unwrap(), "");
        }
    }
}
