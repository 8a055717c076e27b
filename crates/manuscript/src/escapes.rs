//! Lines of a file that mdBook or rustdoc would read as marks of their own, written so that the reader sees the line itself.

/// A line of Rust that is shown, for mdBook and rustdoc: both hide a line that begins with a number sign and a space, and show
/// one of two number signs as one.
pub(crate) fn shown_rust(line: &str) -> String {
    let code = line.trim_start();
    let marked = code == "#" || code.starts_with("# ") || code.starts_with("##");
    match marked {
        true => format!("{}#{code}", &line[..line.len() - code.len()]),
        false => line.to_owned(),
    }
}

/// The line with a backslash before each text that mdBook's `links` would take for a directive. `links` then removes the backslash and leaves
/// the text.
pub(crate) fn literal(line: &str) -> String {
    match line.split_once("{{#") {
        Some((before, after)) if after.contains("}}") => format!("{before}\\{{{{#{after}"),
        _ => line.to_owned(),
    }
}
