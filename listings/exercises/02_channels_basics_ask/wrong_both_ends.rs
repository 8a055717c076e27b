// Fails: the_server_ends, a_server_that_panics, each_client_gets_its_own_answer, nobody_asks_a_dead_server_forever
// Server and clients share both ends of the channel, as in Go. So the server keeps a sender, and its loop never ends.
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Request<Q, A> = (Q, Sender<A>);

struct Requests<Q, A> {
    sender: Sender<Request<Q, A>>,
    receiver: Mutex<Receiver<Request<Q, A>>>,
}

pub struct Client<Q, A> {
    requests: Arc<Requests<Q, A>>,
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
        self.requests.sender.send((question, reply)).ok()?;
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
    let (sender, receiver) = mpsc::channel();
    let receiver = Mutex::new(receiver);
    let requests = Arc::new(Requests { sender, receiver });
    let client = Client {
        requests: requests.clone(),
    };
    let server = thread::spawn(move || {
        for (question, reply) in requests.receiver.lock().unwrap().iter() {
            let _ = reply.send(answer(question));
        }
    });
    (client, server)
}
