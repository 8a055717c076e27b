use crossbeam_channel::{Receiver, Select};

/// The first reply with the index of its server, or `None` if there is none to wait for, or if `stop` is closed.
pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    let mut select = Select::new();
    for server in servers {
        select.recv(server);
    }
    select.recv(stop);

    // Each iteration ends the search or removes one server.
    for _ in servers {
        let ready = select.select();
        let index = ready.index();
        let Some(server) = servers.get(index) else {
            let _ = ready.recv(stop);
            return None;
        };
        match ready.recv(server) {
            Ok(reply) => return Some((index, reply)),
            // A closed channel is ready every time.
            Err(_) => select.remove(index),
        }
    }
    None
}
