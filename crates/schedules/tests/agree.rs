//! The explorer, shuttle and loom agree on which models can fail.

use std::path::Path;
use std::process::Command;

use languages::Language;
use runner::play::Job;
use schedules::{Explorer, Limits};

/// The same models, written once, with the types of shuttle, of loom, and as sources of programs that use those of std.
macro_rules! models {
    ($($name:ident: $can_fail:literal $body:block)*) => {
        mod with_shuttle {
            use shuttle::{sync, thread};
            $(pub fn $name() $body)*
        }

        mod with_loom {
            use loom::{sync, thread};
            $(pub fn $name() $body)*
        }

        const MODELS: &[Model] = &[$(Model {
            name: stringify!($name),
            can_fail: $can_fail,
            shuttle: with_shuttle::$name,
            loom: with_loom::$name,
            source: concat!("use std::{sync, thread};\nfn main() ", stringify!($body), "\n"),
        }),*];
    };
}

/// A model in its three forms.
struct Model {
    name: &'static str,
    can_fail: bool,
    shuttle: fn(),
    loom: fn(),
    source: &'static str,
}

models! {
    lost_update: true {
        let sold = sync::Arc::new(sync::atomic::AtomicUsize::new(0));
        let till = |sold: sync::Arc<sync::atomic::AtomicUsize>| move || {
            let before = sold.load(sync::atomic::Ordering::SeqCst);
            sold.store(before + 1, sync::atomic::Ordering::SeqCst);
        };
        let other = thread::spawn(till(sold.clone()));
        till(sold.clone())();
        other.join().unwrap();
        assert_eq!(sold.load(sync::atomic::Ordering::SeqCst), 2);
    }
    added_in_one_step: false {
        let sold = sync::Arc::new(sync::atomic::AtomicUsize::new(0));
        let till = |sold: sync::Arc<sync::atomic::AtomicUsize>| move || {
            sold.fetch_add(1, sync::atomic::Ordering::SeqCst);
        };
        let other = thread::spawn(till(sold.clone()));
        till(sold.clone())();
        other.join().unwrap();
        assert_eq!(sold.load(sync::atomic::Ordering::SeqCst), 2);
    }
    looked_then_took: true {
        let bread = sync::Arc::new(sync::Mutex::new(1));
        let take = |bread: sync::Arc<sync::Mutex<i32>>| move || {
            let there = *bread.lock().unwrap() > 0;
            if there {
                *bread.lock().unwrap() -= 1;
            }
        };
        let other = thread::spawn(take(bread.clone()));
        take(bread.clone())();
        other.join().unwrap();
        assert_eq!(*bread.lock().unwrap(), 0);
    }
    took_while_locked: false {
        let bread = sync::Arc::new(sync::Mutex::new(1));
        let take = |bread: sync::Arc<sync::Mutex<i32>>| move || {
            let mut bread = bread.lock().unwrap();
            if *bread > 0 {
                *bread -= 1;
            }
        };
        let other = thread::spawn(take(bread.clone()));
        take(bread.clone())();
        other.join().unwrap();
        assert_eq!(*bread.lock().unwrap(), 0);
    }
    two_orders: true {
        let (one, two) = (sync::Arc::new(sync::Mutex::new(())), sync::Arc::new(sync::Mutex::new(())));
        let (first, second) = (one.clone(), two.clone());
        let other = thread::spawn(move || {
            let _one = first.lock().unwrap();
            let _two = second.lock().unwrap();
        });
        {
            let _two = two.lock().unwrap();
            let _one = one.lock().unwrap();
        }
        other.join().unwrap();
    }
    one_order: false {
        let (one, two) = (sync::Arc::new(sync::Mutex::new(())), sync::Arc::new(sync::Mutex::new(())));
        let (first, second) = (one.clone(), two.clone());
        let other = thread::spawn(move || {
            let _one = first.lock().unwrap();
            let _two = second.lock().unwrap();
        });
        {
            let _one = one.lock().unwrap();
            let _two = two.lock().unwrap();
        }
        other.join().unwrap();
    }
    wait_without_a_predicate: true {
        let oven = sync::Arc::new((sync::Mutex::new(false), sync::Condvar::new()));
        let heated = oven.clone();
        let heater = thread::spawn(move || {
            *heated.0.lock().unwrap() = true;
            heated.1.notify_one();
        });
        let hot = oven.0.lock().unwrap();
        drop(oven.1.wait(hot).unwrap());
        heater.join().unwrap();
    }
    wait_with_a_predicate: false {
        let oven = sync::Arc::new((sync::Mutex::new(false), sync::Condvar::new()));
        let heated = oven.clone();
        let heater = thread::spawn(move || {
            *heated.0.lock().unwrap() = true;
            heated.1.notify_one();
        });
        let mut hot = oven.0.lock().unwrap();
        while !*hot {
            hot = oven.1.wait(hot).unwrap();
        }
        drop(hot);
        heater.join().unwrap();
    }
}

/// The variable that says which model [`one_model`] runs, and with which tool.
const WANTED: &str = "COURSE_MODEL_AND_TOOL";

/// Runs the model that the environment names, in a process of its own: a model that fails may take its process with it. It is no test by
/// itself, and does nothing when nobody asks.
#[test]
fn one_model() {
    let Ok(wanted) = std::env::var(WANTED) else {
        return;
    };
    for model in MODELS {
        match wanted.strip_prefix(model.name) {
            Some(" shuttle") => shuttle::check_dfs(model.shuttle, None),
            Some(" loom") => loom::model(model.loom),
            _ => {}
        }
    }
}

/// Whether a tool finds that the model fails.
fn fails(model: &Model, tool: &str) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "one_model"])
        .env(WANTED, format!("{} {tool}", model.name));
    !command.output().unwrap().status.success()
}

/// For each model, all three say whether it can fail, and they say the same.
#[test]
fn three_tools_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let explorer = Explorer::of_book(&root, &mut |_| {}).unwrap();
    for model in MODELS {
        let job = Job::new(&Language::RUST, model.source);
        let explored = explorer.explore(&job, &Limits::READER, &|| false, |_| {});
        let exploration = explored.unwrap();
        assert!(exploration.complete, "{}", model.name);
        let found = exploration
            .outcomes
            .iter()
            .any(|outcome| outcome.end.is_bad());
        for (tool, can_fail) in [
            ("explorer", found),
            ("shuttle", fails(model, "shuttle")),
            ("loom", fails(model, "loom")),
        ] {
            assert_eq!(can_fail, model.can_fail, "{tool} on {}", model.name);
        }
    }
}
