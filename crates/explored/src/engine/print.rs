//! What the program prints. Both streams have a lock, as in std, which a thread can lock again.

use std::cell::Cell;
use std::rc::Rc;

use super::kind::Kind;
use super::thread::{Op, Subject, ThreadId, current, is_unwinding, ready};
use super::{At, point, with};

/// The locks of both streams.
#[derive(Default)]
pub struct Streams {
    stdout: Rc<StreamLock>,
    stderr: Rc<StreamLock>,
}

/// The lock of a stream: who holds it, and how often.
#[derive(Default)]
struct StreamLock {
    holder: Cell<Option<ThreadId>>,
    times: Cell<usize>,
}

impl StreamLock {
    fn of(stderr: bool) -> Rc<Self> {
        with(|engine| {
            let streams = &engine.run.streams;
            if stderr {
                streams.stderr.clone()
            } else {
                streams.stdout.clone()
            }
        })
    }
}

/// Waits until no other thread holds the lock of the stream, and makes a step then.
fn wait(stderr: bool, at: At) {
    let (lock, me) = (StreamLock::of(stderr), current());
    let waits = (&*lock, me);
    let op = Op::new(Kind::Print, Subject::Nothing, at);
    point(op.when(ready!(
        &waits,
        (&StreamLock, ThreadId),
        |it| it.0.holder.get().is_none_or(|holder| holder == it.1),
        |it| it.0.holder.get()
    )));
}

/// Locks a stream, when it is free.
pub fn lock_stream(stderr: bool, at: At) {
    wait(stderr, at);
    let lock = StreamLock::of(stderr);
    lock.holder.set(Some(current()));
    lock.times.set(lock.times.get() + 1);
    with(|engine| engine.run.changed());
}

/// Unlocks a stream.
pub fn unlock_stream(stderr: bool) {
    let lock = StreamLock::of(stderr);
    let times = lock.times.get().saturating_sub(1);
    lock.times.set(times);
    if times == 0 {
        lock.holder.set(None);
    }
    with(|engine| engine.run.changed());
}

/// Prints a text, as a step of the thread that runs. Each line of stderr begins with `stderr: `.
pub fn print(stderr: bool, text: &str, at: At) {
    // What a destructor prints when the execution is over would never be seen.
    if is_unwinding() {
        return;
    }
    wait(stderr, at);
    with(|engine| {
        // Destructors run after the end, when the stacks are unwound: the process would be gone.
        if engine.run.end.is_some() {
            return;
        }
        let text = if stderr {
            marked(&engine.run.output, text)
        } else {
            text.to_owned()
        };
        engine.run.print(&text);
        engine.record_print(text, at);
    });
}

/// The text with `stderr: ` at the beginning of each line, where `before` is what was printed until now.
pub fn marked(before: &str, text: &str) -> String {
    let mut marked = String::new();
    let mut at_start = before.is_empty() || before.ends_with('\n');
    for line in text.split_inclusive('\n') {
        if at_start {
            marked.push_str("stderr: ");
        }
        marked.push_str(line);
        at_start = line.ends_with('\n');
    }
    marked
}
