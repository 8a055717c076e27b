//! A task is aborted before, between or after its two steps.
// Ends: finished "aborted\n" | finished "one\naborted\n" | finished "one\ntwo\nended\n".
#[tokio::main]
async fn main() {
    let task = tokio::spawn(async {
        println!("one");
        tokio::task::yield_now().await;
        println!("two");
    });
    task.abort();
    match task.await {
        Ok(()) => println!("ended"),
        Err(error) => {
            assert!(error.is_cancelled());
            println!("aborted");
        }
    }
}
