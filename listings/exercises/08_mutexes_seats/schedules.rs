use answer::Hall;
use std::thread;

/// Two customers want these seats of three at the same time. Which of them succeed? Customer 0 has booked the `taken` seats before.
fn book_both(taken: &[usize], first: &[usize], second: &[usize]) -> [bool; 2] {
    let hall = Hall::new(3);
    assert!(hall.book(0, taken), "all seats are free");
    let booked = thread::scope(|scope| {
        let other = scope.spawn(|| hall.book(2, second));
        [hall.book(1, first), other.join().unwrap()]
    });
    for seat in 0..3 {
        let wishes = [
            (0, true, taken),
            (1, booked[0], first),
            (2, booked[1], second),
        ];
        let mut owners = wishes
            .iter()
            .filter(|(_, has, seats)| *has && seats.contains(&seat));
        let expected = owners.next().map(|(customer, ..)| *customer);
        assert!(owners.next().is_none(), "two customers have seat {seat}");
        assert_eq!(hall.customer(seat), expected, "the customer of seat {seat}");
    }
    booked
}

/// Of two customers who want the same seats, exactly one gets them.
pub fn the_same_seats() {
    let booked = book_both(&[], &[0, 1], &[1, 0]);
    assert_ne!(booked[0], booked[1], "exactly one gets the seats");
}

/// Of two customers who share only one wish, exactly one gets all wanted seats.
pub fn one_seat_in_common() {
    let booked = book_both(&[], &[0, 1], &[2, 1]);
    assert_ne!(booked[0], booked[1], "exactly one gets the seats");
}

/// A customer who gets nothing does not prevent another one from booking free seats.
pub fn who_fails_disturbs_nobody() {
    let booked = book_both(&[2], &[0, 1], &[1, 2]);
    assert_eq!(booked, [true, false], "seats 0 and 1 are free, 2 is taken");
}
