// Fails: a_server_that_panics, nobody_asks_a_dead_server_forever
// `unwrap` turns the end of the server into a panic of every client.
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub struct Client<Q, A> {
    requests: Sender<(Q, Sender<A>)>,
}

impl<Q, A> Clone for Client<Q, A> {
    fn clone(&self) -> Self {
        let requests = self.requests.clone();
        Client { requests }
    }
}

impl<Q, A> Client<Q, A> {
    pub fn ask(&self, question: Q) -> Option<A> {
        let (reply, answer) = mpsc::channel();
        self.requests.send((question, reply)).unwrap();
        Some(answer.recv().unwrap())
    }
}

pub fn serve<Q, A>(
    mut answer: impl FnMut(Q) -> A + Send + 'static,
) -> (Client<Q, A>, JoinHandle<()>)
where
    Q: Send + 'static,
    A: Send + 'static,
{
    let (requests, asked) = mpsc::channel::<(Q, Sender<A>)>();
    let server = thread::spawn(move || {
        for (question, reply) in asked {
            reply.send(answer(question)).unwrap();
        }
    });
    (Client { requests }, server)
}
