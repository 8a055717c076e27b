//! A loop prints forever.
//! Ends: too-long.
fn main() {
    loop {
        println!("again, and again, and again, and again, and again, and again");
    }
}
