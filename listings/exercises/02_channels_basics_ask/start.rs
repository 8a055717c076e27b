use std::marker::PhantomData;
use std::thread::JoinHandle;

pub struct Client<Q, A> {
    types: PhantomData<(Q, A)>,
}

impl<Q, A> Clone for Client<Q, A> {
    fn clone(&self) -> Self {
        todo!()
    }
}

impl<Q, A> Client<Q, A> {
    pub fn ask(&self, question: Q) -> Option<A> {
        todo!()
    }
}

pub fn serve<Q, A>(answer: impl FnMut(Q) -> A + Send + 'static) -> (Client<Q, A>, JoinHandle<()>)
where
    Q: Send + 'static,
    A: Send + 'static,
{
    todo!()
}
