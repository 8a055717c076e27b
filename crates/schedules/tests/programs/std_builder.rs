//! Names of threads.
//! Ends: finished "main\nbaker\nno name\n".
use std::thread;

fn name() -> String {
    thread::current().name().unwrap_or("no name").to_owned()
}

fn main() {
    println!("{}", name());
    let baker = thread::Builder::new().name("baker".to_owned()).spawn(name).unwrap();
    assert_eq!(baker.thread().name(), Some("baker"));
    println!("{}", baker.join().unwrap());
    println!("{}", thread::spawn(name).join().unwrap());
}
