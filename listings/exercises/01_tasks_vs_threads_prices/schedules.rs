use answer::{Ask, prices};
use std::panic::resume_unwind;
use std::sync::mpsc;

/// Each price is in its place, and `None` is in the place of a shop whose call panics.
pub async fn each_has_its_place() {
    let (done, quick_one) = mpsc::channel();
    let shops: Vec<Ask> = vec![
        Box::new(move || {
            quick_one.recv().unwrap();
            1
        }),
        Box::new(move || {
            done.send(()).unwrap();
            2
        }),
        Box::new(|| resume_unwind(Box::new("no answer"))),
    ];
    assert_eq!(prices(shops).await, [Some(1), Some(2), None]);
}
