// Fails: two_may_wait
// `ready` only says which channel had a reply. Another thread may receive it first, and then `recv` waits for this server alone.
use crossbeam_channel::{Receiver, Select};

pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    let mut select = Select::new();
    for server in servers {
        select.recv(server);
    }
    select.recv(stop);
    for _ in servers {
        let index = select.ready();
        if index == servers.len() {
            return None;
        }
        match servers[index].recv() {
            Ok(reply) => return Some((index, reply)),
            Err(_) => select.remove(index),
        }
    }
    None
}
