use std::sync::Mutex;

/// A hall in which each seat may be booked by one customer.
pub struct Hall {
    seats: Vec<Mutex<Option<u32>>>,
}

impl Hall {
    pub fn new(seats: usize) -> Self {
        Hall {
            seats: (0..seats).map(|_| Mutex::new(None)).collect(),
        }
    }

    /// Books all these seats for the customer, or none of them. Returns whether it has booked them.
    pub fn book(&self, customer: u32, wanted: &[usize]) -> bool {
        for seat in wanted {
            let mut seat = self.seats[*seat].lock().unwrap();
            if seat.is_some() {
                return false;
            }
            *seat = Some(customer);
        }
        true
    }

    /// Who has booked this seat.
    pub fn customer(&self, seat: usize) -> Option<u32> {
        *self.seats[seat].lock().unwrap()
    }
}
