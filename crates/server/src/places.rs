//! A number of places that clients share: each client may have a few, and no client can keep the others out.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio_util::sync::CancellationToken;

/// The first bits of an IPv6 address that its owner did not choose: whoever has one address has a whole /64 of them.
const NETWORK: u128 = !0 << 64;

/// Somebody who asks, known by address. An IPv4 address that is written as IPv6 is the IPv4 address, and all IPv6 addresses
/// of one /64 network are one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// Whether the client runs on this machine.
    pub fn is_local(self) -> bool {
        self.0.is_loopback()
    }
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        Client(match address.to_canonical() {
            IpAddr::V6(ip) if !ip.is_loopback() => {
                Ipv6Addr::from_bits(ip.to_bits() & NETWORK).into()
            }
            ip => ip,
        })
    }
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// So many places.
#[derive(Clone)]
pub struct Places {
    /// How many places one client may have.
    of_one: usize,
    /// How many places there are.
    all: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    /// The places of each client, the oldest first.
    of: HashMap<Client, VecDeque<(u64, CancellationToken)>>,
    next: u64,
}

impl Places {
    /// `all` places, of which one client may have `of_one`.
    pub fn new(of_one: usize, all: usize) -> Self {
        Places {
            of_one,
            all,
            taken: Arc::default(),
        }
    }

    /// Takes a place for this client. When all places are taken, the client with the most places loses its oldest one, if it
    /// still has as many as the new client afterwards: a client with few places always finds one.
    ///
    /// `None` if the client has as many places as one client may have, or if all places are taken and fairly shared.
    pub fn take(&self, client: Client) -> Option<Place> {
        let mut taken = self.taken();
        let own = taken.of.get(&client).map_or(0, VecDeque::len);
        if own >= self.of_one {
            return None;
        }
        if taken.of.values().map(VecDeque::len).sum::<usize>() >= self.all {
            let richest = taken.of.iter().max_by_key(|(_, places)| places.len());
            let (&richest, _) = richest.filter(|(_, places)| places.len() > own + 1)?;
            let oldest = taken.of.get_mut(&richest).and_then(VecDeque::pop_front);
            oldest?.1.cancel();
        }
        let number = taken.next;
        taken.next += 1;
        let lost = CancellationToken::new();
        let places = taken.of.entry(client).or_default();
        places.push_back((number, lost.clone()));
        Some(Place {
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

/// A place that a client has. Dropped, it is free again.
pub struct Place {
    taken: Arc<Mutex<Taken>>,
    client: Client,
    number: u64,
    lost: CancellationToken,
}

impl Place {
    /// Cancelled when another client gets this place.
    pub fn lost(&self) -> CancellationToken {
        self.lost.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().expect("nobody panics with the lock");
        if let Some(places) = taken.of.get_mut(&self.client) {
            places.retain(|(number, _)| *number != self.number);
            if places.is_empty() {
                taken.of.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(ip: &str) -> Client {
        Client::from(ip.parse::<IpAddr>().unwrap())
    }

    /// IPv4 addresses are clients whichever way they are written, IPv6 networks are clients, and this machine is one.
    #[test]
    fn clients() {
        assert_eq!(client("10.0.0.1"), client("::ffff:10.0.0.1"));
        assert_ne!(client("10.0.0.1"), client("10.0.0.2"));
        assert_eq!(client("2001:db8::1"), client("2001:db8::2:3:4:5"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        for local in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            assert!(client(local).is_local(), "{local}");
        }
        assert!(!client("::2").is_local() && !client("10.0.0.1").is_local());
        assert_eq!(client("2001:db8::1").to_string(), "2001:db8::");
    }

    /// A client has so many places and no more, counted for its whole network; a place that is dropped can be taken again.
    #[test]
    fn one_client_has_a_few() {
        let places = Places::new(3, 10);
        let mut taken: Vec<Place> = (1..=3)
            .filter_map(|i| places.take(client(&format!("2001:db8::{i}"))))
            .collect();
        assert_eq!(taken.len(), 3);
        assert!(places.take(client("2001:db8::9")).is_none());
        assert!(places.take(client("2001:db8:0:1::9")).is_some());
        taken.pop();
        assert!(places.take(client("2001:db8::9")).is_some());
        drop(taken);
        assert!(places.taken().of.is_empty());
    }

    /// Clients that have taken all places lose some to those that come later, the oldest place of the largest first, until all
    /// have equally many; then a place is free only when somebody leaves.
    #[test]
    fn nobody_is_kept_out() {
        let places = Places::new(4, 8);
        let [a, b, c] = ["10.0.0.1", "10.0.0.2", "10.0.0.3"].map(client);
        let taken: Vec<Place> = [a, a, a, a, b, b, b, b]
            .into_iter()
            .map(|client| places.take(client).unwrap())
            .collect();
        let late: Vec<Place> = (0..2).map(|_| places.take(c).unwrap()).collect();
        let lost: Vec<bool> = taken.iter().map(|p| p.lost.is_cancelled()).collect();
        assert_eq!(lost.iter().filter(|lost| **lost).count(), 2);
        assert!(lost[0] && lost[4], "{lost:?}");
        assert!(places.take(c).is_none() && places.take(a).is_none());
        // What was lost is not given back a second time.
        drop(taken);
        assert_eq!(places.taken().of.len(), 1);
        drop(late);
        assert!(places.taken().of.is_empty());
    }
}
