//! Decides whose turn it is: as many programs run at once as there are cores, and the readers take turns.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::watch;

/// How many places one reader may have.
const PLACES_PER_READER: usize = 4;

/// How many places there are for all readers together.
const PLACES: usize = 128;

/// How large a queue is. A place counts from the request until the answer is fetched, whether the program waits, runs or has
/// ended.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How many programs run at once.
    pub running: usize,
    /// How many places one reader may have.
    pub per_reader: usize,
    /// How many places there are.
    pub total: usize,
}

impl Size {
    /// One running program for each core of this machine.
    pub fn of_this_machine() -> Self {
        Size {
            running: std::thread::available_parallelism().map_or(1, usize::from),
            per_reader: PLACES_PER_READER,
            total: PLACES,
        }
    }
}

/// A queue for the right to run a program. Its clones are the same queue.
///
/// Readers take turns, however many places each of them has. Only one program of each reader runs at a time. The queue starts
/// nothing by itself: it moves on when a place is taken and when a [`Place`] or a [`Turn`] is dropped.
#[derive(Clone)]
pub struct Queue {
    shared: Arc<Shared>,
}

struct Shared {
    size: Size,
    state: Mutex<State>,
    /// Wakes all places that wait, whenever the number of one of them may have changed.
    moved: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    /// The readers with programs that wait, in the order of their turns. Each has the tickets of its places, the oldest first.
    waiting: VecDeque<(String, VecDeque<u64>)>,
    /// The tickets of the turns that were granted, and that their places have not taken yet.
    granted: HashSet<u64>,
    /// The readers that have a turn, granted or taken.
    running: HashSet<String>,
    /// How many places each reader has.
    places: HashMap<String, usize>,
    /// The ticket of the next place.
    next: u64,
}

/// Why there was no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// This reader has all the places that one reader may have.
    ForReader,
    /// All places are taken.
    ForAll,
}

impl Queue {
    /// An empty queue.
    pub fn new(size: Size) -> Self {
        Queue {
            shared: Arc::new(Shared {
                size,
                state: Mutex::default(),
                moved: watch::Sender::new(()),
            }),
        }
    }

    /// Takes a place for `reader`, behind the other places of the same reader.
    ///
    /// # Errors
    /// The reader has all the places that one reader may have, or all places are taken.
    pub fn enter(&self, reader: &str) -> Result<Place, Full> {
        let mut state = self.shared.state();
        let total: usize = state.places.values().sum();
        let own = state.places.get(reader).copied().unwrap_or_default();
        if own >= self.shared.size.per_reader {
            return Err(Full::ForReader);
        }
        if total >= self.shared.size.total {
            return Err(Full::ForAll);
        }
        *state.places.entry(reader.to_owned()).or_default() += 1;
        let ticket = state.next;
        state.next += 1;
        match state.waiting.iter_mut().find(|(name, _)| name == reader) {
            Some((_, tickets)) => tickets.push_back(ticket),
            None => state
                .waiting
                .push_back((reader.to_owned(), [ticket].into())),
        }
        drop(state);
        self.shared.grant();
        Ok(Place {
            shared: Arc::clone(&self.shared),
            moved: self.shared.moved.subscribe(),
            reader: reader.to_owned(),
            ticket,
        })
    }

    /// How many readers have a turn, and how many places wait for theirs.
    pub fn length(&self) -> (usize, usize) {
        let state = self.shared.state();
        (
            state.running.len(),
            state.waiting.iter().map(|(_, tickets)| tickets.len()).sum(),
        )
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics with the lock")
    }

    /// Grants a turn for each core that is free, and wakes the places.
    fn grant(&self) {
        let mut state = self.state();
        let State {
            waiting,
            granted,
            running,
            ..
        } = &mut *state;
        while running.len() < self.size.running {
            let Some(next) = waiting
                .iter()
                .position(|(reader, _)| !running.contains(reader))
            else {
                break;
            };
            let Some((reader, mut tickets)) = waiting.remove(next) else {
                break;
            };
            granted.extend(tickets.pop_front());
            running.insert(reader.clone());
            if !tickets.is_empty() {
                waiting.push_back((reader, tickets));
            }
        }
        drop(state);
        self.moved.send_replace(());
    }
}

impl State {
    /// The number of turns until that of `ticket`, a place of `reader`. 1 means the next turn.
    fn number(&self, reader: &str, ticket: u64) -> usize {
        let own = self
            .waiting
            .iter()
            .position(|(name, _)| name == reader)
            .unwrap_or_default();
        let before = self.waiting.get(own).map_or(0, |(_, tickets)| {
            tickets.iter().take_while(|t| **t != ticket).count()
        });
        let others = self.waiting.iter().enumerate().filter(|(i, _)| *i != own);
        others
            .map(|(i, (_, tickets))| tickets.len().min(before + usize::from(i < own)))
            .sum::<usize>()
            + before
            + 1
    }
}

/// A place in the queue, which counts for its reader until it is dropped. If it is dropped before it has taken its turn, the
/// turn goes to the next place.
pub struct Place {
    shared: Arc<Shared>,
    moved: watch::Receiver<()>,
    reader: String,
    ticket: u64,
}

