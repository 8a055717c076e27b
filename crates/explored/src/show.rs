//! The values of objects, as text. The type of a value need not be `Debug`, so this knows a few types that programs often share.

use core::any::type_name;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Debug;

/// The value as text, if its type is known.
pub fn show<T: ?Sized>(value: &T) -> Option<String> {
    let name = type_name::<T>();
    macro_rules! any_of {
        ($($type:ty),* $(,)?) => {$(
            if name == type_name::<$type>() {
                let value = std::ptr::from_ref(value).cast::<$type>();
                // SAFETY: the names of these types, with their full paths, belong to no other types.
                return Some(debug(unsafe { &*value }));
            }
        )*};
    }
    macro_rules! with_containers {
        ($($type:ty),*) => {
            any_of!($($type, Option<$type>, Vec<$type>, VecDeque<$type>, [$type; 2], [$type; 3], (usize, $type), ($type, $type)),*)
        };
    }
    with_containers!(
        bool,
        i32,
        i64,
        u8,
        u16,
        u32,
        u64,
        usize,
        String,
        &'static str
    );
    any_of!(
        (),
        char,
        f64,
        i8,
        i16,
        isize,
        u128,
        Vec<(usize, u32)>,
        BTreeMap<&'static str, u32>,
        BTreeMap<String, u32>,
        HashMap<&'static str, u32>,
        HashMap<String, u32>
    );
    None
}

/// How long a value may be, in characters.
const LONGEST: usize = 60;

fn debug(value: &dyn Debug) -> String {
    let text = format!("{value:?}");
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known types are shown, and others are not, even if they have the same short name.
    #[test]
    fn known_types() {
        struct String;
        assert_eq!(show(&3_u32).as_deref(), Some("3"));
        assert_eq!(show(&vec!["tea"]).as_deref(), Some(r#"["tea"]"#));
        assert_eq!(show(&String), None);
    }
}
