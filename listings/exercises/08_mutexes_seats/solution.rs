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
        // Each thread locks the seats in the same order, and no seat twice.
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut seats: Vec<_> = wanted
            .into_iter()
            .map(|seat| self.seats[seat].lock().unwrap())
            .collect();
        if seats.iter().any(|seat| seat.is_some()) {
            return false;
        }
        for seat in &mut seats {
            **seat = Some(customer);
        }
        true
    }

    /// Who has booked this seat.
    pub fn customer(&self, seat: usize) -> Option<u32> {
        *self.seats[seat].lock().unwrap()
    }
}
