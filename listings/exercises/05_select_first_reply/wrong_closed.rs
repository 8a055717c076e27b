// Fails: a_server_may_end, each_reply_is_received
// A closed channel is ready too: the first server that ends without a reply ends the wait for all others.
use crossbeam_channel::{Receiver, Select};

pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    if servers.is_empty() {
        return None;
    }
    let mut select = Select::new();
    for server in servers {
        select.recv(server);
    }
    select.recv(stop);
    let ready = select.select();
    let index = ready.index();
    if index == servers.len() {
        let _ = ready.recv(stop);
        return None;
    }
    let reply = ready.recv(&servers[index]).ok()?;
    Some((index, reply))
}
