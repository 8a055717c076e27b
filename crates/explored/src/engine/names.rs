//! What threads and objects are called in the program.

use std::collections::BTreeSet;

use super::At;
use super::kind::{Kind, ObjectKind};
use super::object::{Object, ObjectId, Objects};
use super::thread::{Subject, ThreadId, Threads};

/// The program's source, in which names are looked up.
#[derive(Default)]
pub struct Names {
    lines: Vec<String>,
}

impl Names {
    /// For a program with this source.
    pub fn of(source: &str) -> Self {
        Names {
            lines: source.lines().map(str::to_owned).collect(),
        }
    }

    /// The name of an object: that of the variable, static or field which it is made for. If several places of one line make objects of the
    /// same name, these are taken for elements: `spoons[0]`. If one place makes several, they are numbered in the order in which they
    /// are first used: `account #1`. If another line makes one of the same name, the line is named.
    pub fn object(&self, objects: &Objects, id: ObjectId) -> String {
        let object = &objects.known[id];
        let mut name = self.unnumbered(objects, id);
        let same = (0..objects.known.len()).filter(|other| {
            objects.known[*other].kind == object.kind && self.unnumbered(objects, *other) == name
        });
        let same: Vec<&Object> = same.map(|other| &objects.known[other]).collect();
        let in_line = same
            .iter()
            .filter(|other| other.made.line() == object.made.line());
        let columns: BTreeSet<u32> = in_line.map(|other| other.made.column()).collect();
        if columns.len() > 1 {
            let before = columns
                .iter()
                .filter(|column| **column < object.made.column());
            name += &format!("[{}]", before.count());
        }
        if same
            .iter()
            .filter(|other| other.made == object.made)
            .count()
            > 1
        {
            name += &format!(" #{}", object.occurrence + 1);
        }
        if same
            .iter()
            .any(|other| other.made.line() != object.made.line())
        {
            name += &format!(" (line {})", object.made.line());
        }
        name
    }

    fn unnumbered(&self, objects: &Objects, id: ObjectId) -> String {
        let object = &objects.known[id];
        let Some(joined) = self.variable(object.made) else {
            let used = self.receiver(object.used);
            return used.unwrap_or_else(|| unnamed(object.kind).to_owned());
        };
        if object.kind == ObjectKind::Channel {
            return joined;
        }
        let names: Vec<&str> = joined.split(BETWEEN_ENDS).collect();
        // `let (bread, cakes) = (Mutex::new(1), Mutex::new(2))`: the first object is the first name's.
        let same_line = |other: &&Object| {
            other.made.line() == object.made.line() && other.made.column() < object.made.column()
        };
        let columns = objects
            .known
            .iter()
            .filter(same_line)
            .map(|other| other.made.column());
        let before = columns.collect::<BTreeSet<_>>().len();
        names[before.min(names.len() - 1)].to_owned()
    }

    /// The name of a thread: the one that the program gives it, or that of the variable which keeps its handle, or its number.
    pub fn thread(&self, threads: &Threads, id: ThreadId) -> String {
        let known = &threads.known[id];
        if let Some(name) = &known.name {
            return name.clone();
        }
        let kind = if known.is_task { "task" } else { "thread" };
        let same_place = |other: ThreadId| {
            let other = &threads.known[other];
            other.spawned == known.spawned && other.name.is_none()
        };
        let variable = known.spawned.and_then(|at| self.variable(at));
        match variable {
            Some(name)
                if (0..threads.known.len())
                    .filter(|other| same_place(*other))
                    .count()
                    == 1 =>
            {
                name
            }
            _ => {
                let before = threads.known[..id].iter();
                let before =
                    before.filter(|other| other.name.is_none() && other.is_task == known.is_task);
                format!("{kind} {}", before.count() + 1)
            }
        }
    }

    /// The variable, static or field that is given its value in this place.
    fn variable(&self, at: At) -> Option<String> {
        let line = usize::try_from(at.line()).ok()?;
        let column = usize::try_from(at.column()).ok()?;
        let text = self.lines.get(line.checked_sub(1)?)?;
        let before: String = text.chars().take(column.saturating_sub(1)).collect();
        // The value may begin on the line above: `let sold =`, or `let handles: Vec<_> = (0..2)`.
        let above = line.checked_sub(2).and_then(|above| self.lines.get(above));
        let goes_on = |above: &&String| !above.trim_end().ends_with([';', '{', '}', ',']);
        name_before(&before).or_else(|| above.filter(goes_on).and_then(|above| name_before(above)))
    }

    /// Whether the value that is made in this place has no name.
    pub fn is_nameless(&self, at: At) -> bool {
        self.variable(at).is_none()
    }