impl Place {
    /// Waits for the turn of this place. While it waits, it calls `tell` with the number of turns until then, at first and
    /// after each change. 1 means the next turn.
    pub async fn turn(&mut self, mut tell: impl FnMut(usize)) -> Turn {
        let mut last = 0;
        loop {
            self.moved.mark_unchanged();
            {
                let mut state = self.shared.state();
                if state.granted.remove(&self.ticket) {
                    drop(state);
                    return Turn {
                        shared: Arc::clone(&self.shared),
                        reader: self.reader.clone(),
                    };
                }
                let number = state.number(&self.reader, self.ticket);
                if number != last {
                    tell(number);
                    last = number;
                }
            }
            // No error: this place owns the sender, as a part of `shared`.
            let _ = self.moved.changed().await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        // If the turn was granted but never taken, no `Turn` exists to release it, so `Place` must release it.
        if state.granted.remove(&self.ticket) {
            state.running.remove(&self.reader);
        }
        for (_, tickets) in &mut state.waiting {
            tickets.retain(|ticket| *ticket != self.ticket);
        }
        state.waiting.retain(|(_, tickets)| !tickets.is_empty());
        if let Some(places) = state.places.get_mut(&self.reader) {
            *places -= 1;
            if *places == 0 {
                state.places.remove(&self.reader);
            }
        }
        drop(state);
        self.shared.grant();
    }
}

/// The right to run a program. When it is dropped, the next place gets its turn.
pub struct Turn {
    shared: Arc<Shared>,
    reader: String,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.shared.state().running.remove(&self.reader);
        self.shared.grant();
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    fn queue(running: usize) -> Queue {
        Queue::new(Size {
            running,
            per_reader: 3,
            total: 5,
        })
    }

    /// The turn of this place if it was granted, and otherwise the number of turns until then.
    fn look(place: &mut Place) -> Result<Turn, usize> {
        let mut number = 0;
        let turn = place.turn(|now| number = now).now_or_never();
        turn.ok_or(number)
    }

    /// Readers take turns: a reader with one program waits for one program of another reader, and not for all of them.
    #[test]
    fn readers_take_turns() {
        let queue = queue(1);
        let mut a: Vec<Place> = (0..3).map(|_| queue.enter("a").unwrap()).collect();
        let mut b = queue.enter("b").unwrap();
        let first = look(&mut a[0]).ok().unwrap();
        assert_eq!(look(&mut b).err(), Some(2));
        assert_eq!(
            (look(&mut a[1]).err(), look(&mut a[2]).err()),
            (Some(1), Some(3))
        );
        // Only one program of each reader runs at a time, so b comes before the next program of a.
        let mut b_again = queue.enter("b").unwrap();
        assert_eq!(look(&mut b_again).err(), Some(4));
        drop(first);
        let second = look(&mut a[1]).ok().unwrap();
        drop(second);
        let _third = look(&mut b).ok().unwrap();
        assert_eq!(queue.length(), (1, 2));
    }

    /// As many programs run as there are cores, but only one of each reader. If a core is free, a program of another reader runs
    /// at once.
    #[test]
    fn as_many_as_cores() {
        let queue = queue(2);
        let mut places: Vec<Place> = ["a", "a", "b", "c"]
            .iter()
            .map(|name| queue.enter(name).unwrap())
            .collect();
        let a = look(&mut places[0]).ok().unwrap();
        assert_eq!(look(&mut places[1]).err(), Some(1));
        let b = look(&mut places[2]).ok().unwrap();
        assert_eq!(look(&mut places[3]).err(), Some(2));
        drop(b);
        // The next program of a may not run beside its first.
        let c = look(&mut places[3]).ok().unwrap();
        drop(a);
        assert!(look(&mut places[1]).is_ok());
        drop(c);
    }

    /// The places of one reader and of all readers are limited. A place that is dropped is free again, whether its turn was
    /// granted or not.
    #[test]
    fn places_are_bounded() {
        let queue = queue(1);
        let mut places: Vec<Place> = (0..3).map(|_| queue.enter("a").unwrap()).collect();
        assert_eq!(queue.enter("a").err(), Some(Full::ForReader));
        places.extend((0..2).map(|_| queue.enter("b").unwrap()));
        assert_eq!(queue.enter("c").err(), Some(Full::ForAll));
        // The first place has not taken the turn that was granted. When it is dropped, the second place gets the turn.
        places.remove(0);
        assert!(look(&mut places[0]).is_ok());
        queue.enter("a").unwrap();
        drop(places);
        assert_eq!(queue.length(), (0, 0));
    }

    /// No reader is left waiting: each of the thousand programs of ten readers gets its turn, in whichever order places and turns
    /// are dropped.
    #[tokio::test]
    async fn nobody_is_forgotten() {
        let queue = Queue::new(Size {
            running: 2,
            per_reader: 4,
            total: 128,
        });
        let mut readers = tokio::task::JoinSet::new();
        for reader in 0..10_u32 {
            let queue = queue.clone();
            readers.spawn(async move {
                for program in 0..100_u32 {
                    let mut place = queue.enter(&reader.to_string()).unwrap();
                    let turn = place.turn(|_| {}).await;
                    if (reader + program).is_multiple_of(3) {
                        tokio::task::yield_now().await;
                    }
                    // Of every two programs, one drops its place first, and the other its turn.
                    if program.is_multiple_of(2) {
                        drop(place);
                        drop(turn);
                    }
                }
            });
        }
        readers.join_all().await;
        assert_eq!(queue.length(), (0, 0));
    }
}
