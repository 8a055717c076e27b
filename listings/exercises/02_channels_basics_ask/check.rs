use answer::serve;
use std::panic::resume_unwind;
use std::thread;

/// The server answers one question after the other, and may keep a state.
pub fn it_answers() {
    let mut sum = 0;
    let (till, _server) = serve(move |price: u32| {
        sum += price;
        sum
    });
    assert_eq!([till.ask(3), till.ask(4)], [Some(3), Some(7)]);
}

/// The server's thread answers, and not the client's.
pub fn the_server_has_its_own_thread() {
    let (client, server) = serve(|()| thread::current().id());
    assert_eq!(client.ask(()), Some(server.thread().id()));
}

/// The server goes on as long as there is a client, and ends when the last one is dropped.
pub fn the_server_ends() {
    let (first, server) = serve(|price: u32| 2 * price);
    let second = first.clone();
    assert_eq!(first.ask(1), Some(2));
    drop(first);
    assert_eq!(second.ask(2), Some(4));
    drop(second);
    server.join().unwrap();
}

/// If the server panics, `ask` returns `None`, and so does every later `ask`.
pub fn a_server_that_panics() {
    let (client, server) = serve(|price: u32| match price {
        0 => resume_unwind(Box::new("nothing costs nothing")),
        price => 2 * price,
    });
    assert_eq!(client.ask(1), Some(2));
    assert_eq!(client.ask(0), None);
    assert!(server.join().is_err(), "the server has panicked");
    assert_eq!(client.ask(1), None);
}
