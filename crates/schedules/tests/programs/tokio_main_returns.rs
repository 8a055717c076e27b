//! If `main` returns, its tasks are dropped where they are.
// Ends: finished "" | finished "started\ndropped\n".
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("dropped");
    }
}

#[tokio::main]
async fn main() {
    tokio::spawn(async {
        let _guard = Guard;
        println!("started");
        std::future::pending::<()>().await;
    });
}
