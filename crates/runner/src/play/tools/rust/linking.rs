//! How a Rust program is linked.
//!
//! A reader waits while a changed program is built, so the program is linked against shared libraries, which takes half as long. By default
//! rustc links statically, and a few programs depend on that. For example, a `#[global_allocator]` does not replace the
//! allocator that a shared standard library was linked with.

use crate::libraries::{CRATES, SHARED};
use crate::play::tools::tool::Priority;

/// What a program is linked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    /// No shared library. This is what rustc does by default.
    Static,
    /// The standard library as a shared library.
    SharedStd,
    /// The standard library and the crates as shared libraries.
    SharedCrates,
}

/// Attributes and macros that define symbols of the linker, or name them. They are looked for in the whole text, with its comments and strings.
/// So an attribute that a macro makes is found as well, and a program that only mentions one is linked a little slower.
const WORDS: [&str; 13] = [
    "global_allocator",
    "alloc_error_handler",
    "panic_handler",
    "panic_runtime",
    "no_std",
    "no_core",
    "no_main",
    "no_builtins",
    "no_mangle",
    "export_name",
    "link_section",
    "global_asm",
    SHARED,
];

impl Linking {
    /// How this program is to be linked. In doubt it is linked without shared libraries, which is always right.
    pub fn of(source: &str, priority: Priority) -> Self {
        let names_symbols = WORDS.iter().any(|word| source.contains(word));
        if priority == Priority::FastStart || names_symbols || links_foreign(source) {
            Linking::Static
        } else if uses_crates(source) && ends_with_an_item(source) {
            Linking::SharedCrates
        } else {
            Linking::SharedStd
        }
    }
}

/// Whether the program may name any of the crates.
pub fn uses_crates(source: &str) -> bool {
    CRATES.iter().any(|name| source.contains(name))
}

/// Whether the program has an `extern` that does not begin `extern crate`. Such a program names functions that the linker must find, or must
/// show to other libraries.
fn links_foreign(source: &str) -> bool {
    let mut parts = source.split("extern");
    parts.next();
    parts.any(|after| !after.trim_start().starts_with("crate"))
}

/// Whether a line that is appended to the program is an item of its own. After `#[test]`, `/// text` or `pub` it would complete the item that
/// the program lacks, and the compiler would accept a program that it has to refuse.
fn ends_with_an_item(source: &str) -> bool {
    let last = source.trim_end().lines().last().unwrap_or_default();
    last.ends_with(['}', ';']) && !last.contains("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The programs that depend on static linking are linked without shared libraries, wherever the attribute stands and whatever makes it.
    #[test]
    fn what_can_tell_is_linked_whole() {
        for source in [
            "#[global_allocator] static A: System = System;",
            "mod a { mod b { # [ /* here */ global_allocator ] static A: S = S; } }",
            "macro_rules! m { ($name:ident) => { #[$name] static A: S = S; } } m!(global_allocator);",
            "#[cfg_attr(all(), global_allocator)] static A: tokio::A = A;",
            "#![no_std]\n#![no_main]",
            "#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }",
            "#[unsafe(no_mangle)] pub fn malloc() {}",
            "unsafe extern \"C\" { fn getpid() -> i32; }",
            "extern { fn getpid() -> i32; }",
            "extern crate tokio; extern\n\"C\" fn called() {}",
            "std::arch::global_asm!(\"\");",
        ] {
            assert_eq!(
                Linking::of(source, Priority::FastBuild),
                Linking::Static,
                "{source}"
            );
        }
    }

    /// Other programs are linked as fast as possible, and programs that are built in advance are linked without shared libraries.
    #[test]
    fn the_others_are_linked_fast() {
        let plain = "fn main() {}\n";
        let tokio = "extern crate tokio;\nextern  crate futures;\nfn main() {}\n\n";
        assert_eq!(Linking::of(plain, Priority::FastBuild), Linking::SharedStd);
        assert_eq!(
            Linking::of(tokio, Priority::FastBuild),
            Linking::SharedCrates
        );
        for source in [plain, tokio] {
            assert_eq!(Linking::of(source, Priority::FastStart), Linking::Static);
        }
    }

    /// Nothing is appended to a text that ends with half an item.
    #[test]
    fn nothing_is_appended_to_half_an_item() {
        for end in [
            "#[test]",
            "#[test]\n",
            "/// a line; }",
            "pub",
            "/** a\n */",
            "// }",
            "",
        ] {
            assert!(
                !ends_with_an_item(&format!("fn main() {{}}\n{end}")) || end.is_empty(),
                "{end}"
            );
        }
        assert!(ends_with_an_item("const A: u8 = 1;  \n\n"));
        assert!(!ends_with_an_item(""));
    }
}
