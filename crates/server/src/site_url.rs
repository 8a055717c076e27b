//! Under which path a web host has the pages, and what the page for an address that does not exist makes of it.
//!
//! All other pages name their styles and links relative to themselves. Only 404.html is shown at any address.

use std::sync::LazyLock;

use regex::{NoExpand, Regex};

/// The path of the pages on their host, such as `/` or `/course/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl(String);

impl SiteUrl {
    /// Reads an address such as `https://host/course/`, of which the path counts, or a path such as `/course`. Nothing stands
    /// for the root of the host.
    ///
    /// # Errors
    /// What is wrong with it, and how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?i:https?)://(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d{1,5})?(?<path>/.*|)$")
                .expect("a constant pattern")
        });
        static PATH: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$")
                .expect("a constant pattern")
        });
        let write = "write it as /course/ or as https://host/course/";
        let path = match ADDRESS.captures(text) {
            Some(address) => address.name("path").map_or("", |path| path.as_str()),
            None if text.is_empty() || text.starts_with('/') => text,
            None => return Err(format!("this is neither an address nor a path: {write}")),
        };
        if path.contains(['?', '#']) {
            return Err(format!("an address of pages has no ? and no #: {write}"));
        }
        if !PATH.is_match(path) {
            return Err(format!(
                "an address has no spaces and no special characters, except in the form %20: {write}"
            ));
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(format!("an address of pages has no . and no ..: {write}"));
        }
        let path: String = parts.iter().map(|part| format!("{part}/")).collect();
        Ok(SiteUrl(format!("/{path}")))
    }

    /// The path, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.0
    }
}

/// The page 404.html with links that work at any address. Where nobody said under which path the pages are (`known` is
/// false), a script looks for the page's own script in the folders of the address, from the host's root downwards.
pub fn any_address(page: &str, known: bool) -> String {
    static BASE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<base href="[^"]*">"#).expect("a constant pattern"));
    static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<script src="(toc(?:-[0-9a-f]+)?\.js)">"#).expect("a constant pattern")
    });
    // With a `base`, a link to a part of this page would lead to that part of the first page.
    let page = page.replace("href=\"#", "href=\"404.html#");
    let (Some(base), Some(script)) = (BASE.find(&page), SCRIPT.captures(&page)) else {
        return page;
    };
    if known {
        return page;
    }
    let find = format!("{}\n        <script>{}</script>", base.as_str(), FIND);
    let find = find.replace("SCRIPT", &script[1]);
    BASE.replace(&page, NoExpand(&find)).into_owned()
}

/// The script waits for each answer, because the browser must not ask for the styles below it before the base is right.
const FIND: &str = r#"
            {
                const folders = location.pathname.split("/").slice(1, -1).slice(0, 5);
                for (let depth = 0; depth <= folders.length; depth++) {
                    const folder = ["", ...folders.slice(0, depth), ""].join("/");
                    const request = new XMLHttpRequest();
                    request.open("HEAD", folder + "SCRIPT", false);
                    try {
                        request.send();
                    } catch {
                        break;
                    }
                    // Some hosts answer any address with a page of theirs.
                    const kind = request.getResponseHeader("Content-Type") ?? "";
                    if (request.status === 200 && kind.includes("javascript")) {
                        document.querySelector("base").href = folder;
                        break;
                    }
                }
            }
        "#;

#[cfg(test)]
mod tests {
    use super::*;

    /// Of an address its path counts, and slashes stand where they must.
    #[test]
    fn addresses_and_paths_are_read() {
        for (text, path) in [
            ("", "/"),
            ("/", "/"),
            ("/course", "/course/"),
            ("/course/", "/course/"),
            ("//course//rust//", "/course/rust/"),
            ("https://host", "/"),
            ("https://host/", "/"),
            ("HTTPS://Host.example:8080/course", "/course/"),
            ("http://[::1]:3000/a/b/", "/a/b/"),
            (
                "https://some-body.github.io/my_course-2.0/",
                "/my_course-2.0/",
            ),
            ("/a%20b", "/a%20b/"),
        ] {
            let read = SiteUrl::parse(text).map(|url| url.path().to_owned());
            assert_eq!(read.as_deref(), Ok(path), "{text}");
        }
    }

    /// A text that is no address is refused, and the message shows both forms of an address.
    #[test]
    fn nonsense_is_refused() {
        for text in [
            "course",
            "host.example/course",
            "https://",
            "https:///course",
            "ftp://host/course",
            "file:///srv/course",
            "javascript:alert(1)",
            "/course?a",
            "https://host/course#a",
            "/my course",
            "/course\\",
            "/\"><script>",
            "/course/../other",
            "/./",
            "/100%",
            "https://user@host/course",
        ] {
            let refused = SiteUrl::parse(text);
            let error = refused.expect_err(text);
            assert!(
                error.contains("write it as /course/ or as https://"),
                "{error}"
            );
        }
    }
}
