//! How long a reader waits for the verdicts about a right answer that was never built before: until the first one, and until the last.
//!
//! It reports, and asserts no time. Run it with `cargo bench -p practice`.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use exercises::Exercise;
use languages::Language;
use practice::{Checker, Event};
use runner::play::Player;
use runner::play::limits::Limits;
use schedules::Explorer;

/// What a reader should wait at most for the first verdict.
const FIRST: Duration = Duration::from_secs(1);
/// What a reader should wait at most for all of them.
const ALL: Duration = Duration::from_secs(2);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let player = Player::new(&root, Limits::RUN.wall).expect("there is a place for builds");
    player.prepare(&root, &Language::RUST, &mut |_| {});
    let explorer = Explorer::new(&root, player.isolation().clone()).expect("the same place");
    explorer.prepare(&root, &mut |_| {});
    let checker = Checker {
        player: &player,
        explorer: &explorer,
    };
    let exercises = exercises::all(&root).expect("the exercises can be read");
    println!("first s    all s    exercise");
    let (mut soon, mut done) = (0, 0);
    for exercise in &exercises {
        let (first, all) = times(&checker, exercise);
        soon += usize::from(first < FIRST);
        done += usize::from(all < ALL);
        let (first, all) = (first.as_secs_f64(), all.as_secs_f64());
        println!("{first:7.2}  {all:7.2}    {}", exercise.name);
    }
    let count = exercises.len();
    println!(
        "the first verdict within {FIRST:?}: {soon} of {count}; all of them within {ALL:?}: {done} of {count}"
    );
}

/// How long it takes until the first verdict about the solution, and until the end.
fn times(checker: &Checker, exercise: &Exercise) -> (Duration, Duration) {
    // A comment makes it an answer that nobody has built.
    let answer = format!("{}// {:?}\n", exercise.solution, SystemTime::now());
    let start = Instant::now();
    let mut first = None;
    checker.check(exercise, &answer, &|| false, &mut |event| match event {
        Event::Checked(verdict) => {
            assert!(verdict.passed, "{}: {verdict:?}", exercise.name);
            first.get_or_insert(start.elapsed());
        }
        Event::Refused { why } | Event::Failed { why } => panic!("{}: {why}", exercise.name),
        _ => {}
    });
    (first.unwrap_or_default(), start.elapsed())
}
