//! Takes the port.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::{Error, Result};
use tokio::net::TcpListener;

/// Listens at `address`.
///
/// # Errors
/// The address cannot be had; the error says what to choose instead.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let fix = match error.kind() {
            ErrorKind::AddrInUse => {
                "another program uses this port: end it, or choose another port with --port"
            }
            ErrorKind::PermissionDenied => {
                "ports below 1024 are reserved for the system: choose another with --port"
            }
            ErrorKind::AddrNotAvailable => {
                "this machine has no such address: choose another with --host"
            }
            _ => "choose another port with --port, or another address with --host",
        };
        Error::msg(format!("cannot serve at {address} ({error})\n  fix: {fix}"))
    })
}
