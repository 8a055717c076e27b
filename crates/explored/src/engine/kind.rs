//! What a step does, and to what.

use serde::Serialize;

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Locks a lock.
    Lock,
    /// Locks a lock for reading.
    #[serde(rename = "lock")]
    LockToRead,
    /// Locks a lock for writing.
    #[serde(rename = "lock")]
    LockToWrite,
    /// Locks a lock for reading, but must wait because a writer waits.
    #[serde(rename = "lock")]
    LockAfterWriter,
    /// Unlocks it.
    Unlock,
    /// Reads an atomic, or asks an object for its state.
    Read,
    /// Writes an atomic.
    Write,
    /// Reads and writes an atomic in one step.
    Update,
    /// Sends a message.
    Send,
    /// Receives a message.
    Receive,
    /// Drops the last sender or the receiver of a channel.
    Close,
    /// Goes on with one of several steps that are ready.
    Select,
    /// Waits until another thread says that it may go on.
    Wait,
    /// Goes on from a place that all have to reach.
    Pass,
    /// Says that others may go on.
    Notify,
    /// Starts a thread or a task.
    Spawn,
    /// Waits for the end of a thread or a task.
    Join,
    /// Prints.
    Print,
    /// Lets others run, for a time or just once.
    Sleep,
    /// Cancels a task.
    Cancel,
    /// Panics.
    Panic,
    /// Ends.
    End,
}

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectKind {
    /// A lock that one thread can hold.
    Mutex,
    /// A lock that several readers or one writer can hold.
    RwLock,
    /// An atomic.
    Atomic,
    /// A condition variable.
    Condvar,
    /// A barrier.
    Barrier,
    /// A channel.
    Channel,
    /// A value that is set once.
    Once,
    /// Permits that are acquired and released.
    Semaphore,
    /// A notification without a value.
    Notify,
    /// A token that cancels.
    Token,
}
