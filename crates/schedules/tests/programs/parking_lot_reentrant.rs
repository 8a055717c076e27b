//! The holder of a `ReentrantMutex` locks it again.
//! Ends: finished "1 2\n3 4\n" | finished "3 4\n1 2\n".
extern crate parking_lot;
use parking_lot::ReentrantMutex;
use std::thread;

fn main() {
    let out = ReentrantMutex::new(());
    let say = |word: &str| {
        let _guard = out.lock();
        print!("{word}");
    };
    thread::scope(|scope| {
        for line in [["1 ", "2\n"], ["3 ", "4\n"]] {
            let (out, say) = (&out, &say);
            scope.spawn(move || {
                let _guard = out.lock();
                line.iter().for_each(|word| say(word));
            });
        }
    });
}
