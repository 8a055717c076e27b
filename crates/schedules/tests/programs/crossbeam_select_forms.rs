//! The forms that `select!` accepts.
//! Ends: finished "1 2 idle 3 late 5 6 7 nested\n".
extern crate crossbeam_channel;
use crossbeam_channel::{Receiver, Sender, after, bounded, never, select, select_biased};
use std::sync::Arc;
use std::time::Duration;

fn next(rx: &Receiver<u32>, maybe: Option<&Receiver<u32>>) -> Result<u32, String> {
    let number = select! {
        recv(rx) -> number => number.map_err(|error| error.to_string())?,
        recv(maybe.unwrap_or(&never())) -> _ => return Err("never".to_owned()),
    };
    Ok(number)
}

fn put(tx: &Sender<u32>, number: u32) -> bool {
    select! {
        send(tx, number * 1) -> result => { result.is_ok() }
        default() => { false }
    }
}

fn main() {
    let (tx, rx) = bounded(1);
    let (tx, rx) = (Arc::new(tx), &rx);
    assert!(put(&tx, 1) && !put(&tx, 1));
    print!("{} ", next(rx, None).unwrap());
    tx.send(2).unwrap();
    select! { recv(rx) -> number => print!("{} ", number.unwrap()), }
    select! { recv(rx) -> _ => unreachable!(), default => print!("idle ") }
    tx.send(3).unwrap();
    'outer: loop {
        select_biased! {
            recv(rx) -> number => {
                print!("{} ", number.unwrap());
                continue 'outer;
            },
            default => break 'outer,
        }
    }
    select! {
        recv(rx) -> _ => unreachable!(),
        recv(after(Duration::from_millis(3))) -> _ => print!("late "),
        default(Duration::from_millis(5),) => unreachable!(),
    }
    for number in 5..8 {
        let sent = select! { send(tx, number) -> sent => sent };
        assert_eq!(sent, Ok(()));
        let got = match select! { recv(rx) -> got => got } {
            Ok(got) => got,
            Err(_) => unreachable!(),
        };
        print!("{got} ");
    }
    select! {
        default => select! {
            recv(rx) -> _ => unreachable!(),
            default => println!("nested"),
        }
    }
}