    /// The variable or field of which a method is called in this place: `jobs` in `self.jobs.lock()`.
    pub fn receiver(&self, at: At) -> Option<String> {
        let line = usize::try_from(at.line()).ok()?.checked_sub(1)?;
        let column = usize::try_from(at.column()).ok()?;
        let text = self.lines.get(line)?;
        let before: String = text.chars().take(column.saturating_sub(1)).collect();
        let before = before.trim_end().strip_suffix('.')?.trim_end();
        // The method may stand on a line of its own.
        let above = self.lines[..line].iter().rev();
        let above = above
            .map(String::as_str)
            .find(|line| !line.trim().is_empty());
        let before = if before.is_empty() { above? } else { before };
        let start = before
            .trim_end()
            .rfind(|c: char| c != '_' && !c.is_alphanumeric())
            .map_or(0, |at| at + 1);
        let name = &before.trim_end()[start..];
        let is_name = name.starts_with(|c: char| c == '_' || c.is_alphabetic());
        (is_name && name != "self").then(|| name.to_owned())
    }

    /// The name of what a step is about. Of a channel, it is the end that the step uses.
    pub fn subject(
        &self,
        kind: Kind,
        subject: Subject,
        (threads, objects): (&Threads, &Objects),
    ) -> String {
        let name = match subject {
            Subject::Nothing | Subject::Several(_) => return String::new(),
            Subject::Thread(id) => return self.thread(threads, id),
            Subject::Object(id) => self.object(objects, id),
        };
        match (name.split_once(BETWEEN_ENDS), kind) {
            (Some((sender, _)), Kind::Send | Kind::LockToWrite) => sender.to_owned(),
            (Some((_, receiver)), Kind::Receive) => receiver.to_owned(),
            _ => name,
        }
    }

    /// What a step does, as an infinitive: `lock sold`.
    /// `by` is the thread that must go on before.
    pub fn infinitive(
        &self,
        (kind, subject): (Kind, Subject),
        by: Option<ThreadId>,
        known: (&Threads, &Objects),
    ) -> String {
        if let (Kind::Wait, Subject::Thread(_)) = (kind, subject) {
            return "be unparked".to_owned();
        }
        let is = |kind| matches!(subject, Subject::Object(id) if known.1.known[id].kind == kind);
        let subject = self.subject(kind, subject, known);
        match kind {
            Kind::Lock if is(ObjectKind::Semaphore) => format!("acquire a permit of `{subject}`"),
            Kind::Lock if is(ObjectKind::Channel) => format!("take a place in `{subject}`"),
            Kind::Lock if subject.is_empty() => "get a thread for blocking tasks".to_owned(),
            Kind::Lock => format!("lock `{subject}`"),
            Kind::LockToRead => format!("lock `{subject}` for reading"),
            Kind::LockToWrite => format!("lock `{subject}` for writing"),
            Kind::LockAfterWriter => {
                let writer = by.map_or_else(String::new, |by| self.thread(known.0, by));
                format!("lock `{subject}` for reading after {writer}, which waits to write")
            }
            Kind::Unlock if is(ObjectKind::Channel) => {
                format!("give back a place in `{subject}`")
            }
            Kind::Unlock if is(ObjectKind::Semaphore) => {
                format!("release a permit of `{subject}`")
            }
            Kind::Unlock => format!("unlock `{subject}`"),
            Kind::Read => format!("read `{subject}`"),
            Kind::Write => format!("write `{subject}`"),
            Kind::Update => format!("change `{subject}`"),
            Kind::Send => {
                let receiver = by.map(|by| self.thread(known.0, by));
                let receiver = receiver.map(|name| format!(", from which {name} could receive"));
                format!("send to `{subject}`{}", receiver.unwrap_or_default())
            }
            Kind::Receive => {
                let sender = by.map(|by| self.thread(known.0, by));
                let sender = sender.map(|name| format!(", to which {name} could send"));
                format!("receive from `{subject}`{}", sender.unwrap_or_default())
            }
            Kind::Close => format!("close `{subject}`"),
            Kind::Notify => format!("notify `{subject}`"),
            Kind::Spawn if subject.is_empty() => "begin".to_owned(),
            Kind::Spawn => format!("start {subject}"),
            Kind::Join if subject.is_empty() => "see the end of a task".to_owned(),
            Kind::Join => format!("see the end of {subject}"),
            Kind::Cancel if is(ObjectKind::Token) => format!("cancel `{subject}`"),
            Kind::Cancel => format!("cancel {subject}"),
            Kind::Select => "go on with a branch that is ready".to_owned(),
            Kind::Wait if subject.is_empty() => "go on".to_owned(),
            Kind::Wait if is(ObjectKind::Barrier) => format!("come to `{subject}`"),
            Kind::Pass => format!("pass `{subject}`"),
            Kind::Wait if is(ObjectKind::Token) => {
                format!("see that `{subject}` is cancelled")
            }
            Kind::Wait if is(ObjectKind::Channel) => {
                format!("see that `{subject}` is closed")
            }
            Kind::Wait if is(ObjectKind::Condvar) => format!("be notified through `{subject}`"),
            Kind::Wait => format!("wait for `{subject}`"),
            Kind::Print => "print".to_owned(),
            Kind::Sleep => "go on after a pause".to_owned(),
            Kind::Panic => "panic".to_owned(),
            Kind::End => "end".to_owned(),
        }
    }
}

