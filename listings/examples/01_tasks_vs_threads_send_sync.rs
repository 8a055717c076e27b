//! Asks the compiler, for each type, whether it is `Send` and whether it is `Sync`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard};

struct Ask<T>(std::marker::PhantomData<T>);

// The compiler prefers a type's own constant. It uses the trait's one if `T` lacks the bound.
impl<T: Send> Ask<T> {
    const SEND: &str = "yes";
}
impl<T: Sync> Ask<T> {
    const SYNC: &str = "yes";
}
trait Otherwise {
    const SEND: &str = "no";
    const SYNC: &str = "no";
}
impl<T> Otherwise for Ask<T> {}

macro_rules! ask {
    ($type:ty) => {
        let name = stringify!($type);
        println!("{name:18} {:4} {}", Ask::<$type>::SEND, Ask::<$type>::SYNC);
    };
}

// ANCHOR: main
fn main() {
    println!("{:18} Send Sync", "type");
    ask!(i32);
    ask!(Cell<i32>);
    ask!(&Cell<i32>); // &T is Send exactly if T is Sync
    ask!(RefCell<i32>);
    ask!(Rc<i32>);
    ask!(Arc<i32>);
    ask!(Arc<Cell<i32>>);
    ask!(Mutex<Cell<i32>>);
    ask!(MutexGuard<i32>);
    ask!(Sender<i32>); // of std's channel
    ask!(Receiver<i32>);
    ask!(*const i32);
}
// ANCHOR_END: main
