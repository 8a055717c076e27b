use answer::serve;
use std::panic::resume_unwind;
use std::thread;

/// If several clients ask at the same time, each of them gets the answer to its own question.
pub fn each_client_gets_its_own_answer() {
    let (client, server) = serve(|price: u32| 10 * price);
    let other = client.clone();
    let asks = thread::spawn(move || assert_eq!(other.ask(1), Some(10)));
    assert_eq!(client.ask(2), Some(20));
    asks.join().unwrap();
    drop(client);
    server.join().unwrap();
}

/// If the server panics, no client waits forever, even if its question is still in the channel.
pub fn nobody_asks_a_dead_server_forever() {
    let (client, server) = serve(|price: u32| match price {
        0 => resume_unwind(Box::new("nothing costs nothing")),
        price => 10 * price,
    });
    let other = client.clone();
    let asks = thread::spawn(move || {
        let answer = other.ask(1); // the server answers this question, or has panicked
        assert!(matches!(answer, Some(10) | None), "{answer:?}");
    });
    assert_eq!(client.ask(0), None);
    asks.join().unwrap();
    assert!(server.join().is_err(), "the server has panicked");
}
