//! The compiler's answer, type by type: may another thread own a value (`Send`), may it borrow one (`Sync`)?

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

struct Is<T>(PhantomData<T>);

/// The answer where no constant of `Is<T>` itself comes first.
trait No {
    const SEND: bool = false;
    const SYNC: bool = false;
}
impl<T> No for Is<T> {}
impl<T: Send> Is<T> {
    const SEND: bool = true;
}
impl<T: Sync> Is<T> {
    const SYNC: bool = true;
}

macro_rules! row {
    ($type:ty) => {
        let (send, sync) = (Is::<$type>::SEND, Is::<$type>::SYNC);
        println!("{:<22}{send:<7}{sync}", stringify!($type));
    };
}

// ANCHOR: main
fn main() {
    println!("type                  Send   Sync");
    row!(Cell<u32>);
    row!(RefCell<u32>);
    row!(Rc<u32>);
    row!(*const u32);
    row!(&Cell<u32>);
    row!(Mutex<Cell<u32>>);
    row!(RwLock<Cell<u32>>);
    row!(Arc<Cell<u32>>);
    row!(Arc<Mutex<Cell<u32>>>);
    row!(Mutex<Rc<u32>>);
    row!(MutexGuard<u32>);
}
