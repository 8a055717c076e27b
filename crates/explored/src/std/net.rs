//! `std::net` without sockets: they wait in the system, where the engine cannot let another thread go on.

pub use ::std::net::{
    AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6,
    ToSocketAddrs,
};
