use crossbeam_channel::Receiver;

/// The first reply with the index of its server, or `None` if there is none to wait for, or if `stop` is closed.
pub fn first_reply<T>(servers: &[Receiver<T>], stop: &Receiver<()>) -> Option<(usize, T)> {
    todo!()
}
