// Fails: any_server_may_reply, other_replies_stay, two_may_wait
// There is a `select!` for each server in turn. While the first one waits, nobody sees the replies of the other servers.
use crossbeam_channel::{Receiver, select};

pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    for (index, server) in servers.iter().enumerate() {
        select! {
            recv(server) -> reply => {
                if let Ok(reply) = reply {
                    return Some((index, reply));
                }
            }
            recv(stop) -> _ => return None,
        }
    }
    None
}
