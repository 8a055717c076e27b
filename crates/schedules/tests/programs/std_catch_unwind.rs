//! A panic that is caught ends neither the thread nor the program, and others run during it.
//! Ends: finished "caught boom\n1\n".
use std::panic::catch_unwind;
use std::sync::Mutex;
use std::thread;

static COUNT: Mutex<u32> = Mutex::new(0);

fn main() {
    let other = thread::spawn(|| *COUNT.lock().unwrap() += 1);
    let result = catch_unwind(|| {
        if *COUNT.lock().unwrap() < 5 {
            panic!("boom");
        }
    });
    let payload = result.unwrap_err();
    println!("caught {}", payload.downcast_ref::<&str>().unwrap());
    other.join().unwrap();
    println!("{}", COUNT.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
}
