//! A limited number of slots that clients share: each client may have a few, and no client can keep the others out.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio_util::sync::CancellationToken;

use crate::client::Client;

/// The slots, and which client has which. All clones share the same slots.
#[derive(Clone)]
pub struct Slots {
    /// How many slots one client may have.
    per_client: usize,
    /// How many slots there are.
    total: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    /// The slots of each client, the oldest first. The token of a slot is cancelled when the client loses it.
    by_client: HashMap<Client, VecDeque<(u64, CancellationToken)>>,
    /// The number of the next slot.
    next: u64,
}

impl Slots {
    /// `total` slots, of which one client may have `per_client`.
    pub fn new(per_client: usize, total: usize) -> Self {
        Slots {
            per_client,
            total,
            taken: Arc::default(),
        }
    }

    /// Takes a slot for this client. When all slots are taken, the client with the most slots loses its oldest one, if it
    /// still has as many as the new client afterwards. So a client with few slots always gets one.
    ///
    /// `None` if the client has as many slots as one client may have, or if all slots are taken and fairly shared.
    pub fn take(&self, client: Client) -> Option<Slot> {
        let mut taken = self.taken();
        let own = taken.by_client.get(&client).map_or(0, VecDeque::len);
        if own >= self.per_client {
            return None;
        }
        if taken.by_client.values().map(VecDeque::len).sum::<usize>() >= self.total {
            let richest = taken.by_client.iter().max_by_key(|(_, slots)| slots.len());
            let (&richest, _) = richest.filter(|(_, slots)| slots.len() > own + 1)?;
            let slots = taken.by_client.get_mut(&richest);
            let (_, lost) = slots.and_then(VecDeque::pop_front)?;
            lost.cancel();
        }
        let number = taken.next;
        taken.next += 1;
        let lost = CancellationToken::new();
        let slots = taken.by_client.entry(client).or_default();
        slots.push_back((number, lost.clone()));
        Some(Slot {
            taken: Arc::clone(&self.taken),
            client,
            number,
            lost,
        })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().expect("nobody panics with the lock")
    }
}

/// A slot that a client has. It is free again when this is dropped, or when another client gets it; after that, dropping this
/// changes nothing.
pub struct Slot {
    taken: Arc<Mutex<Taken>>,
    client: Client,
    number: u64,
    lost: CancellationToken,
}

impl Slot {
    /// Cancelled when another client gets this slot.
    pub fn lost(&self) -> CancellationToken {
        self.lost.clone()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().expect("nobody panics with the lock");
        if let Some(slots) = taken.by_client.get_mut(&self.client) {
            slots.retain(|(number, _)| *number != self.number);
            if slots.is_empty() {
                taken.by_client.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn client(ip: &str) -> Client {
        Client::from(ip.parse::<IpAddr>().unwrap())
    }

    /// A client gets as many slots as one client may have, counted for its whole network. A slot that is dropped can be taken again.
    #[test]
    fn one_client_has_a_few() {
        let slots = Slots::new(3, 10);
        let mut taken: Vec<Slot> = (1..=3)
            .filter_map(|i| slots.take(client(&format!("2001:db8::{i}"))))
            .collect();
        assert_eq!(taken.len(), 3);
        assert!(slots.take(client("2001:db8::9")).is_none());
        assert!(slots.take(client("2001:db8:0:1::9")).is_some());
        taken.pop();
        assert!(slots.take(client("2001:db8::9")).is_some());
        drop(taken);
        assert!(slots.taken().by_client.is_empty());
    }

    /// When all slots are taken, a new client gets the oldest slots of the clients that have most, until all have equally many.
    /// After that, a client gets a slot only when another one drops its own.
    #[test]
    fn nobody_is_kept_out() {
        let slots = Slots::new(4, 8);
        let [a, b, c] = ["10.0.0.1", "10.0.0.2", "10.0.0.3"].map(client);
        let taken: Vec<Slot> = [a, a, a, a, b, b, b, b]
            .into_iter()
            .map(|client| slots.take(client).unwrap())
            .collect();
        let late: Vec<Slot> = (0..2).map(|_| slots.take(c).unwrap()).collect();
        let lost: Vec<bool> = taken.iter().map(|p| p.lost.is_cancelled()).collect();
        assert_eq!(lost.iter().filter(|lost| **lost).count(), 2);
        assert!(lost[0] && lost[4], "{lost:?}");
        assert!(slots.take(c).is_none() && slots.take(a).is_none());
        // A client that has lost a slot does not free it a second time.
        drop(taken);
        assert_eq!(slots.taken().by_client.len(), 1);
        drop(late);
        assert!(slots.taken().by_client.is_empty());
    }
}
