//! A thread's stack is address space. A page becomes memory when touched. Needs Linux's /proc.

use std::fs;
use std::hint::black_box;
use std::thread;

const MIB: usize = 1024 * 1024;

/// Address space and resident memory of this process, in MiB.
fn memory() -> (usize, usize) {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let mib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kib = line.and_then(|line| line.split_whitespace().next());
        kib.expect("a size").parse::<usize>().expect("KiB") / 1024
    };
    (mib("VmSize:"), mib("VmRSS:"))
}

// ANCHOR: main
#[inline(never)] // its stack frame is touched only when it is called
fn touch_16_mib() {
    black_box([1_u8; 16 * MIB]);
}

fn main() {
    let (space, resident) = memory();
    let deep = thread::Builder::new().stack_size(256 * MIB);
    let thread = deep.spawn(move || {
        let (space_now, resident_now) = memory();
        println!("256 MiB of address: {}", space_now - space >= 256);
        println!("less than 2 MiB resident: {}", resident_now - resident < 2);

        touch_16_mib();
        println!("16 MiB touched: {}", memory().1 - resident >= 16);
    });
    thread.expect("a thread").join().expect("it ended well");
}
// ANCHOR_END: main
