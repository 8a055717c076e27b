//! The objects that threads share: which one is which, in all schedules.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::kind::{Kind, ObjectKind};
use super::thread::{Op, Subject};
use super::{At, with};

/// A number for each object, which is the same in all schedules.
pub type ObjectId = usize;

/// The part of an object that the engine knows. Each lock, atomic and channel of the façade has one.
///
/// An object gets its number when a thread first uses it, and not when it is made, because it may be made at compile time.
pub struct Core {
    /// The execution in which the number was given: see [`Objects::begin`].
    execution: Cell<u32>,
    id: Cell<ObjectId>,
    made: At,
    kind: ObjectKind,
}

/// The execution of an object in static memory that this execution has not used yet.
const STATIC_UNUSED: u32 = 1;
/// The number of the first execution.
const FIRST: u32 = 2;

impl Core {
    /// An object that is made in this line of the program.
    #[must_use]
    pub const fn new(kind: ObjectKind, made: At) -> Self {
        let (execution, id) = (Cell::new(0), Cell::new(0));
        Core {
            execution,
            id,
            made,
            kind,
        }
    }

    /// The number of this object. `whole` is the object whose part this is: if it lies in static memory, it is as new in each execution.
    pub fn id<T: ?Sized>(&self, whole: &T) -> ObjectId {
        with(|engine| {
            let objects = &mut engine.objects;
            if self.execution.get() != objects.execution {
                if self.execution.get() == 0 && in_static_memory(whole) {
                    objects.keep(whole, self);
                }
                self.id.set(objects.number(self.made, self.kind));
                self.execution.set(objects.execution);
            }
            self.id.get()
        })
    }

    /// A step that does something to this object, which is a part of `whole`.
    pub fn op<T: ?Sized>(&self, whole: &T, kind: Kind, at: At) -> Op {
        Op::new(kind, Subject::Object(self.id(whole)), at)
    }
}

/// All objects of the executions so far.
#[derive(Default)]
pub struct Objects {
    execution: u32,
    /// An object is known by the place where it is made, and by how many objects from this place were used before it.
    numbers: HashMap<(At, usize), ObjectId>,
    /// How many objects of each place this execution has used.
    used: HashMap<At, usize>,
    /// What is known of each object, by its number.
    pub known: Vec<Object>,
    statics: Vec<Static>,
}

/// What is known of an object.
#[derive(Debug, Clone)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Where it is made.
    pub made: At,
    /// How many objects from the same place were used before it.
    pub occurrence: usize,
}

impl Objects {
    /// Begins an execution: no object has been used, and those in static memory are as new.
    pub fn begin(&mut self) {
        self.execution = self.execution.max(FIRST - 1) + 1;
        self.used.clear();
        for kept in &self.statics {
            kept.restore();
        }
    }

    /// Keeps the initial value of an object in static memory, unless it is a part of another one: what a `LazyLock` has made.
    fn keep<T: ?Sized>(&mut self, whole: &T, core: &Core) {
        let place = std::ptr::from_ref(whole).cast::<u8>().addr();
        let is_part = |kept: &Static| {
            let start = kept.place.addr();
            (start..start + kept.bytes.len()).contains(&place)
        };
        if !self.statics.iter().any(is_part) {
            self.statics.push(Static::new(whole, core));
        }
    }

    fn number(&mut self, made: At, kind: ObjectKind) -> ObjectId {
        let used = self.used.entry(made).or_default();
        let occurrence = *used;
        *used += 1;
        let known = &mut self.known;
        *self.numbers.entry((made, occurrence)).or_insert_with(|| {
            known.push(Object {
                kind,
                made,
                occurrence,
            });
            known.len() - 1
        })
    }
}

/// The bytes that an object in static memory had before the program ran.
struct Static {
    place: *mut u8,
    bytes: Vec<u8>,
    core: *const Core,
}

impl Static {
    fn new<T: ?Sized>(whole: &T, core: &Core) -> Self {
        let place = std::ptr::from_ref(whole).cast_mut().cast::<u8>();
        // SAFETY: these are the bytes of `whole`. Nothing has used it yet, so they are those of its initial value.
        let bytes = unsafe { std::slice::from_raw_parts(place, size_of_val(whole)) }.to_vec();
        Static { place, bytes, core }
    }

    fn restore(&self) {
        // SAFETY: the place is static memory of an object whose types all have interior mutability, and no thread of a program is
        // running. What the old value owned is not freed.
        unsafe {
            std::ptr::copy_nonoverlapping(self.bytes.as_ptr(), self.place, self.bytes.len());
            (*self.core).execution.set(STATIC_UNUSED);
        }
    }
}

/// Whether a value lies in the static memory of this process.
fn in_static_memory<T: ?Sized>(value: &T) -> bool {
    static RANGES: OnceLock<Vec<std::ops::Range<usize>>> = OnceLock::new();
    let ranges = RANGES.get_or_init(|| {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
        let own = std::env::current_exe().unwrap_or_default();
        let own = own.to_string_lossy().into_owned();
        static_ranges(&maps, &own)
    });
    let address = std::ptr::from_ref(value).cast::<u8>().addr();
    ranges.iter().any(|range| range.contains(&address))
}

/// The address ranges of the executable `own` in a table of the form of `/proc/self/maps`, with the memory that directly follows them
/// (`.bss`, which has no file).
fn static_ranges(maps: &str, own: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let Some((from, to)) = fields.next().and_then(|range| range.split_once('-')) else {
            continue;
        };
        let number = |text| usize::from_str_radix(text, 16).unwrap_or_default();
        let (from, to) = (number(from), number(to));
        let path = fields.nth(4).unwrap_or_default();
        let follows = ranges.last().is_some_and(|last| last.end == from);
        if path == own || (path.is_empty() && follows) {
            ranges.push(from..to);
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The memory of the executable counts, with its `.bss`; the heap and libraries do not.
    #[test]
    fn only_the_executable() {
        let maps = "\
1000-2000 r-xp 00000000 08:01 1 /out/program
2000-3000 rw-p 00001000 08:01 1 /out/program
3000-4000 rw-p 00000000 00:00 0
5000-6000 rw-p 00000000 00:00 0 [heap]
7000-8000 rw-p 00000000 08:01 2 /lib/libc.so
8000-9000 rw-p 00000000 00:00 0
";
        let ranges = static_ranges(maps, "/out/program");
        assert_eq!(ranges, [0x1000..0x2000, 0x2000..0x3000, 0x3000..0x4000]);
    }
}
