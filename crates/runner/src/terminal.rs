//! What a terminal shows of a line of output.
//!
//! theme/terminal.js follows the same rules, and the cases in terminal_cases.json hold for both. Only the page shows colours and bold text;
//! here they are skipped.

/// The distance of tab stops, in columns. It counts only in a line in which something is overwritten.
const TAB: usize = 8;

/// After a line was erased, the cursor stands in this column at most, because blanks fill the columns before it.
const WIDEST: usize = 1000;

/// What a terminal shows of `line`, which has no line feed: characters that were overwritten or erased are gone, and so are
/// escape sequences and control characters. A character takes one column.
pub fn shown(line: &str) -> String {
    let is_plain = |c: char| !c.is_control() || c == '\t';
    if line.chars().all(is_plain) {
        return line.to_owned();
    }
    let mut screen = Screen::default();
    let mut state = State::Text;
    for character in line.chars() {
        state = match state.after(character) {
            Step::To(state) => state,
            Step::Erase { whole } => {
                screen.erase(whole);
                State::Text
            }
            // Also a character that breaks a sequence.
            Step::Control(character) => {
                screen.control(character);
                State::introduced_by(character)
            }
            Step::Text(character) => {
                screen.put(character);
                State::Text
            }
        };
    }
    screen.cells.into_iter().collect()
}

/// Where in an escape sequence a text is.
enum State {
    Text,
    /// After ESC.
    Escape,
    /// One more character ends the sequence.
    Final,
    /// Within a control sequence, with its parameters.
    Csi(String),
    /// Within a string, for example a window's title.
    String,
}

/// What a character does.
enum Step {
    To(State),
    Erase { whole: bool },
    Control(char),
    Text(char),
}

impl State {
    /// What the character does in this state.
    fn after(self, character: char) -> Step {
        match (self, character) {
            (State::Text, c) if c.is_control() && c != '\t' => Step::Control(c),
            (State::Text, c) => Step::Text(c),
            (_, '\x1b') => Step::To(State::Escape),
            // BEL, ST, CAN and SUB end a string.
            (State::String, '\x07' | '\u{9c}' | '\x18' | '\x1a') => Step::To(State::Text),
            (State::String, _) => Step::To(State::String),
            (_, '\t') => Step::Text('\t'),
            (_, c) if c.is_control() => Step::Control(c),
            (_, c) if !c.is_ascii() => Step::Text(c),
            (State::Escape, c) => Step::To(State::introduced(c)),
            (State::Final, ' '..='/') => Step::To(State::Final),
            (State::Final, _) => Step::To(State::Text),
            (State::Csi(parameters), 'K') if matches!(&*parameters, "" | "0" | "2") => {
                let whole = parameters == "2";
                Step::Erase { whole }
            }
            (State::Csi(_), '@'..) => Step::To(State::Text),
            (State::Csi(mut parameters), c) => {
                parameters.push(c);
                Step::To(State::Csi(parameters))
            }
        }
    }

    /// After ESC and this character.
    fn introduced(character: char) -> State {
        match character {
            '[' => State::Csi(String::new()),
            'P' | ']' | 'X' | '^' | '_' => State::String,
            ' '..='/' => State::Final,
            _ => State::Text,
        }
    }

    /// After this control character: some mean ESC and another one.
    fn introduced_by(control: char) -> State {
        match control {
            '\x1b' => State::Escape,
            '\u{9b}' => State::introduced('['),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => State::String,
            _ => State::Text,
        }
    }
}

/// A line of a terminal.
#[derive(Default)]
struct Screen {
    cells: Vec<char>,
    /// Where the cursor is; `None` is the end of a line that was never edited.
    column: Option<usize>,
    /// Whether each cell is a column. Until something is overwritten a tab stays a tab.
    edited: bool,
}

impl Screen {
    fn put(&mut self, character: char) {
        if self.column.is_none() {
            self.cells.push(character);
            return;
        }
        let column = self.edit();
        self.fill(column);
        if character == '\t' {
            let next = (column / TAB + 1) * TAB;
            self.fill(next);
            self.column = Some(next);
            return;
        }
        match self.cells.get_mut(column) {
            Some(cell) => *cell = character,
            None => self.cells.push(character),
        }
        self.column = Some(column + 1);
    }

    fn control(&mut self, character: char) {
        match character {
            '\r' => self.column = Some(0),
            '\x08' => self.column = Some(self.edit().saturating_sub(1)),
            _ => {}
        }
    }

    /// Erases from the cursor on, or the whole line.
    fn erase(&mut self, whole: bool) {
        let column = self.edit();
        self.cells.truncate(if whole { 0 } else { column });
        self.column = Some(column.min(WIDEST));
    }

    /// Makes a column of each cell, and returns the column of the cursor.
    fn edit(&mut self) -> usize {
        if !self.edited {
            self.edited = true;
            for character in std::mem::take(&mut self.cells) {
                match character {
                    '\t' => self.fill((self.cells.len() / TAB + 1) * TAB),
                    character => self.cells.push(character),
                }
            }
        }
        *self.column.get_or_insert(self.cells.len())
    }

    /// Blanks up to this column.
    fn fill(&mut self, column: usize) {
        while self.cells.len() < column {
            self.cells.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Case {
        what: String,
        text: String,
        lines: Vec<String>,
    }

    /// Each case of the table holds, as it does for the terminal of the page.
    #[test]
    fn cases() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("terminal_cases.json")).unwrap();
        for case in cases {
            let mut lines: Vec<&str> = case.text.split('\n').collect();
            if lines.last() == Some(&"") {
                lines.pop();
            }
            let lines: Vec<String> = lines.into_iter().map(shown).collect();
            assert_eq!(lines, case.lines, "{}", case.what);
        }
    }
}
