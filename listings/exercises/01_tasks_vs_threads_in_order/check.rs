use answer::InOrder;

/// A thread may run all steps itself.
pub fn one_thread() {
    let steps = InOrder::new();
    let mut done = Vec::new();
    for step in 0..3 {
        steps.run(step, || done.push(step));
    }
    assert_eq!(done, [0, 1, 2]);
}
