//! What a program, and its compiler, may take of the machine.

use std::time::Duration;

const MIB: u64 = 1 << 20;

/// Bounds on what one program and all processes that it starts may take together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub wall: Duration,
    /// How long its processes together may compute.
    pub cpu: Duration,
    /// How many bytes of memory its processes together may hold.
    pub memory: u64,
    /// How many bytes of addresses each process may reserve. This is far more than `memory`, because threads and Go's runtime reserve memory
    /// that they never touch. The limit stops a program that takes a huge amount at once, before the server looks at it again.
    pub addresses: u64,
    /// How many processes and threads there may be.
    pub processes: u64,
    /// How many bytes it may print.
    pub output: usize,
    /// How many bytes of private files it may write.
    pub files: u64,
    /// How many files it may have open.
    pub open_files: u64,
}

impl Limits {
    /// The limits of a program of the book or of a reader.
    pub const RUN: Limits = Limits {
        wall: Duration::from_secs(10),
        cpu: Duration::from_secs(5),
        memory: 512 * MIB,
        addresses: 4096 * MIB,
        processes: 256,
        output: MIB as usize,
        files: 64 * MIB,
        open_files: 256,
    };

    /// The limits of the compiler of such a program. Its time is twice that of the program.
    pub const COMPILE: Limits = Limits {
        wall: Duration::from_secs(20),
        cpu: Duration::from_secs(40),
        memory: 2048 * MIB,
        addresses: 8192 * MIB,
        processes: 256,
        output: MIB as usize,
        files: 256 * MIB,
        open_files: 1024,
    };

    /// The limits of a program that may run for `time_limit`.
    pub fn of_program(time_limit: Duration) -> Self {
        Limits::RUN.lasting(time_limit)
    }

    /// The limits of the compiler of a program that may run for `time_limit`: the compiler may take twice as long.
    pub fn of_compiler(time_limit: Duration) -> Self {
        Limits::COMPILE.lasting(time_limit * 2)
    }

    /// The same limits for another time. The share of the time that may go into computing stays the same.
    fn lasting(self, wall: Duration) -> Self {
        let cpu = self
            .cpu
            .mul_f64(wall.as_secs_f64() / self.wall.as_secs_f64());
        Limits { wall, cpu, ..self }
    }
}
