// Fails: each_client_gets_its_own_answer, nobody_asks_a_dead_server_forever
// All clients receive from one channel of answers, so a client may take the answer that another client waits for.
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Client<Q, A> {
    questions: Sender<Q>,
    answers: Arc<Mutex<Receiver<A>>>,
}

impl<Q, A> Clone for Client<Q, A> {
    fn clone(&self) -> Self {
        Client {
            questions: self.questions.clone(),
            answers: self.answers.clone(),
        }
    }
}

impl<Q, A> Client<Q, A> {
    pub fn ask(&self, question: Q) -> Option<A> {
        self.questions.send(question).ok()?;
        self.answers.lock().unwrap().recv().ok()
    }
}

pub fn serve<Q, A>(
    mut answer: impl FnMut(Q) -> A + Send + 'static,
) -> (Client<Q, A>, JoinHandle<()>)
where
    Q: Send + 'static,
    A: Send + 'static,
{
    let (questions, asked) = mpsc::channel();
    let (replies, answers) = mpsc::channel();
    let server = thread::spawn(move || {
        for question in asked {
            let _ = replies.send(answer(question));
        }
    });
    let answers = Arc::new(Mutex::new(answers));
    (Client { questions, answers }, server)
}
