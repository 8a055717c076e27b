// Fails: who_fails_disturbs_nobody
// If another customer has locked a seat, `book` gives up, although that customer may not get the seat in the end.
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
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut seats = Vec::new();
        for seat in wanted {
            let Ok(seat) = self.seats[seat].try_lock() else {
                return false;
            };
            if seat.is_some() {
                return false;
            }
            seats.push(seat);
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
