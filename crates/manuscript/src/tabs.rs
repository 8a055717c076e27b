//! Tabs: one of several views at a time, for example a program in three languages.
//!
//! ```text
//! {{#tabs global="language"}}
//! {{#tab name="Rust"}}
//! Markdown
//! {{#endtab}}
//! {{#endtabs}}
//! ```
//!
//! Each directive stands on a line of its own. The syntax and the HTML are those of the mdbook-tabs preprocessor, whose
//! library brings a logger and two parsers that the first build would have to wait for. What switches the tabs is in
//! theme/tabs.js; without it they stand one beneath the other.

use std::fmt::Write;
use std::sync::LazyLock;

use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::Regex;

use crate::Problem;

/// The preprocessor.
pub struct Tabs;

impl Preprocessor for Tabs {
    fn name(&self) -> &str {
        "tabs"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let mut broken = None;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                match expand(&chapter.content) {
                    Ok(content) => chapter.content = content,
                    Err(fault) => {
                        let file = chapter.source_path.clone().unwrap_or_default();
                        broken.get_or_insert(Problem::new(file, fault.line, fault.what, fault.fix));
                    }
                }
            }
        });
        match broken {
            Some(problem) => Err(Error::msg(problem.to_string())),
            None => Ok(book),
        }
    }
}

/// Tabs that are not written as they must be.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author can do about it.
    pub fix: String,
}

/// Tabs that are being read.
struct Open {
    line: usize,
    group: Option<String>,
    /// Names and contents.
    panels: Vec<(String, String)>,
    in_panel: bool,
}

/// The chapter with HTML in the place of its tabs.
///
/// # Errors
/// The first directive that does not fit the others.
pub fn expand(markdown: &str) -> Result<String, Fault> {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^\{\{#(tabs|tab|endtab|endtabs)(?:\s+(?:global|name)="([^"]*)")?\s*\}\}\s*$"#)
            .expect("a constant pattern")
    });
    let mut out = String::with_capacity(markdown.len());
    let mut open: Option<Open> = None;
    for (i, line) in markdown.split_inclusive('\n').enumerate() {
        let Some(directive) = DIRECTIVE.captures(line) else {
            match &mut open {
                None => out.push_str(line),
                Some(Open {
                    panels,
                    in_panel: true,
                    ..
                }) => {
                    if let Some((_, content)) = panels.last_mut() {
                        content.push_str(line);
                    }
                }
                Some(_) if line.trim().is_empty() => {}
                Some(_) => {
                    return Err(fault(
                        i + 1,
                        "this stands among the tabs and in none of them",
                        "put it into a {{#tab}}",
                    ));
                }
            }
            continue;
        };
        let value = directive.get(2).map(|value| value.as_str().to_owned());
        match (&directive[1], &mut open) {
            ("tabs", None) => {
                open = Some(Open {
                    line: i + 1,
                    group: value,
                    panels: Vec::new(),
                    in_panel: false,
                });
            }
            ("tab", Some(tabs)) if !tabs.in_panel => {
                let Some(name) = value else {
                    return Err(fault(
                        i + 1,
                        "this tab has no name",
                        "write {{#tab name=\"...\"}}",
                    ));
                };
                tabs.panels.push((name, String::new()));
                tabs.in_panel = true;
            }
            ("endtab", Some(tabs)) if tabs.in_panel => tabs.in_panel = false,
            ("endtabs", Some(tabs)) if !tabs.in_panel && !tabs.panels.is_empty() => {
                write_html(&mut out, tabs);
                open = None;
            }
            (name, _) => {
                let what = format!("{{{{#{name}}}}} does not fit here");
                return Err(fault(
                    i + 1,
                    &what,
                    "{{#tabs}} holds {{#tab name=\"...\"}} ... {{#endtab}}, and then {{#endtabs}}",
                ));
            }
        }
    }
    match open {
        Some(tabs) => Err(fault(
            tabs.line,
            "these tabs never close",
            "close them with {{#endtabs}}",
        )),
        None => Ok(out),
    }
}

fn fault(line: usize, what: &str, fix: &str) -> Fault {
    Fault {
        line,
        what: what.to_owned(),
        fix: fix.to_owned(),
    }
}

fn write_html(out: &mut String, tabs: &Open) {
    let mut write = |text: std::fmt::Arguments| out.write_fmt(text).expect("a string takes all");
    let group = tabs.group.as_ref().map_or(String::new(), |group| {
        format!(" data-tabglobal=\"{group}\"")
    });
    write(format_args!(
        "<div class=\"mdbook-tabs-container\"{group}>\n<nav class=\"mdbook-tabs\">\n"
    ));
    for (i, (name, _)) in tabs.panels.iter().enumerate() {
        let active = if i == 0 { " active" } else { "" };
        write(format_args!(
            "<button class=\"mdbook-tab{active}\" data-tabname=\"{name}\">{name}</button>\n"
        ));
    }
    write(format_args!("</nav>\n"));
    for (i, (name, content)) in tabs.panels.iter().enumerate() {
        let hidden = if i == 0 { "" } else { " hidden" };
        // Blank lines around the content: it is Markdown.
        write(format_args!(
            "<div class=\"mdbook-tab-content{hidden}\" data-tabname=\"{name}\">\n\n{content}\n</div>\n"
        ));
    }
    write(format_args!("</div>\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tabs become a bar of buttons and a panel each, the first one shown, and all else stays as it was.
    #[test]
    fn tabs_become_html() {
        let markdown = "before\n\n{{#tabs global=\"language\"}}\n{{#tab name=\"Rust\"}}\n`a`\n{{#endtab}}\n\n\
                        {{#tab name=\"Go\"}}\n`b`\n{{#endtab}}\n{{#endtabs}}\nafter\n";
        assert_eq!(
            expand(markdown).unwrap(),
            "before\n\n<div class=\"mdbook-tabs-container\" data-tabglobal=\"language\">\n<nav class=\"mdbook-tabs\">\n\
             <button class=\"mdbook-tab active\" data-tabname=\"Rust\">Rust</button>\n\
             <button class=\"mdbook-tab\" data-tabname=\"Go\">Go</button>\n</nav>\n\
             <div class=\"mdbook-tab-content\" data-tabname=\"Rust\">\n\n`a`\n\n</div>\n\
             <div class=\"mdbook-tab-content hidden\" data-tabname=\"Go\">\n\n`b`\n\n</div>\n</div>\nafter\n"
        );
        assert_eq!(expand("no tabs\n").unwrap(), "no tabs\n");
    }

    /// Whatever does not fit is an error in its line.
    #[test]
    fn faults_are_found() {
        for (markdown, line) in [
            ("{{#endtabs}}\n", 1),
            ("\n{{#tab name=\"R\"}}\n", 2),
            ("{{#tabs}}\n{{#endtabs}}\n", 2),
            ("{{#tabs}}\n{{#tab}}\n", 2),
            ("{{#tabs}}\n{{#tab name=\"R\"}}\n{{#endtabs}}\n", 3),
            ("{{#tabs}}\n{{#tab name=\"R\"}}\n{{#tab name=\"G\"}}\n", 3),
            ("{{#tabs}}\nlost\n", 2),
            ("{{#tabs}}\n{{#tab name=\"R\"}}\n{{#endtab}}\n", 1),
        ] {
            assert_eq!(expand(markdown).unwrap_err().line, line, "{markdown}");
        }
    }
}
