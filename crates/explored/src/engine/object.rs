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
    /// `used` is where it is used now.
    pub fn id<T: ?Sized>(&self, whole: &T, used: At) -> ObjectId {
        with(|engine| {
            let objects = &mut engine.objects;
            if self.execution.get() != objects.execution {
                if self.execution.get() == 0 && in_static_memory(whole) {
                    objects.keep(whole, self);
                }
                let place = engine.record.place(self.made, used);
                self.id.set(objects.number(place, self.kind, used));
                self.execution.set(objects.execution);
            }
            self.id.get()
        })
    }

    /// The place where it is made.
    #[must_use]
    pub const fn made(&self) -> At {
        self.made
    }

    /// A step that does something to this object, which is a part of `whole`.
    pub fn op<T: ?Sized>(&self, whole: &T, kind: Kind, at: At) -> Op {
        Op::new(kind, Subject::Object(self.id(whole, at)), at)
    }
}

/// All objects of the executions so far.
#[derive(Default)]
pub struct Objects {
    execution: u32,
    /// An object is known by the place where it is made, and by how many objects from this place were used before it.
    numbers: HashMap<(Place, usize), ObjectId>,
    /// How many objects of each place this execution has used.
    used: HashMap<Place, usize>,
    /// What is known of each object, by its number.
    pub known: Vec<Object>,
    statics: Vec<Static>,
}

/// Where objects are made. Those that are made in one place without a name, as by `derive(Default)`, are told apart by the names of the
/// fields or variables through which they are first used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub made: At,
    pub name: Option<std::rc::Rc<str>>,
}

/// What is known of an object.
#[derive(Debug, Clone)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Where it is made.
    pub made: At,
    /// Where it is first used.
    pub used: At,
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

    fn number(&mut self, place: Place, kind: ObjectKind, used: At) -> ObjectId {
        let count = self.used.entry(place.clone()).or_default();
        let occurrence = *count;
        *count += 1;
        let made = place.made;
        let known = &mut self.known;
        *self.numbers.entry((place, occurrence)).or_insert_with(|| {
            known.push(Object {
                kind,
                made,
                used,
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
    /// Frees what the value owns, if that calls nothing of the program.
    free: Option<Free>,
}

impl Static {
    fn new<T: ?Sized>(whole: &T, core: &Core) -> Self {
        let place = std::ptr::from_ref(whole).cast_mut().cast::<u8>();
        // SAFETY: these are the bytes of `whole`. Nothing has used it yet, so they are those of its initial value.
        let bytes = unsafe { std::slice::from_raw_parts(place, size_of_val(whole)) }.to_vec();
        let free = Free::of(whole);
        Static {
            place,
            bytes,
            core,
            free,
        }
    }

    fn restore(&self) {
        if let Some(free) = &self.free {
            // SAFETY: no thread of a program is running, and the value is overwritten below.
            unsafe { free.call() };
        }
        // SAFETY: the place is static memory of an object whose types all have interior mutability, and no thread of a program is
        // running.
        unsafe {
            std::ptr::copy_nonoverlapping(self.bytes.as_ptr(), self.place, self.bytes.len());
            (*self.core).execution.set(STATIC_UNUSED);
        }
    }
}

/// The destructor of a value, whose type is forgotten.
struct Free {
    drop: unsafe fn([usize; 2]),
    /// The bytes of the pointer to the value, which may be a wide one.
    pointer: [usize; 2],
}

impl Free {
    /// That of a value that has only destructors of std. std never drops a value in static memory, so a destructor of the program would
    /// do what it never does outside of an exploration.
    fn of<T: ?Sized>(value: &T) -> Option<Self> {
        unsafe fn drop<T: ?Sized>(pointer: [usize; 2]) {
            // SAFETY: these are the bytes of such a pointer, and the caller ensures that the value may be dropped.
            unsafe { std::ptr::drop_in_place(std::mem::transmute_copy::<_, *mut T>(&pointer)) };
        }
        if !has_only_types_of_std(std::any::type_name::<T>()) {
            return None;
        }
        let wide = std::ptr::from_ref(value);
        let mut pointer = [0; 2];
        // SAFETY: a pointer has the size of one or two numbers.
        unsafe {
            let bytes = std::ptr::from_ref(&wide).cast::<u8>();
            let to = pointer.as_mut_ptr().cast::<u8>();
            std::ptr::copy_nonoverlapping(bytes, to, size_of_val(&wide));
        }
        let drop = drop::<T>;
        Some(Free { drop, pointer })
    }

    /// Drops the value.
    ///
    /// # Safety
    /// The value may be dropped, and nobody uses it afterwards.
    unsafe fn call(&self) {
        // SAFETY: the caller ensures it.
        unsafe { (self.drop)(self.pointer) };
    }
}

/// Whether the name of a type contains only types that std has, and those of this crate that stand for them and have no destructor.
fn has_only_types_of_std(name: &str) -> bool {
    let is_part_of_name = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
    let mut parts = name.split(|c| !is_part_of_name(c));
    parts.all(|part| {
        let real = ["alloc::", "core::", "std::"];
        let own = ["sync::", "collections::"].map(|module| format!("explored::std::{module}"));
        let is_own = own.iter().any(|module| part.starts_with(module))
            || part.starts_with("explored::parking_lot::");
        let has_destructor = part.contains("Guard") || part.contains("::mpsc::");
        let is_primitive = !part.contains(':') && part != "dyn";
        is_primitive
            || real.iter().any(|library| part.starts_with(library))
            || (is_own && !has_destructor)
    })
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

    /// A type of the program may have a destructor, and so may a guard.
    #[test]
    fn types_of_std() {
        for (name, only_std) in [
            (
                "explored::std::sync::mutex::Mutex<alloc::vec::Vec<(u32, alloc::string::String)>>",
                true,
            ),
            (
                "explored::std::sync::once::LazyLock<[u8; 3], fn() -> [u8; 3]>",
                true,
            ),
            ("explored::std::sync::mutex::Mutex<program::Bank>", false),
            (
                "explored::std::sync::once::OnceLock<explored::std::sync::mpsc::Sender<u32>>",
                false,
            ),
            (
                "explored::std::sync::mutex::Mutex<alloc::boxed::Box<dyn core::fmt::Debug>>",
                false,
            ),
        ] {
            assert_eq!(has_only_types_of_std(name), only_std, "{name}");
        }
    }

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
