pub fn take_turns(rounds: usize, ping: impl FnMut() + Send, pong: impl FnMut() + Send) {
    todo!()
}
