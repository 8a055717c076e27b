use tokio::sync::mpsc::Receiver;

pub fn merge<T: Send + 'static>(sources: Vec<Receiver<T>>) -> Receiver<T> {
    todo!()
}
