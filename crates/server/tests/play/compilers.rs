//! How programs are compiled: as the compiler itself would do it, with messages for readers, wherever the course lies.

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use runner::libraries::CRATES;
use serde_json::json;

use crate::course::{Course, Played};
use crate::schedule::Schedule;

type Test = fn(&Course) -> Result<()>;

pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let no_go = course.languages()["go"]["state"] == "missing";
    let no_guards = course.unguarded().expect("the server answers");
    let anywhere: [(&str, Test); 12] = [
        (
            "allocators_are_the_programs_own",
            allocators_are_the_programs_own,
        ),
        ("what_names_symbols_runs", what_names_symbols_runs),
        (
            "a_crate_of_any_type_is_a_program",
            a_crate_of_any_type_is_a_program,
        ),
        ("half_an_item_is_refused", half_an_item_is_refused),
        ("linkers_speak", linkers_speak),
        ("other_crates_are_named", other_crates_are_named),
        ("large_programs_are_refused", large_programs_are_refused),
        ("evaluate_says_how_it_ended", evaluate_says_how_it_ended),
        ("execute_says_how_it_ended", execute_says_how_it_ended),
        (
            "panics_in_crates_show_no_folder",
            panics_in_crates_show_no_folder,
        ),
        ("messages_show_no_folder", messages_show_no_folder),
        ("any_folder_will_do", any_folder_will_do),
    ];
    let with_go: [(&str, Test); 3] = [
        ("go_packages_must_be_main", go_packages_must_be_main),
        ("go_imports_are_explained", go_imports_are_explained),
        ("go_programs_of_all_kinds", go_programs_of_all_kinds),
    ];
    let confined: [(&str, Test); 1] = [("programs_see_fixed_places", programs_see_fixed_places)];
    let trial = |(name, test): (&str, Test)| {
        let course = Arc::clone(course);
        schedule.trial(format!("compilers::{name}"), &[], move || test(&course))
    };
    let mut trials: Vec<Trial> = anywhere.into_iter().map(trial).collect();
    let go = |trial: Trial| trial.with_kind("needs Go").with_ignored_flag(no_go);
    trials.extend(with_go.into_iter().map(trial).map(go));
    let guarded = |trial: Trial| {
        let trial = trial.with_kind("needs a sandbox");
        trial.with_ignored_flag(no_guards.is_some())
    };
    trials.extend(confined.into_iter().map(trial).map(guarded));
    trials
}

/// The program's output is this, and it ends well.
fn prints(course: &Course, language: &str, source: &str, expected: &str) -> Result<Played> {
    let played = course.play("compilers", language, source)?;
    ensure!(
        played.how == "exit 0" && played.stdout == expected,
        "{source}\n{played:?}"
    );
    Ok(played)
}

/// The compiler refuses the program, and says each of these; what it says shows nothing of the server. Without colours.
fn refused(course: &Course, language: &str, source: &str, words: &[&str]) -> Result<String> {
    let played = course.play("compilers", language, source)?;
    ensure!(played.how == "refused", "{source}\n{played:?}");
    let messages = plain(&played.messages);
    for word in words {
        ensure!(messages.contains(word), "no {word} in\n{messages}");
    }
    shows_no_folder(&messages)?;
    Ok(messages)
}

