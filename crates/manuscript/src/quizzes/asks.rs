//! What a quiz asks.

/// What a quiz asks about its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// How it ends.
    End,
    /// What this line is that it prints: counted from 1, or from the last one, which is -1.
    Line(isize),
    /// All that it prints.
    Output,
    /// Which error the compiler reports first.
    Code,
    /// Which line the compiler refuses.
    RefusedLine,
    /// What some schedule prints, or, if not `can`, what none prints.
    Print {
        /// Whether the right choice is possible.
        can: bool,
    },
    /// How some schedule ends, or, if not `can`, how none ends.
    PossibleEnd {
        /// Whether the right choice is possible.
        can: bool,
    },
    /// Which thread of a deadlock waits for which.
    Waits,
    /// How many of the schedules end badly, or print a line.
    Schedules,
}

/// The words for all that can be asked.
pub const WORDS: &str = "end, line N, output, code, refused line, can print, cannot print, can end, cannot end, waits, schedules";

impl Asks {
    /// What these words ask; `None` if they are none of [`WORDS`].
    pub fn of(words: &str) -> Option<Self> {
        Some(match words {
            "end" => Asks::End,
            "output" => Asks::Output,
            "code" => Asks::Code,
            "refused line" => Asks::RefusedLine,
            "can print" => Asks::Print { can: true },
            "cannot print" => Asks::Print { can: false },
            "can end" => Asks::PossibleEnd { can: true },
            "cannot end" => Asks::PossibleEnd { can: false },
            "waits" => Asks::Waits,
            "schedules" => Asks::Schedules,
            _ => {
                let number = words.strip_prefix("line ")?.parse().ok()?;
                (number != 0).then_some(Asks::Line(number))?
            }
        })
    }

    /// Whether only the recorded exploration knows the answer.
    pub fn needs_exploration(self) -> bool {
        matches!(
            self,
            Asks::Print { .. } | Asks::PossibleEnd { .. } | Asks::Waits | Asks::Schedules
        )
    }

    /// Whether the choices are text of a program: its output or its lines.
    pub fn is_of_program(self) -> bool {
        !matches!(
            self,
            Asks::End | Asks::PossibleEnd { .. } | Asks::Waits | Asks::Schedules
        )
    }
}
