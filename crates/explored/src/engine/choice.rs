//! Who makes the next step.

use serde::Deserialize;

/// How schedules are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Strategy {
    /// Every schedule, depth first.
    Every,
    /// Each step by an even random choice, from this seed.
    Random(u64),
    /// Probabilistic concurrency testing: each thread has a random priority, and the thread with the highest one runs; at a few random
    /// steps, the thread that runs gets the lowest priority. S. Burckhardt and others, "A Randomized Scheduler with Probabilistic
    /// Guarantees of Finding Bugs", ASPLOS 2010.
    Pct(u64),
}

/// One possible next step: the index of a thread in the execution, and one of the ways in which it can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub thread: usize,
    pub variant: usize,
}

/// A choice that was made: which of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub chosen: u16,
    pub of: u16,
}

/// Makes the choices of one execution after the other.
pub struct Chooser {
    strategy: Strategy,
    /// The choices of this execution. Where there is only one possibility, nothing is chosen.
    pub path: Vec<Choice>,
    position: usize,
    random: Random,
    priorities: Vec<u64>,
    changes: Vec<usize>,
    steps: usize,
    longest: usize,
}

/// At how many steps PCT changes a priority. Most bugs need one or two.
const CHANGES: usize = 2;

/// That a program did not do the same in the same schedule.
#[derive(Debug)]
pub struct Undetermined;

impl Chooser {
    /// A chooser before the first execution.
    pub fn new(strategy: Strategy) -> Self {
        let seed = match strategy {
            Strategy::Every => 0,
            Strategy::Random(seed) | Strategy::Pct(seed) => seed,
        };
        let mut chooser = Chooser {
            strategy,
            path: Vec::new(),
            position: 0,
            random: Random(seed),
            priorities: Vec::new(),
            changes: Vec::new(),
            steps: 0,
            longest: 20,
        };
        chooser.begin_random();
        chooser
    }

    /// A chooser that makes these choices, and then always takes the first possibility.
    pub fn replay(path: &[Choice]) -> Self {
        let mut chooser = Chooser::new(Strategy::Every);
        chooser.path = path.to_vec();
        chooser
    }

    /// Chooses one of at least two candidates.
    ///
    /// # Errors
    /// That an earlier execution had another number of candidates here.
    pub fn choose(&mut self, candidates: &[Candidate]) -> Result<usize, Undetermined> {
        let of = u16::try_from(candidates.len()).unwrap_or(u16::MAX);
        if let Some(choice) = self.path.get(self.position) {
            if choice.of != of {
                return Err(Undetermined);
            }
            self.position += 1;
            return Ok(choice.chosen.into());
        }
        let chosen = match self.strategy {
            Strategy::Every => 0,
            Strategy::Random(_) => self.random.below(candidates.len()),
            Strategy::Pct(_) => self.highest(candidates),
        };
        self.path.push(Choice {
            chosen: u16::try_from(chosen).unwrap_or(u16::MAX),
            of,
        });
        self.position += 1;
        Ok(chosen)
    }

    /// The candidate of the thread with the highest priority, with a random variant of it.
    fn highest(&mut self, candidates: &[Candidate]) -> usize {
        self.steps += 1;
        for candidate in candidates {
            while self.priorities.len() <= candidate.thread {
                self.priorities.push(self.random.next() | (1 << 63));
            }
        }
        let best = |priorities: &[u64]| {
            let threads = candidates.iter().map(|candidate| candidate.thread);
            threads.max_by_key(|thread| priorities[*thread])
        };
        let mut thread = best(&self.priorities);
        if let (Some(running), true) = (thread, self.changes.contains(&self.steps)) {
            self.priorities[running] = u64::try_from(self.changes.len()).unwrap_or(0);
            self.changes.retain(|step| *step != self.steps);
            thread = best(&self.priorities);
        }
        let of_thread: Vec<usize> = (0..candidates.len())
            .filter(|index| Some(candidates[*index].thread) == thread)
            .collect();
        of_thread[self.random.below(of_thread.len())]
    }

    /// Goes on to the next execution; false when there is none.
    pub fn advance(&mut self) -> bool {
        self.position = 0;
        if self.strategy != Strategy::Every {
            self.longest = self.longest.max(self.steps);
            self.path.clear();
            self.begin_random();
            return true;
        }
        while let Some(choice) = self.path.last_mut() {
            choice.chosen += 1;
            if choice.chosen < choice.of {
                return true;
            }
            self.path.pop();
        }
        false
    }

    fn begin_random(&mut self) {
        self.steps = 0;
        self.priorities.clear();
        let changes = (0..CHANGES).map(|_| 1 + self.random.below(self.longest));
        self.changes = changes.collect();
    }
}

/// Random numbers that are the same for the same seed: SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is at least 1.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }
}
