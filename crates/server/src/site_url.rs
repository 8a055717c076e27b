//! Under which path a web host has the pages, and what the page for an address that does not exist makes of it.
//!
//! All other pages name their styles and links relative to themselves. Only 404.html is shown at any address.

use std::sync::LazyLock;

use regex::{NoExpand, Regex};

/// Where the pages are: their path on a host, such as `/` or `/course/`, and perhaps the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// The scheme and the host, such as `https://host`, if they are known.
    host: Option<String>,
    /// The path, with a slash at both ends.
    path: String,
}

impl SiteUrl {
    /// Reads an address such as `https://host/course/`, or only its path, such as `/course`. Nothing stands for the root of the host.
    ///
    /// # Errors
    /// What is wrong with it, and how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?<host>(?i:https?)://(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d{1,5})?)(?<path>/.*|)$")
                .expect("a constant pattern")
        });
        static PATH: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$")
                .expect("a constant pattern")
        });
        let write = "write it as /course/ or as https://host/course/";
        let address = ADDRESS.captures(text);
        let part = |name| {
            let part = address.as_ref().and_then(|address| address.name(name));
            part.map(|part| part.as_str())
        };
        let path = match part("path") {
            Some(path) => path,
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
        let folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if folders.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(format!("an address of pages has no . and no ..: {write}"));
        }
        let path: String = folders.iter().map(|part| format!("{part}/")).collect();
        Ok(SiteUrl {
            host: part("host").map(str::to_owned),
            path: format!("/{path}"),
        })
    }

    /// The path, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole address, with a slash at its end, if the host is known.
    pub fn address(&self) -> Option<String> {
        let host = self.host.as_ref()?;
        Some(format!("{host}{}", self.path))
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

    /// Slashes stand where they must, and the host is known if it is named.
    #[test]
    fn addresses_and_paths_are_read() {
        for (text, host, path) in [
            ("", None, "/"),
            ("/", None, "/"),
            ("/course", None, "/course/"),
            ("/course/", None, "/course/"),
            ("//course//rust//", None, "/course/rust/"),
            ("https://host", Some("https://host"), "/"),
            ("https://host/", Some("https://host"), "/"),
            (
                "HTTPS://Host.example:8080/course",
                Some("HTTPS://Host.example:8080"),
                "/course/",
            ),
            ("http://[::1]:3000/a/b/", Some("http://[::1]:3000"), "/a/b/"),
            (
                "https://some-body.github.io/my_course-2.0/",
                Some("https://some-body.github.io"),
                "/my_course-2.0/",
            ),
            ("/a%20b", None, "/a%20b/"),
        ] {
            let read = SiteUrl::parse(text).expect(text);
            assert_eq!(read.path(), path, "{text}");
            let address = host.map(|host| format!("{host}{path}"));
            assert_eq!(read.address(), address, "{text}");
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