/// The text without ANSI colours.
fn plain(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

/// Neither the course's folder nor that of the server's user is named.
fn shows_no_folder(text: &str) -> Result<()> {
    let mut folders = BTreeSet::from([crate::root().display().to_string()]);
    folders.insert(crate::root().canonicalize()?.display().to_string());
    folders.extend(std::env::var("HOME").ok().filter(|home| home.len() > 1));
    for folder in folders {
        ensure!(!text.contains(&folder), "{folder} in\n{text}");
    }
    Ok(())
}

/// An allocator of the program's own is used by all of the program, for whatever the standard library or a crate allocates, too.
fn allocators_are_the_programs_own(course: &Course) -> Result<()> {
    let arena = "use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering};
const SIZE: usize = 8 << 20;
#[repr(align(64))]
struct Arena(UnsafeCell<[u8; SIZE]>, AtomicUsize);
unsafe impl Sync for Arena {}
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        let mut at = 0;
        let took = self.1.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
            at = (used + l.align() - 1) & !(l.align() - 1);
            (at + l.size() <= SIZE).then_some(at + l.size())
        });
        if took.is_err() { return std::ptr::null_mut(); }
        unsafe { (self.0.get() as *mut u8).add(at) }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static ARENA: Arena = Arena(UnsafeCell::new([0; SIZE]), AtomicUsize::new(0));
