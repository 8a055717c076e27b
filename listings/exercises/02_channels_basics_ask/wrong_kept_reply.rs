// Fails: a_server_that_panics, nobody_asks_a_dead_server_forever
// The client sends a clone of `reply` and keeps `reply` itself, so it waits forever if the server ends without an answer.
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
        self.requests.send((question, reply.clone())).ok()?;
        answer.recv().ok()
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
            let _ = reply.send(answer(question));
        }
    });
    (Client { requests }, server)
}
