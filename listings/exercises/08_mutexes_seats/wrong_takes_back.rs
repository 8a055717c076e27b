// Fails: a_seat_twice, the_same_seats, who_fails_disturbs_nobody
// If a seat is taken, `book` undoes its bookings. Meanwhile, another customer may have seen these seats as taken, and gets none.
use std::sync::Mutex;

pub struct Hall {
    seats: Vec<Mutex<Option<u32>>>,
}

impl Hall {
    pub fn new(seats: usize) -> Self {
        Hall {
            seats: (0..seats).map(|_| Mutex::new(None)).collect(),
        }
    }

    pub fn book(&self, customer: u32, wanted: &[usize]) -> bool {
        for (place, seat) in wanted.iter().enumerate() {
            let mut taken = self.seats[*seat].lock().unwrap();
            if taken.is_some() {
                drop(taken);
                for seat in &wanted[..place] {
                    *self.seats[*seat].lock().unwrap() = None;
                }
                return false;
            }
            *taken = Some(customer);
        }
        true
    }

    pub fn customer(&self, seat: usize) -> Option<u32> {
        *self.seats[seat].lock().unwrap()
    }
}
