//! One schedule, step by step.

use anyhow::{Context, Result};

use crate::exploration::{Event, Exploration};

/// One schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The steps.
    pub steps: Vec<Step>,
    /// The number of its outcome.
    pub outcome: usize,
}

/// What a thread did when it was chosen, and how everything stands after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The thread that was chosen.
    pub thread: usize,
    /// What happened: the step itself, and what followed from it without a further choice.
    pub events: Vec<Event>,
    /// The threads that could have been chosen.
    pub could_run: Vec<usize>,
    /// The threads that could not, each with what it waits for and who could let it go on.
    pub waits: Vec<(usize, String, Option<usize>)>,
    /// The state of each object that has been used so far, by its number.
    pub state: Vec<Option<String>>,
    /// All that has been printed.
    pub printed: String,
}

impl Exploration {
    /// The shortest schedule that was found for an outcome.
    ///
    /// # Errors
    /// That there is no such outcome, or that the exploration is not consistent.
    pub fn shortest(&self, outcome: usize) -> Result<Trace> {
        let choices = &self
            .outcomes
            .get(outcome)
            .context("there is no such outcome")?
            .shortest;
        self.trace(choices)
    }

    /// The schedule with these choices.
    ///
    /// # Errors
    /// That it was not recorded.
    pub fn trace(&self, choices: &[(usize, usize)]) -> Result<Trace> {
        let graph = &self.graph;
        let mut steps: Vec<Step> = Vec::new();
        let mut state = vec![None; self.objects.len()];
        let mut printed = String::new();
        let mut at = graph.root;
        // What happens before the first choice has the choice (0, 0).
        for choice in std::iter::once(&(0, 0)).chain(choices) {
            let node = graph.nodes.get(at).context("a state is missing")?;
            let mut edges = node.1.iter();
            let edge = edges.find(|edge| (edge.0, edge.1) == *choice);
            let edge = edge.with_context(|| {
                format!(
                    "the choice {choice:?} was not recorded in step {}",
                    steps.len()
                )
            })?;
            let mut step = Step {
                thread: choice.0,
                events: Vec::new(),
                could_run: Vec::new(),
                waits: Vec::new(),
                state: Vec::new(),
                printed: String::new(),
            };
            for (thread, op) in &node.0 {
                let op = graph.ops.get(*op).context("a next step is missing")?;
                if op.4 == "ready" {
                    step.could_run.push(*thread);
                } else {
                    step.waits.push((*thread, op.3.clone(), op.5));
                }
            }
            for number in &edge.2 {
                let event = graph.events.get(*number).context("an event is missing")?;
                if let (Some(object), Some(new)) = (event.2, &event.5) {
                    state[object] = Some(new.clone());
                }
                printed += event.6.as_deref().unwrap_or_default();
                step.events.push(event.clone());
            }
            (step.state, step.printed) = (state.clone(), printed.clone());
            steps.push(step);
            at = edge.3;
        }
        let outcome = graph.nodes[at]
            .2
            .context("the program has not ended after these choices")?;
        Ok(Trace { steps, outcome })
    }
}
