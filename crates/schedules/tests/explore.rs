//! Explores small programs.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use languages::Language;
use runner::play::Job;
use schedules::{End, Exploration, Explorer, Limits, NotExplored, Strategy};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The explorer that all tests share.
fn explorer() -> &'static Explorer {
    static EXPLORER: OnceLock<Explorer> = OnceLock::new();
    EXPLORER.get_or_init(|| Explorer::of_book(&root(), &mut |_| {}).unwrap())
}

fn explore_source(source: &str, limits: &Limits) -> Result<Exploration, NotExplored> {
    let job = Job::new(&Language::RUST, source);
    explorer().explore(&job, limits, &|| false, |_| {})
}

/// Explores a program of the folder `programs`.
fn explore(name: &str) -> Exploration {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/programs")
        .join(format!("{name}.rs"));
    explore_source(&std::fs::read_to_string(path).unwrap(), &Limits::READER).unwrap()
}

/// Two threads of n steps have as many schedules as the binomial coefficient says.
#[test]
fn binomial() {
    for (steps, schedules) in [(1, 2), (2, 6), (3, 20), (5, 252), (8, 12_870)] {
        let source = format!(
            "use std::sync::atomic::{{AtomicU32, Ordering}};
             fn steps(own: &AtomicU32) {{ for _ in 0..{steps} {{ own.fetch_add(1, Ordering::Relaxed); }} }}
             fn main() {{
                 let (a, b) = (AtomicU32::new(0), AtomicU32::new(0));
                 std::thread::scope(|scope| {{ scope.spawn(|| steps(&a)); scope.spawn(|| steps(&b)); }});
             }}"
        );
        let exploration = explore_source(&source, &Limits::READER).unwrap();
        assert_eq!(
            (exploration.schedules, exploration.complete),
            (schedules, true),
            "{steps}"
        );
    }
}

/// Two tills that read and write lose a sale in four of six schedules, and the shortest one says how.
#[test]
fn lost_sale() {
    let exploration = explore("two_tills");
    assert!(exploration.complete);
    let found: Vec<_> = exploration
        .outcomes
        .iter()
        .map(|outcome| (outcome.output.as_str(), outcome.count))
        .collect();
    assert_eq!(found, [("sold: 2\n", 2), ("sold: 1\n", 4)]);
    let trace = exploration.shortest(1).unwrap();
    let words: Vec<_> = trace
        .steps
        .iter()
        .flat_map(|step| &step.events)
        .map(|event| event.4.as_str())
        .collect();
    assert!(words.contains(&"reads 0 from `sold`"), "{words:?}");
    assert_eq!(
        words
            .iter()
            .filter(|words| **words == "writes 1 to `sold`")
            .count(),
        2,
        "{words:?}"
    );
}

/// Two locks in two orders end in a deadlock in some schedules, and the circle is named.
#[test]
fn deadlock() {
    let exploration = explore("two_locks");
    let ends = exploration.outcomes.iter().map(|outcome| &outcome.end);
    let Some(End::Deadlock { waits }) = ends.clone().find(|end| end.is_bad()) else {
        panic!("{:?}", ends.collect::<Vec<_>>());
    };
    let circle = Exploration::circle(waits);
    let names: Vec<_> = circle
        .iter()
        .map(|thread| exploration.threads[*thread].name.as_str())
        .collect();
    assert_eq!(names, ["alice", "bob"]);
}

