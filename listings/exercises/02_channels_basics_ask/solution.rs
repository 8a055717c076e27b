use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// A question, and where the answer goes.
type Request<Q, A> = (Q, Sender<A>);

pub struct Client<Q, A> {
    requests: Sender<Request<Q, A>>,
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
        self.requests.send((question, reply)).ok()?; // `Err`: the server has ended
        answer.recv().ok() // `Err`: the server has dropped the only sender
    }
}

pub fn serve<Q, A>(
    mut answer: impl FnMut(Q) -> A + Send + 'static,
) -> (Client<Q, A>, JoinHandle<()>)
where
    Q: Send + 'static,
    A: Send + 'static,
{
    let (requests, asked) = mpsc::channel::<Request<Q, A>>();
    let server = thread::spawn(move || {
        for (question, reply) in asked {
            let _ = reply.send(answer(question)); // `Err`: nobody waits for the answer
        }
    });
    (Client { requests }, server)
}
