//! The rows of a timeline as SVG.

use std::fmt::Write;

use super::words::{ALIKE, in_full};
use super::{Row, Step, Timeline};

/// As wide as every drawing of the book.
const WIDTH: u32 = 480;
/// The distance of two lines of text.
const LINE: u32 = 22;
/// The space between two rows.
const GAP: u32 = 14;
/// The height of the headings.
const TOP: u32 = 30;
/// How far text stands from the line of its column.
const INDENT: u32 = 8;
/// How far the middle of a line of text is above its base.
const MIDDLE: u32 = 5;
/// About how wide a character is, in tenths.
const CHARACTER: u32 = 82;

/// A step and its place: the base of its text.
struct Placed<'a> {
    step: &'a Step,
    y: u32,
}

/// The timeline as SVG.
pub fn svg(timeline: &Timeline, rows: &[Row]) -> String {
    let lefts = lefts(timeline);
    let mut placed = Vec::new();
    let mut tops = Vec::new();
    let mut y = TOP;
    for row in rows {
        tops.push(y);
        y = place(row, timeline, y + GAP / 2, &mut placed) + GAP / 2;
    }
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {y}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"16\">\n\
         <title>{}</title>\n<desc>{}</desc>\n",
        escaped(timeline.title),
        escaped(&description(timeline, rows))
    );
    svg += &lines(&lefts, &tops, y, &placed);
    svg += "<g class=\"pic-text\" fill=\"currentColor\">\n";
    let unit = timeline.unit.name();
    let _ = writeln!(svg, "<text x=\"2\" y=\"20\">{unit}</text>");
    for ((heading, _), left) in timeline.columns.iter().zip(&lefts) {
        let heading = escaped(heading);
        let _ = writeln!(
            svg,
            "<text x=\"{left}\" y=\"20\" font-weight=\"bold\">{heading}</text>"
        );
    }
    for (row, top) in rows.iter().zip(&tops) {
        let base = top + GAP / 2 + LINE - MIDDLE;
        let time = timeline.unit.number(row.time);
        let _ = writeln!(svg, "<text x=\"2\" y=\"{base}\">{time}</text>");
    }
    for Placed { step, y } in &placed {
        let x = lefts[step.column] + INDENT;
        for (line, y) in wrapped(step, timeline)
            .iter()
            .zip((*y..).step_by(LINE as usize))
        {
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\">{}</text>", escaped(line));
        }
    }
    svg + "</g>\n</svg>\n"
}

/// Where the line of each column is. The times stand on the left of the first.
fn lefts(timeline: &Timeline) -> Vec<u32> {
    let widths = timeline.columns.iter().map(|(_, width)| *width);
    let first = WIDTH.saturating_sub(widths.clone().sum());
    let lefts = widths.scan(first, |at, width| {
        let left = *at;
        *at += width;
        Some(left)
    });
    lefts.collect()
}

/// Places the steps of a row below `y`; returns where they end.
fn place<'a>(row: &'a Row, timeline: &Timeline, y: u32, placed: &mut Vec<Placed<'a>>) -> u32 {
    let first = placed.len();
    let mut end = y + LINE;
    let mut next = y;
    for step in &row.steps {
        let row = &placed[first..];
        let own = row.iter().filter(|other| other.step.column == step.column);
        let own = own.map(|other| other.y).max().unwrap_or_default();
        let mut alike = row
            .iter()
            .filter(|other| other.step.words == step.words && other.y > own);
        let shared = alike.find(|_| ALIKE.contains(&step.words.as_str()));
        let base = shared.map_or(next + LINE - MIDDLE, |other| other.y);
        let lines = u32::try_from(wrapped(step, timeline).len()).unwrap_or(1);
        next = next.max(base + MIDDLE + LINE * (lines - 1));
        end = end.max(next);
        placed.push(Placed { step, y: base });
    }
    end
}

/// The words in lines that fit into the column.
fn wrapped(step: &Step, timeline: &Timeline) -> Vec<String> {
    let room = (timeline.columns[step.column].1 - INDENT) * 10 / CHARACTER;
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    let mut lines: Vec<String> = Vec::new();
    for word in step.words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                *line = format!("{line} {word}");
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The lines between rows, the line of each task from its start to its end, and a dot for each step.
fn lines(lefts: &[u32], tops: &[u32], bottom: u32, placed: &[Placed<'_>]) -> String {
    let mut svg = "<g stroke=\"currentColor\" stroke-width=\"1\" opacity=\"0.3\">\n".to_owned();
    for y in tops {
        let _ = writeln!(svg, "<line x1=\"0\" y1=\"{y}\" x2=\"{WIDTH}\" y2=\"{y}\"/>");
    }
    svg += "</g>\n<g stroke=\"currentColor\" stroke-width=\"1.5\">\n";
    for (column, x) in lefts.iter().enumerate() {
        let start = placed.iter().find(|one| one.step.starts == Some(column));
        let start = match (column, start) {
            (0, _) => Some(TOP),
            (_, start) => start.map(|one| one.y - MIDDLE),
        };
        let end = placed
            .iter()
            .find(|one| one.step.column == column && one.step.ends);
        let end = end.map_or(bottom, |one| one.y - MIDDLE);
        if let Some(start) = start {
            let _ = writeln!(
                svg,
                "<line x1=\"{x}\" y1=\"{start}\" x2=\"{x}\" y2=\"{end}\"/>"
            );
        }
    }
    svg += "</g>\n<g class=\"pic-accent\" fill=\"currentColor\">\n";
    for Placed { step, y } in placed {
        let (x, y) = (lefts[step.column], y - MIDDLE);
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>");
    }
    svg + "</g>\n"
}

/// What the drawing shows, in words.
fn description(timeline: &Timeline, rows: &[Row]) -> String {
    let sentences = rows.iter().map(|row| {
        let steps = row.steps.iter().map(|step| {
            format!(
                "{} {}",
                timeline.columns[step.column].0,
                in_full(&step.words)
            )
        });
        let steps: Vec<String> = steps.collect();
        format!("{}: {}.", timeline.unit.show(row.time), steps.join(", "))
    });
    sentences.collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}