/// A step has the line of the program in which it happens, also an unlock by a guard that is dropped.
#[test]
fn lines() {
    let source = "use std::sync::Mutex;
fn main() {
    let till = Mutex::new(1);
    {
        let mut guard = till.lock().unwrap();
        *guard += 1;
    }
    let guard = till.lock().unwrap();
    println!(\"{guard}\");
    drop(guard);
    *till.lock().unwrap() += 1;
}
";
    let exploration = explore_source(source, &Limits::READER).unwrap();
    let trace = exploration.shortest(0).unwrap();
    let events = trace.steps.iter().flat_map(|step| &step.events);
    let lines: Vec<_> = events.map(|event| (event.1.as_str(), event.3)).collect();
    let expected = [
        ("lock", 5),
        ("unlock", 7),
        ("lock", 8),
        ("print", 9),
        ("unlock", 10),
        ("lock", 11),
        ("unlock", 11),
        ("end", 0),
    ];
    assert_eq!(lines, expected);
    assert_eq!(
        trace.steps.last().unwrap().state,
        [Some("3, free".to_owned())]
    );
}

/// The same program explored twice gives the same bytes.
#[test]
fn the_same_twice() {
    let [one, two] = [(); 2].map(|()| serde_json::to_string(&explore("two_locks")).unwrap());
    assert_eq!(one, two);
}

/// A limit on schedules is kept, and the exploration says that it is not complete.
#[test]
fn not_all() {
    let limits = Limits {
        schedules: 3,
        ..Limits::READER
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/two_tills.rs");
    let source = std::fs::read_to_string(path).unwrap();
    assert!(!explore_source(&source, &limits).unwrap().complete);
    for strategy in [Strategy::Random(1), Strategy::Pct(1)] {
        let limits = Limits {
            schedules: 50,
            strategy,
            ..Limits::READER
        };
        let exploration = explore_source(&source, &limits).unwrap();
        assert_eq!((exploration.schedules, exploration.outcomes.len()), (50, 2));
    }
}

/// A program that uses what cannot be explored is refused, and the message names it.
#[test]
fn refused() {
    let source = "use std::sync::Nothing;\nfn main() { let _ = Nothing; }\n";
    let Err(NotExplored::Refused(why)) = explore_source(source, &Limits::READER) else {
        panic!("it was explored");
    };
    assert!(
        why.contains("Nothing") && why.contains("can use only what the explorer has"),
        "{why}"
    );
}

/// What the threads of the first deadlock of a program wait for, in words, and the circle.
fn waits(name: &str) -> (Vec<String>, Vec<String>) {
    let exploration = explore(name);
    let mut ends = exploration.outcomes.iter().map(|outcome| &outcome.end);
    let Some(End::Deadlock { waits }) = ends.find(|end| end.is_bad()) else {
        panic!("{name} does not end in a deadlock");
    };
    let thread = |id: usize| exploration.threads[id].name.clone();
    let words = waits
        .iter()
        .map(|wait| format!("{} waits to {}", thread(wait.thread), wait.to));
    let circle = Exploration::circle(waits).into_iter().map(thread);
    (words.collect(), circle.collect())
}

/// A deadlock says what each thread waits for, also if that is no lock, and which thread must go on before.
#[test]
fn deadlocks_are_explained() {
    for (name, expected, in_circle) in [
        (
            "std_read_behind_writer",
            "r1 waits to lock `lock` for reading after w, which waits to write",
            &["r1", "w"][..],
        ),
        (
            "std_two_mailboxes",
            "A waits to send to `to_b`, from which B could receive",
            &["A", "B"],
        ),
        (
            "std_worker_blocked",
            "socket waits to receive from `jobs`, to which main could send",
            &["main", "socket"],
        ),
        (
            "tokio_two_permits",
            "first waits to acquire a permit of `permits`",
            &["first", "second"],
        ),
        ("tokio_futurelock", "main waits to lock `lock`", &["main"]),
        (
            "tokio_two_kinds_of_lock",
            "main waits to see the end of heartbeat or to see the end of handler",
            &["heartbeat", "handler"],
        ),
        (
            "tokio_watch_borrowed",
            "bump waits to lock `tx` for writing",
            &["bump"],
        ),
        ("std_park_in_library", "sink waits to be unparked", &[]),
        ("tokio_waker_by_hand", "main waits to be woken", &[]),
    ] {
        let (words, circle) = waits(name);
        assert!(words.iter().any(|one| one == expected), "{name}: {words:?}");
        assert_eq!(circle, in_circle, "{name}: {words:?}");
    }
}

/// Values that are made without a name have that of the field through which they are used, and those of a struct that of their field.
#[test]
fn names_of_fields() {
    for (name, expected) in [
        ("std_join_under_lock", ["workers", "finished"]),
        ("tokio_notify_waiters", ["killed", "wake"]),
        ("std_notify_one_of_two", ["count", "cond"]),
    ] {
        let exploration = explore(name);
        let objects = exploration.objects.iter();
        let names: Vec<&str> = objects.map(|object| object.name.as_str()).collect();
        assert_eq!(names, expected, "{name}");
    }
}
