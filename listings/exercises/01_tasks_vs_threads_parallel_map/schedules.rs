use answer::parallel_map;
use std::sync::Mutex;

/// The results have the order of the items.
pub fn order_is_kept() {
    assert_eq!(parallel_map(2, &[1, 2, 3], |item| 10 * item), [10, 20, 30]);
}

/// `work` is called once for each item.
pub fn once_for_each_item() {
    let calls = Mutex::new(Vec::new());
    parallel_map(2, &[1, 2], |item| calls.lock().unwrap().push(*item));
    let mut calls = calls.into_inner().unwrap();
    calls.sort();
    assert_eq!(calls, [1, 2], "these items were worked on");
}
