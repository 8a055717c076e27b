//! A panic ends only its task.
// Ends: finished "the task panicked: boom\n".
#[tokio::main]
async fn main() {
    let task = tokio::spawn(async { panic!("boom") });
    let error = task.await.map(|()| ()).unwrap_err();
    let payload = error.into_panic();
    println!("the task panicked: {}", payload.downcast_ref::<&str>().unwrap());
}