/// What stands between the names of the two ends of a channel.
const BETWEEN_ENDS: &str = " → ";

fn unnamed(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Mutex | ObjectKind::RwLock => "lock",
        ObjectKind::Atomic => "atomic",
        ObjectKind::Condvar => "condvar",
        ObjectKind::Barrier => "barrier",
        ObjectKind::Channel => "channel",
        ObjectKind::Once => "once",
        ObjectKind::Semaphore => "semaphore",
        ObjectKind::Notify => "notify",
        ObjectKind::Token => "token",
    }
}

/// The name in front of a value: the one after the last `let` or `static`, or that of the field or parameter `name:` before it. A field of
/// a value in braces has its own name, also if the value is that of a `let`.
fn name_before(text: &str) -> Option<String> {
    if let Some(name) = open_brace(text).and_then(|brace| field_before(&text[brace + 1..])) {
        return Some(name);
    }
    let declared = ["let ", "static ", "const "]
        .iter()
        .filter_map(|keyword| text.rfind(keyword).map(|at| at + keyword.len()));
    if let Some(at) = declared.max() {
        let rest = text[at..].trim_start().trim_start_matches("mut ");
        let names = rest.split(['=', ':', ';']).next()?.trim();
        let names = names.trim_matches(|c: char| c == '(' || c == ')' || c == '[' || c == ']');
        let names: Vec<&str> = names
            .split(',')
            .map(|name| name.trim().trim_start_matches("mut "))
            .collect();
        let all_names = names
            .iter()
            .all(|name| !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric()));
        return (all_names && !names.is_empty()).then(|| names.join(BETWEEN_ENDS));
    }
    field_before(text)
}

/// Where the last brace stands that is open at the end of the text.
fn open_brace(text: &str) -> Option<usize> {
    let mut closed = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            '}' => closed += 1,
            '{' if closed == 0 => return Some(at),
            '{' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The last `name:` that is not a part of a path, if no `let` or `static` comes after it.
fn field_before(text: &str) -> Option<String> {
    if ["let ", "static ", "const "]
        .iter()
        .any(|keyword| text.contains(keyword))
    {
        return None;
    }
    let bytes = text.as_bytes();
    let colon = (0..bytes.len()).rev().find(|at| {
        bytes[*at] == b':'
            && bytes.get(at + 1) != Some(&b':')
            && (*at == 0 || bytes[at - 1] != b':')
    })?;
    let before = text[..colon].trim_end();
    let start = before
        .rfind(|c: char| c != '_' && !c.is_alphanumeric())
        .map_or(0, |at| at + 1);
    let name = &before[start..];
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name is found in a `let`, a `static`, a field and a pair of channel ends, and nowhere else.
    #[test]
    fn names_before_values() {
        for (before, name) in [
            ("    let sold = Arc::new(", Some("sold")),
            ("static SOLD: AtomicU32 = ", Some("SOLD")),
            ("    let (tx, mut rx) = ", Some("tx → rx")),
            ("        left: ", Some("left")),
            ("    Shop { left: Mutex::new(1), right: ", Some("right")),
            ("    let shop = Arc::new(Shop { left: ", Some("left")),
            (
                "    let shop = Shop { left: [1], right: Arc::new(",
                Some("right"),
            ),
            (
                "    let count = { let first: u8 = 1; Mutex::new(",
                Some("first"),
            ),
            (
                "    let all: Vec<_> = (0..2).map(|_| { Mutex::new(",
                Some("all"),
            ),
            ("    let forks: [Mutex<()>; 2] = [", Some("forks")),
            ("    let [a, b] = [", Some("a → b")),
            ("    run(std::sync::", None),
            ("        ", None),
        ] {
            assert_eq!(name_before(before).as_deref(), name, "{before}");
        }
    }
}
