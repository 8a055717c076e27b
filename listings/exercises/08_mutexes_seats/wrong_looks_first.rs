// Fails: the_same_seats, one_seat_in_common
// `book` first checks all seats and then books them, but another customer may book one of them in between.
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
        let free = |seat: &usize| self.seats[*seat].lock().unwrap().is_none();
        if !wanted.iter().all(free) {
            return false;
        }
        for seat in wanted {
            *self.seats[*seat].lock().unwrap() = Some(customer);
        }
        true
    }

    pub fn customer(&self, seat: usize) -> Option<u32> {
        *self.seats[seat].lock().unwrap()
    }
}
