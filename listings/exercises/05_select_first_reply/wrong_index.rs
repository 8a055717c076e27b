// Fails: a_server_may_end, each_reply_is_received
// When a receiver is removed from the `Vec`, the receivers behind it get new indices, which are not those of their servers.
use crossbeam_channel::{Receiver, Select};

pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    let mut open = servers.to_vec();
    while !open.is_empty() {
        let index = {
            let mut select = Select::new();
            for server in &open {
                select.recv(server);
            }
            select.recv(stop);
            let ready = select.select();
            let index = ready.index();
            if index == open.len() {
                let _ = ready.recv(stop);
                return None;
            }
            if let Ok(reply) = ready.recv(&open[index]) {
                return Some((index, reply));
            }
            index
        };
        open.remove(index);
    }
    None
}
