//! Who plays next: as many programs at once as there are cores, and readers in turn.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::watch;

/// How many places a queue has.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How many programs run at once.
    pub running: usize,
    /// How many programs one reader may have in the queue, those that run and those whose answer is not fetched included.
    pub per_reader: usize,
    /// How many programs may be in the queue at all.
    pub total: usize,
}

/// The queue. Readers take turns, whatever each has in it; of one reader one program runs at a time.
#[derive(Clone)]
pub struct Queue {
    shared: Arc<Shared>,
}

struct Shared {
    size: Size,
    state: Mutex<State>,
    /// Sent to whenever somebody's place may have changed.
    moved: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    /// The readers that wait, in the order of their turns, each with its tickets.
    waiting: VecDeque<(String, VecDeque<u64>)>,
    /// The tickets whose turn it is.
    granted: HashSet<u64>,
    /// The readers of whom a program runs.
    running: HashSet<String>,
    /// How many places each reader has.
    places: HashMap<String, usize>,
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

    /// Takes a place at the end of the reader's own line.
    ///
    /// # Errors
    /// That there is none.
    pub fn enter(&self, reader: &str) -> Result<Place, Full> {
        let mut state = self.shared.state();
        let total: usize = state.places.values().sum();
        let of_reader = state.places.get(reader).copied().unwrap_or_default();
        if of_reader >= self.shared.size.per_reader {
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

    /// How many programs run, and how many wait.
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

    /// Gives free cores to those whose turn it is.
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
    /// How many turns it takes until it is this ticket's, 1 for the next.
    fn place(&self, reader: &str, ticket: u64) -> usize {
        let own = self
            .waiting
            .iter()
            .position(|(name, _)| name == reader)
            .unwrap_or_default();
        let before = self.waiting.get(own).map_or(0, |(_, tickets)| {
            tickets.iter().take_while(|t| **t != ticket).count()
        });
        let of_others = self.waiting.iter().enumerate().filter(|(i, _)| *i != own);
        of_others
            .map(|(i, (_, tickets))| tickets.len().min(before + usize::from(i < own)))
            .sum::<usize>()
            + before
            + 1
    }
}

/// A place in the queue. Dropped, it is free again, waited for or not.
pub struct Place {
    shared: Arc<Shared>,
    moved: watch::Receiver<()>,
    reader: String,
    ticket: u64,
}

impl Place {
    /// Waits for the turn; calls `tell` with the place whenever it has changed, 1 for the next. A turn that comes at once is
    /// not told.
    pub async fn turn(&mut self, mut tell: impl FnMut(usize)) -> Turn {
        let mut told = 0;
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
                let place = state.place(&self.reader, self.ticket);
                if place != told {
                    tell(place);
                    told = place;
                }
            }
            // The sender lives as long as this place.
            let _ = self.moved.changed().await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        // A turn that came, and that nobody took, is nobody's to give back but this one's.
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

/// The right to run a program. Dropped, it is the next one's.
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

    /// The turn, if it is this place's, and what the place was told otherwise.
    fn look(place: &mut Place) -> Result<Turn, usize> {
        let mut told = 0;
        let turn = place.turn(|place| told = place).now_or_never();
        turn.ok_or(told)
    }

    /// Readers take turns: who has one program waits for one of another's, not for all.
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
        // Of one reader one program at a time: b comes before a's next.
        let mut b_again = queue.enter("b").unwrap();
        assert_eq!(look(&mut b_again).err(), Some(4));
        drop(first);
        let second = look(&mut a[1]).ok().unwrap();
        drop(second);
        let _third = look(&mut b).ok().unwrap();
        assert_eq!(queue.length(), (1, 2));
    }

    /// As many run as there are cores, but of one reader one; with a free core the other reader's runs at once.
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
        // a's next may not run beside a's first.
        let c = look(&mut places[3]).ok().unwrap();
        drop(a);
        assert!(look(&mut places[1]).is_ok());
        drop(c);
    }

    /// One reader has so many places, and all have so many; who leaves gives the place back, whether its turn came or not.
    #[test]
    fn places_are_bounded() {
        let queue = queue(1);
        let mut places: Vec<Place> = (0..3).map(|_| queue.enter("a").unwrap()).collect();
        assert_eq!(queue.enter("a").err(), Some(Full::ForReader));
        places.extend((0..2).map(|_| queue.enter("b").unwrap()));
        assert_eq!(queue.enter("c").err(), Some(Full::ForAll));
        // The first has its turn without knowing it; the second gets it when the first leaves.
        places.remove(0);
        assert!(look(&mut places[0]).is_ok());
        queue.enter("a").unwrap();
        drop(places);
        assert_eq!(queue.length(), (0, 0));
    }

    /// Nobody waits for ever: after a thousand programs of ten readers, who come and go at random, everybody had a turn.
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
                    // Now one, now the other is dropped first.
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
