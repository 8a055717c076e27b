use answer::Hall;
use std::sync::Barrier;
use std::thread;

fn customers(hall: &Hall, seats: usize) -> Vec<Option<u32>> {
    (0..seats).map(|seat| hall.customer(seat)).collect()
}

/// If one of the seats is taken, `book` books none of them.
pub fn all_or_none() {
    let hall = Hall::new(5);
    assert!(hall.book(1, &[2]), "seat 2 is free");
    for wanted in [&[0, 1, 2][..], &[2, 3], &[3, 2, 4]] {
        assert!(!hall.book(2, wanted), "{wanted:?}: seat 2 is taken");
        let expected = [None, None, Some(1), None, None];
        assert_eq!(customers(&hall, 5), expected, "after {wanted:?}");
    }
    assert!(hall.book(2, &[4, 0]), "seats 0 and 4 are free");
    let expected = [Some(2), None, Some(1), None, Some(2)];
    assert_eq!(customers(&hall, 5), expected);
}

/// A customer may name a seat twice.
pub fn a_seat_twice() {
    let hall = Hall::new(3);
    assert!(hall.book(1, &[2, 0, 2]), "seats 0 and 2 are free");
    assert_eq!(customers(&hall, 3), [Some(1), None, Some(1)]);
    assert!(!hall.book(1, &[0]), "seat 0 is taken, by the same customer");
    assert!(!hall.book(2, &[1, 1, 2]), "seat 2 is taken");
    assert_eq!(customers(&hall, 3), [Some(1), None, Some(1)]);
}

/// Customers who want different seats do not disturb each other.
pub fn other_seats() {
    let hall = Hall::new(8);
    let start = Barrier::new(4);
    thread::scope(|scope| {
        for customer in 0..4 {
            let (hall, start) = (&hall, &start);
            scope.spawn(move || {
                start.wait();
                let first = customer as usize;
                assert!(hall.book(customer, &[first + 4, first]), "both are free");
            });
        }
    });
    let expected = [0, 1, 2, 3, 0, 1, 2, 3].map(Some);
    assert_eq!(customers(&hall, 8), expected);
}
