//! toml 0.8's names for toml 1's functions, as far as mdbook-admonish uses them.
//!
//! mdbook-admonish 1.20 asks for toml 0.8, and mdBook itself is built with toml 1. With this crate in the place of toml 0.8 (`[patch]` in the
//! workspace), the first build has one TOML parser less to compile. It goes when mdbook-admonish moves to toml 1.
//!
//! # Layout
//! There is one line: the two functions that mdbook-admonish calls.

pub use toml_1::{from_str, to_string};
