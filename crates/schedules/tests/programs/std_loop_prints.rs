//! A loop prints for ever.
//! Ends: too-long.
fn main() {
    loop {
        println!("again, and again, and again, and again, and again, and again");
    }
}
