use answer::InOrder;
use std::sync::Mutex;
use std::thread;

/// Every step runs, and they run in the order of their numbers.
pub fn every_step_runs() {
    let (steps, done) = (InOrder::new(), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for step in [2, 1, 0] {
            let (steps, done) = (&steps, &done);
            scope.spawn(move || steps.run(step, || done.lock().unwrap().push(step)));
        }
    });
    assert_eq!(*done.lock().unwrap(), [0, 1, 2], "this was the order");
}

/// A step begins only after the work of the step before it has ended.
pub fn one_after_the_other() {
    let (steps, done) = (InOrder::new(), Mutex::new(Vec::new()));
    let work = |begins, ends| {
        done.lock().unwrap().push(begins);
        done.lock().unwrap().push(ends);
    };
    thread::scope(|scope| {
        scope.spawn(|| steps.run(1, || work("1 begins", "1 ends")));
        steps.run(0, || work("0 begins", "0 ends"));
    });
    let order = ["0 begins", "0 ends", "1 begins", "1 ends"];
    assert_eq!(*done.lock().unwrap(), order, "this was the order");
}
