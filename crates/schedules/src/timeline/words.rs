//! A step in few words, because a column of a drawing is narrow.

use super::Timeline;
use crate::exploration::{Event, Exploration};

/// A task goes on after a sleep.
pub const WAKES: &str = "wakes";
/// A task sees that a token is cancelled.
const CANCELLED: &str = "cancelled";
/// The future of a task is dropped.
const DROPPED: &str = "dropped";
const TIME_IS_UP: &str = "time is up";
const ENDS: &str = "ends";
/// Words that several tasks may have in one line, because the order of these steps means nothing.
pub const ALIKE: [&str; 3] = [WAKES, CANCELLED, ENDS];

/// What a timeline says about a step in the instant `now`; `None` if it says nothing.
pub fn short(event: &Event, now: &str, timeline: &Timeline, run: &Exploration) -> Option<String> {
    let text = event.4.as_str();
    let words = match event.1.as_str() {
        "print" if timeline.prints => printed(event.6.as_deref()?, now)?,
        // What a task only looks at, and what follows from the end of another task.
        "print" | "read" | "join" | "close" | "pass" => return None,
        "wait" if text.ends_with("is cancelled") => CANCELLED.to_owned(),
        "wait" => return None,
        "spawn" if text.starts_with("begins") => return None,
        "sleep" if text.starts_with("gives up") => TIME_IS_UP.to_owned(),
        "sleep" => WAKES.to_owned(),
        "lock" if text.starts_with("waits") => "waits".to_owned(),
        "end" if text.starts_with("ends") => ENDS.to_owned(),
        "end" => return None,
        "cancel" if text.starts_with("is cancelled") => DROPPED.to_owned(),
        "cancel" => plain(text),
        _ => without_object(text),
    };
    Some(named(&words, timeline, run))
}

/// Short words in full, after the name of a task.
pub fn in_full(words: &str) -> &str {
    match words {
        CANCELLED => "sees the cancellation",
        DROPPED => "is dropped",
        TIME_IS_UP => "gives up because its time is up",
        words => words,
    }
}

/// What is printed, without the time if the row has the same.
fn printed(text: &str, now: &str) -> Option<String> {
    let text = text.trim();
    let rest = text
        .strip_prefix(now)
        .and_then(|rest| rest.strip_prefix(": "));
    let text = rest.unwrap_or(text);
    (!text.is_empty()).then(|| format!("prints “{text}”"))
}

/// The words without the object: `sends 1` of ``sends 1 to `tx` ``.
fn without_object(text: &str) -> String {
    let find = |before: &&str| {
        let start = text.find(*before)?;
        let end = text[start + before.len()..].find('`')?;
        Some((start, start + before.len() + end + 1))
    };
    let object = [" to `", " from `", " of `", " on `"]
        .iter()
        .filter_map(find);
    match object.min() {
        Some((start, end)) => format!("{}{}", &text[..start], &text[end..]),
        None => text.to_owned(),
    }
}

/// Without the marks of a name, and without the number of an object that is made again and again.
fn plain(text: &str) -> String {
    let text = text.replace('`', "");
    text.split(" #").next().unwrap_or_default().to_owned()
}

/// With the headings of the columns instead of the names of tasks.
fn named(words: &str, timeline: &Timeline, run: &Exploration) -> String {
    let threads = run.threads.iter().zip(timeline.columns);
    let heading = |(thread, (heading, _)): (&crate::exploration::Thread, &(&str, u32))| {
        let before = words.strip_suffix(&thread.name)?;
        before.ends_with(' ').then(|| format!("{before}{heading}"))
    };
    let named = threads.map(heading).find_map(|named| named);
    named.unwrap_or_else(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The time of a printed line is left out only if it is the row's own.
    #[test]
    fn times_of_prints() {
        assert_eq!(
            printed(" 2 min: bread\n", "2 min").as_deref(),
            Some("prints “bread”")
        );
        assert_eq!(
            printed("2 min: bread", "3 min").as_deref(),
            Some("prints “2 min: bread”")
        );
        assert_eq!(printed("\n", "3 min"), None);
    }

    /// An object is left out, and what is sent stays.
    #[test]
    fn objects() {
        assert_eq!(without_object("sends \"to\" to `tx`"), "sends \"to\"");
        assert_eq!(
            without_object("cannot send to `tx`: it is full"),
            "cannot send: it is full"
        );
        assert_eq!(plain("cancels `oven #1`"), "cancels oven");
    }
}
