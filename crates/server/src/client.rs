//! The client that sends a request, and the connection on which the request came.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use tokio_util::sync::CancellationToken;

/// The bits of an IPv6 address that its owner cannot choose. A network usually gets a whole /64, so one person can have any
/// address in it.
const NETWORK: u128 = !0 << 64;

/// The sender of requests, by its address. An IPv4 address in the form of IPv6 is the IPv4 address, and all IPv6 addresses of
/// one /64 network are one client.
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

/// How many characters of a reader's name count.
const MAX_NAME: usize = 64;

/// The connection by which a request came. It is an extension of the request.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The sender.
    pub client: Client,
    /// Cancel it to end the connection at once, even if an answer is not sent yet.
    pub hang_up: CancellationToken,
}

impl Connection {
    /// The name under which the queue knows the reader whose page calls itself `name`. On this machine these names keep the
    /// pages apart. A client elsewhere is one reader, because it could use any number of names to get more places.
    pub fn reader(&self, name: &str) -> String {
        if self.client.is_local() {
            name.chars().take(MAX_NAME).collect()
        } else {
            self.client.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(ip: &str) -> Client {
        Client::from(ip.parse::<IpAddr>().unwrap())
    }

    /// An IPv4 address is the same client in both its forms, an IPv6 network is one client, and clients on this machine are
    /// recognized.
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

    /// Readers on this machine are known by their names, and others by their addresses.
    #[test]
    fn readers() {
        let reader = |ip: &str, name: &str| {
            let client = client(ip);
            let hang_up = CancellationToken::new();
            Connection { client, hang_up }.reader(name)
        };
        assert_ne!(reader("127.0.0.1", "a"), reader("127.0.0.1", "b"));
        assert_ne!(reader("::1", "a"), reader("::1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("10.0.0.1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("::ffff:10.0.0.1", "a"));
        assert_ne!(reader("10.0.0.1", "a"), reader("10.0.0.2", "a"));
        assert_eq!(reader("2001:db8::1", "a"), reader("2001:db8::2", "b"));
        assert_eq!(reader("127.0.0.1", &"a".repeat(1000)).len(), MAX_NAME);
    }
}
