// Fails: a_seat_twice, the_same_seats
// `book` locks the seats in the order in which a customer names them, so two customers may wait for each other.
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
        let mut seats: Vec<_> = wanted
            .iter()
            .map(|seat| self.seats[*seat].lock().unwrap())
            .collect();
        if seats.iter().any(|seat| seat.is_some()) {
            return false;
        }
        for seat in &mut seats {
            **seat = Some(customer);
        }
        true
    }

    pub fn customer(&self, seat: usize) -> Option<u32> {
        *self.seats[seat].lock().unwrap()
    }
}