fn main() {
    let threads: Vec<_> = (0..4u32).map(|n| std::thread::spawn(move || vec![n; 1000].iter().sum::<u32>())).collect();
    let sum: u32 = threads.into_iter().map(|t| t.join().unwrap()).sum();
    println!(\"sum {sum}, {}\", ARENA.1.load(Ordering::Relaxed) >= 16_000);
}";
    prints(course, "rust", arena, "sum 6000, true\n")?;
    // Made by a macro, in a module, beside a crate that allocates.
    let counts = "mod counting {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicUsize, Ordering};
    pub struct Counting(pub AtomicUsize);
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            self.0.fetch_add(1, Ordering::Relaxed);
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, at: *mut u8, layout: Layout) { unsafe { System.dealloc(at, layout) } }
    }
    macro_rules! allocator { ($attribute:ident) => { #[$attribute] pub static COUNTING: Counting = Counting(AtomicUsize::new(0)); } }
    allocator!(global_allocator);
}
extern crate tokio;
fn main() {
    let count = || counting::COUNTING.0.load(std::sync::atomic::Ordering::Relaxed);
    let before = count();
    let channel = tokio::sync::mpsc::channel::<u64>(64);
    println!(\"{}\", count() > before);
    drop(channel);
}";
    prints(course, "rust", counts, "true\n")?;
    Ok(())
}

/// A program without rustc's own `main`, and one that gives functions to C, run as they do elsewhere.
fn what_names_symbols_runs(course: &Course) -> Result<()> {
    let no_main = "#![no_main]
#[unsafe(no_mangle)]
pub extern \"C\" fn main() -> i32 { println!(\"no main\"); 0 }";
    prints(course, "rust", no_main, "no main\n")?;
    let called_by_c = "unsafe extern \"C\" { fn abs(n: i32) -> i32; fn cos(x: f64) -> f64; }
fn main() { println!(\"{} {}\", unsafe { abs(-3) }, unsafe { cos(0.0) }); }";
    prints(course, "rust", called_by_c, "3 1\n")?;
    refused(
        course,
        "rust",
        "#![no_std]\nfn main() {}",
        &["`#[panic_handler]` function required"],
    )?;
    // A macro's tokens and a comment are no attribute.
    let speaks =
        "// not a #[global_allocator]\nfn main() { println!(\"{}\", stringify!(#[no_mangle])); }";
    prints(course, "rust", speaks, "#[no_mangle]\n")?;
    Ok(())
}

/// A crate is built as a program whatever type and name it gives itself, and is refused by the compiler where it has no main.
fn a_crate_of_any_type_is_a_program(course: &Course) -> Result<()> {
    for kind in [
        "lib",
        "rlib",
        "dylib",
        "cdylib",
        "staticlib",
        "proc-macro",
        "bin",
    ] {
        let source = format!("#![crate_type = \"{kind}\"]\nfn main() {{ println!(\"{kind}\"); }}");
        prints(course, "rust", &source, &format!("{kind}\n"))?;
        let source =
            format!("#![crate_type = \"{kind}\"]\npub fn add(a: i32, b: i32) -> i32 {{ a + b }}");
        refused(
            course,
            "rust",
            &source,
            &["E0601", "`main` function not found"],
        )?;
    }
    let several = "#![crate_type = \"lib\"]\n#![crate_type = \"cdylib\"]\n#![crate_name = \"till\"]\nextern crate tokio;\nfn main() { println!(module_path!()); }";
    prints(course, "rust", several, "till\n")?;
    prints(
        course,
        "rust",
        "fn main() { println!(module_path!()); }",
        "main\n",
    )?;
    refused(
        course,
        "rust",
        "#![crate_type = \"jar\"]\nfn main() {}",
        &["invalid `crate_type` value"],
    )?;
    Ok(())
}

/// What stands at the end of a program is not completed by what is added to it.
fn half_an_item_is_refused(course: &Course) -> Result<()> {
    for (end, why) in [
        ("#[allow(dead_code)]", "expected item after attributes"),
        ("/// The end; }", "expected item after doc comment"),
        ("pub", "error"),
    ] {
        let source = format!("extern crate tokio;\nfn main() {{}}\n{end}");
        let messages = refused(course, "rust", &source, &[why])?;
        ensure!(!messages.contains("shared"), "{messages}");
    }
    // Nor does a lint speak of it.
    let strict = "#![deny(warnings, unused_extern_crates, rust_2018_idioms)]\nfn main() { futures::executor::block_on(async {}); }";
    let played = prints(course, "rust", strict, "")?;
    ensure!(played.messages.is_empty(), "{played:?}");
    refused(
        course,
        "rust",
        "extern crate course_shared_crates;\nfn main() {}",
        &["can't find crate"],
    )?;
    Ok(())
}

/// A program that cannot be linked is refused with the linker's own words, with the crates and without.
fn linkers_speak(course: &Course) -> Result<()> {
    for crates in ["", "use futures::executor::block_on;\n"] {
        let source = format!(
            "{crates}unsafe extern \"C\" {{ fn not_there(n: i32) -> i32; }}\nfn main() {{ println!(\"{{}}\", unsafe {{ not_there(1) }}); }}"
        );
        let messages = refused(
            course,
            "rust",
            &source,
            &["linking with `cc` failed", "not_there"],
        )?;
        ensure!(
            !messages.contains("Permission denied") && !messages.contains("cannot open output"),
            "{messages}"
        );
        // rustc puts this for the folder of its sysroot, and for nothing else.
        let mangled = messages
            .replace("\"<sysroot>", "")
            .replace("-B<sysroot>", "");
        ensure!(!mangled.contains("<sysroot>"), "{messages}");
    }
    Ok(())
}

/// A program that names a crate, or a Go program that imports a package, which is not here gets to know which there are.
fn other_crates_are_named(course: &Course) -> Result<()> {
    for source in [
        "use rand::Rng;\nfn main() {}",
        "extern crate rand;\nfn main() {}",
        "fn main() { let _ = serde::Serialize; }",
        "#[derive(serde::Serialize)]\nstruct Order;\nfn main() {}",
        // The crates depend on this one, which is no reason for a program to do so.
        "extern crate bytes;\nfn main() { drop(bytes::Bytes::new()); }",
        "use tokio::task;\nuse rand::Rng;\nfn main() { rand::random::<u8>(); }",
    ] {
        refused(
            course,
            "rust",
            source,
            &[&CRATES.join(", "), "and no others"],
        )?;
    }
    // In the oldest edition, which has other words.
    let body = json!({ "code": "use rand::Rng;\nfn main() {}", "edition": "2015" });
    let answer = course.post("/evaluate.json", &body)?.json()?;
    let error = answer["error"].as_str().context("it is refused")?;
    ensure!(error.contains(&CRATES.join(", ")), "{error}");
    let other = refused(
        course,
        "rust",
        "fn main() { let x: u8 = \"\"; }",
        &["E0308"],
    )?;
    ensure!(!other.contains("no others"), "{other}");
    Ok(())
}

/// A program whose file would fill the place for builds is refused, and the reason says how much is too much.
fn large_programs_are_refused(course: &Course) -> Result<()> {
    let source = |mib: usize| {
        format!(
            "static DATA: [u8; {mib} << 20] = [7; {mib} << 20];\nfn main() {{ println!(\"{{}}\", DATA[std::process::id() as usize % DATA.len()]); }}"
        )
    };
    refused(course, "rust", &source(48), &["32 MiB at the most"])?;
    prints(course, "rust", &source(8), "7\n")?;
    Ok(())
}

/// The page of an unmodified mdBook shows how a program ended that did not end well, and something of every program that prints.
fn evaluate_says_how_it_ended(course: &Course) -> Result<()> {
    let ask = |language: &str, code: &str| -> Result<(String, String)> {
        let body = json!({ "code": code, "edition": "2024", "language": language });
        let answer = course.post("/evaluate.json", &body)?.json()?;
        let result = answer["result"]
            .as_str()
            .context("always a result")?
            .to_owned();
        let error = answer["error"].as_str().unwrap_or("none").to_owned();
        Ok((result, error))
    };
    for (language, code, result) in [
        (
            "rust",
            "fn main() { std::process::exit(77) }",
            "Exited with status 77",
        ),
        (
            "rust",
            "fn main() { print!(\"a\"); std::process::exit(77) }",
            "a\nExited with status 77",
        ),
        (
            "rust",
            "fn main() { eprintln!(\"b\"); std::process::exit(101) }",
            "b\nExited with status 101",
        ),
        (
            "rust",
            "fn main() { std::process::abort() }",
            "Exited with signal 6 (SIGABRT)",
        ),
        (
            "python",
            "import os\nos.kill(os.getpid(), 9)",
            "Exited with signal 9 (SIGKILL)",
        ),
        ("python", "raise SystemExit(3)", "Exited with status 3"),
        ("python", "while True: pass", "[stopped after"),
        ("python", "import time\ntime.sleep(60)", "[stopped after"),
        ("python", "print('a' * (2 << 20))", "[stopped after"),
        ("python", "a = 'a' * (1 << 30)", "["),
    ] {
        let (shown, error) = ask(language, code)?;
        let end = &shown[shown.len().saturating_sub(200)..];
        let found = if result.starts_with('[') {
            end.contains(result)
        } else {
            shown == result
        };
        // Some machines refuse what is too large before anybody stops it; then Python says so.
        ensure!(found || shown.contains("MemoryError"), "{code}: {end}");
        ensure!(error == shown, "{code}: {error}");
    }
    let fine = ask("rust", "fn main() { eprintln!(\"b\") }")?;
    ensure!(fine == ("b\n".into(), "none".into()), "{fine:?}");
    let fine = ask("rust", "fn main() { println!(\"a\"); eprintln!(\"b\") }")?;
    ensure!(fine == ("a\n".into(), "none".into()), "{fine:?}");
    // A panic says so itself.
    let (shown, _) = ask("rust", "fn main() { panic!(\"no\") }")?;
    ensure!(
        shown.contains("panicked at") && !shown.contains("101"),
        "{shown}"
    );
    Ok(())
}

/// The public playground's own page gets the same ends.
fn execute_says_how_it_ended(course: &Course) -> Result<()> {
    for (language, code, detail) in [
        (
            "rust",
            "fn main() { std::process::exit(77) }",
            "Exited with status 77",
        ),
        ("rust", "fn main( {", "Exited with status 1"),
        (
            "python",
            "import os\nos.kill(os.getpid(), 9)",
            "Exited with signal 9 (SIGKILL)",
        ),
        (
            "python",
            "import time\ntime.sleep(60)",
            "[stopped after 3 s]",
        ),
    ] {
        let body = json!({ "code": code, "edition": "2024", "language": language });
        let answer = course.post("/execute", &body)?.json()?;
        ensure!(
            answer["success"] == false && answer["exitDetail"] == detail,
            "{code}: {answer}"
        );
    }
    Ok(())
}

/// A panic within a crate says in which file of the crate, and not where this machine keeps it.
fn panics_in_crates_show_no_folder(course: &Course) -> Result<()> {
    // The builder looks at its values when it is built, so the place is the crate's own.
    let source = "fn main() {
    std::panic::set_hook(Box::new(|info| println!(\"{}\", info.location().unwrap().file())));
    let crates: [fn(); 2] = [
        || { crossbeam_channel::Select::new().select(); },
        || { futures::executor::block_on(async { futures::executor::block_on(async {}) }) },
    ];
    for panics in crates { let _ = std::panic::catch_unwind(panics); }
}";
    for optimize in ["0", "3"] {
        let body = json!({ "code": source, "edition": "2024", "optimize": optimize });
        let answer = course.post("/evaluate.json", &body)?.json()?;
        let result = answer["result"].as_str().context("always a result")?;
        ensure!(result.contains("/cargo/crossbeam-channel-"), "{answer}");
        shows_no_folder(result)?;
    }
    Ok(())
}

/// The compiler's words about the standard library and a crate show neither's folder.
fn messages_show_no_folder(course: &Course) -> Result<()> {
    let spawns = "fn main() { let local = std::rc::Rc::new(1); tokio::spawn(async move { tokio::task::yield_now().await; drop(local) }); }";
    refused(
        course,
        "rust",
        spawns,
        &["cannot be sent between threads safely", "/cargo/tokio-"],
    )?;
    refused(
        course,
        "rust",
        "fn main() { let local = std::rc::Rc::new(1); std::thread::spawn(move || local); }",
        &["E0277"],
    )?;
    Ok(())
}

/// A changed program is built wherever the course lies, for each character that means something to a shell, a linker or a compiler.
fn any_folder_will_do(course: &Course) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let odd = scratch.path().join("a, b=c#d$e '\"größe");
    symlink(crate::root().canonicalize()?, &odd)?;
    let elsewhere = Course::start_in(&odd, &[]);
    let fresh = scratch.path().file_name().unwrap_or_default().display();
    for (language, source) in [
        ("rust", format!("fn main() {{ println!(\"{fresh}\"); }}")),
        ("rust", format!("fn main() {{ futures::executor::block_on(async {{ println!(\"{fresh}\") }}); }}")),
        ("python", format!("print(\"{fresh}\")")),
        ("go", format!("package main\nfunc main() {{ print(\"\"); println_(\"{fresh}\") }}\nfunc println_(s string) {{ _, _ = os.Stdout.WriteString(s + \"\\n\") }}").replacen("package main", "package main\nimport \"os\"", 1)),
    ] {
        if course.languages()[language]["state"] != "missing" {
            prints(&elsewhere, language, &source, &format!("{fresh}\n"))?;
        }
    }
    let refused = elsewhere.play(
        "compilers",
        "rust",
        "extern crate tokio;\nfn main() { let x: u8 = \"\"; not_there() }",
    )?;
    ensure!(!refused.messages.contains("größe"), "{refused:?}");
    Ok(())
}

/// A file of another package is refused at its line, in words of Go and not of its linker.
fn go_packages_must_be_main(course: &Course) -> Result<()> {
    for (source, words) in [
        (
            "package pool\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }",
            "main.go:1:9: the package must be main",
        ),
        (
            "// A test.\n\npackage main_test\n\nfunc main() {}",
            "main.go:3:9: the package must be main",
        ),
        (
            "package main\n\nfunc helper() {}",
            "main.go:1:9: function main is undeclared in the main package",
        ),
        (
            "package main",
            "main.go:1:9: function main is undeclared in the main package",
        ),
        (
            "",
            "main.go:1:1: syntax error: package statement must be first",
        ),
        (
            "func main() {}",
            "main.go:1:1: syntax error: package statement must be first",
        ),
    ] {
        let messages = refused(course, "go", source, &[words])?;
        for word in ["link:", "main.a", "main_main", "/out", "/go/"] {
            ensure!(!messages.contains(word), "{word} in {messages}");
        }
    }
    Ok(())
}

/// An import of what is not here is refused at its line, and the message says what can be imported.
fn go_imports_are_explained(course: &Course) -> Result<()> {
    for (import, why) in [
        (
            "golang.org/x/sync/errgroup",
            "it is not in the standard library",
        ),
        ("rand", "it is not in the standard library"),
        ("./pool", "it is not in the standard library"),
        ("C", "cgo is not available here"),
        ("internal/abi", "it is for the standard library itself"),
        (
            "vendor/golang.org/x/text/unicode/norm",
            "it is for the standard library itself",
        ),
    ] {
        let source = format!("package main\n\nimport _ \"{import}\"\n\nfunc main() {{}}");
        let source = if import == "C" {
            source.replace("_ ", "")
        } else {
            source
        };
        let messages = refused(
            course,
            "go",
            &source,
            &[
                "main.go:3:",
                import,
                why,
                "the packages of Go's standard library",
            ],
        )?;
        ensure!(!messages.contains("no such file"), "{messages}");
    }
    let other = refused(
        course,
        "go",
        "package main\nfunc main() { x := 1 }",
        &["declared and not used"],
    )?;
    ensure!(!other.contains("note:"), "{other}");
    Ok(())
}

/// Directives mean what they mean to `go run main.go`.
fn go_programs_of_all_kinds(course: &Course) -> Result<()> {
    prints(
        course,
        "go",
        "//go:build ignore\n\npackage main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(1) }",
        "1\n",
    )?;
    let linkname = "package main\nimport (\"fmt\"; _ \"unsafe\")\n//go:linkname nanotime runtime.nanotime\nfunc nanotime() int64\nfunc main() { fmt.Println(nanotime() > 0) }";
    prints(course, "go", linkname, "true\n")?;
    refused(
        course,
        "go",
        "package main\nfunc f() int\nfunc main() { println(f()) }",
        &["main.go:2:6: missing function body"],
    )?;
    let embeds = "package main\nimport _ \"embed\"\n//go:embed note.txt\nvar note string\nfunc main() { println(note) }";
    let messages = refused(
        course,
        "go",
        embeds,
        &["main.go:3:3: invalid go:embed", "no file to embed"],
    )?;
    ensure!(!messages.contains("/main.go"), "{messages}");
    let secret = "package main\nimport _ \"unsafe\"\n//go:linkname secret runtime.fastexprand\nfunc secret(int) int32\nfunc main() { println(secret(1)) }";
    let messages = refused(course, "go", secret, &["runtime.fastexprand"])?;
    ensure!(!messages.contains("link:"), "{messages}");
    Ok(())
}

/// What a program finds out about its libraries shows where the sandbox has them, and not where the server has.
fn programs_see_fixed_places(course: &Course) -> Result<()> {
    // Every path in the list of what is mapped, and in the program's own file.
    let maps = "extern crate tokio;
fn main() {
    let mut bytes = std::fs::read(\"/proc/self/maps\").unwrap();
    bytes.extend(std::fs::read(\"/program\").unwrap());
    for text in bytes.split(|byte| !(b'!'..=b'~').contains(byte)) {
        let text = std::str::from_utf8(text).unwrap();
        if text.starts_with('/') && text.len() > 4 { println!(\"{text}\"); }
    }
    drop(tokio::sync::Notify::new());
}";
    let played = course.play("compilers", "rust", maps)?;
    ensure!(played.how == "exit 0", "{:?}", played.how);
    ensure!(
        played.stdout.contains("/shared/lib") && played.stdout.contains("/toolchain/lib/rustlib"),
        "{played:?}"
    );
    shows_no_folder(&played.stdout)
}
