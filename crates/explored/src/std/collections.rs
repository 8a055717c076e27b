//! `std::collections` with maps whose order is the same in each execution. std's own order differs from one map to the next, so the same
//! schedule would not do the same twice.

use ::core::fmt::{self, Debug, Formatter};
use ::core::hash::{BuildHasherDefault, Hash};
use ::core::ops::{Deref, DerefMut, Index};
use ::std::hash::DefaultHasher;
use ::std::prelude::rust_2024::*;

pub use ::std::collections::*;

/// A hasher without a random seed.
type Fixed = BuildHasherDefault<DefaultHasher>;
type RealMap<K, V> = ::std::collections::HashMap<K, V, Fixed>;
type RealSet<T> = ::std::collections::HashSet<T, Fixed>;

/// `std::collections::HashMap`.
pub struct HashMap<K, V>(RealMap<K, V>);

/// `std::collections::HashSet`.
pub struct HashSet<T>(RealSet<T>);

/// What both have in common.
macro_rules! with_fixed_order {
    ($name:ident<$first:ident $(, $more:ident)?>, $real:ident, $item:ty, $borrowed:ty) => {
        impl<$first $(, $more)?> $name<$first $(, $more)?> {
            /// An empty one.
            #[must_use]
            pub fn new() -> Self {
                Self($real::default())
            }
            /// An empty one with room for this many.
            #[must_use]
            pub fn with_capacity(capacity: usize) -> Self {
                Self($real::with_capacity_and_hasher(capacity, Fixed::default()))
            }
        }
        impl<$first $(, $more)?> Deref for $name<$first $(, $more)?> {
            type Target = $real<$first $(, $more)?>;
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
        impl<$first $(, $more)?> DerefMut for $name<$first $(, $more)?> {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }
        impl<$first $(, $more)?> Default for $name<$first $(, $more)?> {
            fn default() -> Self {
                Self::new()
            }
        }
        impl<$first: Clone $(, $more: Clone)?> Clone for $name<$first $(, $more)?> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }
        impl<$first: Debug $(, $more: Debug)?> Debug for $name<$first $(, $more)?> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                self.0.fmt(to)
            }
        }
        impl<$first: Eq + Hash $(, $more: PartialEq)?> PartialEq for $name<$first $(, $more)?> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl<$first: Eq + Hash $(, $more)?> FromIterator<$item> for $name<$first $(, $more)?> {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                Self(items.into_iter().collect())
            }
        }
        impl<$first: Eq + Hash $(, $more)?> Extend<$item> for $name<$first $(, $more)?> {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, items: I) {
                self.0.extend(items);
            }
        }
        impl<$first: Eq + Hash $(, $more)?, const N: usize> From<[$item; N]> for $name<$first $(, $more)?> {
            fn from(items: [$item; N]) -> Self {
                items.into_iter().collect()
            }
        }
        impl<$first $(, $more)?> IntoIterator for $name<$first $(, $more)?> {
            type Item = $item;
            type IntoIter = <$real<$first $(, $more)?> as IntoIterator>::IntoIter;
            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }
        impl<'a, $first $(, $more)?> IntoIterator for &'a $name<$first $(, $more)?> {
            type Item = $borrowed;
            type IntoIter = <&'a $real<$first $(, $more)?> as IntoIterator>::IntoIter;
            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }
    };
}

impl<'a, K, V> IntoIterator for &'a mut HashMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = ::std::collections::hash_map::IterMut<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

impl<K, V> HashMap<K, V> {
    /// The keys.
    pub fn into_keys(self) -> ::std::collections::hash_map::IntoKeys<K, V> {
        self.0.into_keys()
    }

    /// The values.
    pub fn into_values(self) -> ::std::collections::hash_map::IntoValues<K, V> {
        self.0.into_values()
    }
}

impl<'a, K: Eq + Hash + Copy, V: Copy> Extend<(&'a K, &'a V)> for HashMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<K: Eq + Hash, V: Eq> Eq for HashMap<K, V> {}
impl<T: Eq + Hash> Eq for HashSet<T> {}

/// The operators of sets.
macro_rules! set_operators {
    ($($trait:ident, $function:ident;)*) => {$(
        impl<T: Eq + Hash + Clone> ::core::ops::$trait<&HashSet<T>> for &HashSet<T> {
            type Output = HashSet<T>;

            fn $function(self, other: &HashSet<T>) -> HashSet<T> {
                HashSet((&self.0).$function(&other.0))
            }
        }
    )*};
}

set_operators! {
    BitOr, bitor;
    BitAnd, bitand;
    BitXor, bitxor;
    Sub, sub;
}

with_fixed_order!(HashMap<K, V>, RealMap, (K, V), (&'a K, &'a V));
with_fixed_order!(HashSet<T>, RealSet, T, &'a T);

impl<K: Eq + Hash, V, Q: Eq + Hash + ?Sized> Index<&Q> for HashMap<K, V>
where
    K: ::core::borrow::Borrow<Q>,
{
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

/// The modules of std, whose other names programs use.
pub mod hash_map {
    pub use super::HashMap;
    pub use ::std::collections::hash_map::*;
}

/// As [`hash_map`].
pub mod hash_set {
    pub use super::HashSet;
    pub use ::std::collections::hash_set::*;
}
