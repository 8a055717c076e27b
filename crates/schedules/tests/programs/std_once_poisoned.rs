//! A call of `Once` panics, so the next one panics too, but `call_once_force` is told.
//! Ends: finished "true true true\n".
use std::panic::catch_unwind;
use std::sync::Once;

static ONCE: Once = Once::new();

fn main() {
    let first = catch_unwind(|| ONCE.call_once(|| panic!("first"))).is_err();
    let second = catch_unwind(|| ONCE.call_once(|| ())).is_err();
    let mut told = false;
    ONCE.call_once_force(|state| told = state.is_poisoned());
    ONCE.call_once(|| unreachable!());
    println!("{first} {second} {told}");
}
