//! mdBook 0.4's names for mdBook 0.5's types, as far as mdbook-admonish uses them.
//!
//! mdbook-admonish 1.20 is written for mdBook 0.4, and mdBook 0.5 gives the same types in other places. With this crate in
//! the place of mdBook 0.4 (`[patch]` in the workspace) it takes and gives mdBook 0.5's own books, and nobody compiles a
//! second mdBook with its web server: a third of the first build. It goes when mdbook-admonish moves to mdBook 0.5.
//!
//! # Layout
//! - [`book`] and [`errors`]: the types of mdBook 0.5.
//! - [`utils`]: how an id is made of a title.
//! - [`preprocess`]: the trait as mdBook 0.4 has it, and what a preprocessor learns of its surroundings.

/// The book.
pub mod book {
    pub use mdbook_preprocessor::book::{Book, BookItem};
}

/// Errors.
pub mod errors {
    pub use mdbook_preprocessor::errors::Result;
}

/// What a preprocessor is, and what it learns from mdBook.
pub mod preprocess {
    use serde_json::Value;

    use crate::book::Book;
    use crate::errors::Result;

    /// A preprocessor as mdBook 0.4 knows it: `supports_renderer` cannot fail.
    pub trait Preprocessor {
        /// Its name, as in `[preprocessor.NAME]`.
        fn name(&self) -> &str;

        /// Changes the book before it is rendered.
        ///
        /// # Errors
        /// What the preprocessor finds wrong with the book or with its configuration.
        fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book>;

        /// Whether it has something to do for this renderer.
        fn supports_renderer(&self, _renderer: &str) -> bool {
            true
        }
    }

    /// What a preprocessor learns of its surroundings.
    pub struct PreprocessorContext {
        /// The configuration of the book.
        pub config: Config,
        /// For whom the book is prepared, for example `html`.
        pub renderer: String,
    }

    impl PreprocessorContext {
        /// What `preprocessor` learns, from the context of mdBook 0.5.
        ///
        /// # Errors
        /// That its table in book.toml cannot be read.
        pub fn new(
            preprocessor: &str,
            context: &mdbook_preprocessor::PreprocessorContext,
        ) -> Result<Self> {
            Ok(PreprocessorContext {
                config: Config {
                    name: preprocessor.to_owned(),
                    table: context
                        .config
                        .get(&format!("preprocessor.{preprocessor}"))?,
                },
                renderer: context.renderer.clone(),
            })
        }
    }

    /// The part of book.toml that concerns one preprocessor.
    pub struct Config {
        name: String,
        table: Option<Value>,
    }

    impl Config {
        /// The table `[preprocessor.NAME]`, where there is one.
        pub fn get_preprocessor(&self, name: &str) -> Option<&Value> {
            self.table.as_ref().filter(|_| self.name == name)
        }
    }
}

/// Odds and ends.
pub mod utils {
    use std::collections::HashMap;

    /// An id for a heading such as `Who closes it?`: `who-closes-it`, and `who-closes-it-1` where `seen` has it already.
    pub fn unique_id_from_content(content: &str, seen: &mut HashMap<String, usize>) -> String {
        let words = content.to_lowercase();
        let id: String = words
            .split_whitespace()
            .map(|word| {
                word.chars()
                    .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                    .collect()
            })
            .collect::<Vec<String>>()
            .join("-");
        let count = seen.entry(id.clone()).or_insert(0);
        *count += 1;
        match *count - 1 {
            0 => id,
            before => format!("{id}-{before}"),
        }
    }

    /// Words are joined by dashes, punctuation goes, and the second heading of a name gets a number.
    #[test]
    fn ids() {
        let mut seen = HashMap::new();
        let mut id = || unique_id_from_content("Who closes `tx`?", &mut seen);
        assert_eq!(
            [id(), id(), id()],
            ["who-closes-tx", "who-closes-tx-1", "who-closes-tx-2"]
        );
    }
}
