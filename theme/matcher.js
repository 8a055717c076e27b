// Whether a run is the book's, and what is different if it is not. It knows no page. crates/runner/src/transcript.rs
// follows the same rules, and the cases in crates/runner/src/transcript_cases.json hold for both.
"use strict";

(() => {
    const ANYTHING = "[..]";
    const NEVER_ENDS = "[never ends]";
    const END = /^\[(?:never ends|exit .*|signal .*)\]$/;
    const QUOTED = 80; // characters of a line

    // The lines of a transcript.
    function parsed(text) {
        const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
        if (lines.at(-1) === "") {
            lines.pop();
        }
        return lines;
    }

    // Whether the line is what the pattern says, where `[..]` stands for anything.
    function lineMatches(pattern, line) {
        const parts = pattern.split(ANYTHING);
        const [first, last] = [parts.shift(), parts.pop()];
        if (last === undefined) {
            return pattern === line;
        }
        if (!line.startsWith(first)) {
            return false;
        }
        let at = first.length;
        for (const part of parts) {
            const found = line.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length;
        }
        return line.length >= at + last.length && line.endsWith(last);
    }

    // How a program ended, as the last line of its transcript; nothing where it ended well. What was stopped by a limit on
    // time or computing, by the reader, or because nothing could wake it, would not have ended.
    function endLine(how) {
        switch (how.kind) {
            case "exit":
                return how.code === 0 ? null : `[exit ${how.code}]`;
            case "signal":
                return `[signal ${how.number}]`;
            case "stopped":
            case "deadlock":
                return NEVER_ENDS;
            default:
                return how.limit === "time" || how.limit === "cpu" ? NEVER_ENDS : `[${how.text ?? how.kind}]`;
        }
    }

    function ends(line) {
        if (line === null) {
            return "ends with exit code 0";
        }
        const [, kind, number] = /^\[(exit|signal) (.*)\]$/.exec(line) ?? [];
        const words = { exit: `ends with exit code ${number}`, signal: `is ended by signal ${number}` };
        return words[kind] ?? (line === NEVER_ENDS ? "never ends" : "is stopped");
    }

    const quote = (line) => `“${line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line}”`;
    const lineCount = (number) => (number === 1 ? "1 line" : `${number} lines`);

    // The output without its end, and the end.
    function apart(lines) {
        const end = END.test(lines.at(-1) ?? "") ? lines.at(-1) : null;
        return { lines: end === null ? lines : lines.slice(0, -1), end };
    }

    // What is different in the output of an edited program: [in words, the index of the first such line].
    function change(book, printed) {
        let start = 0;
        const shorter = Math.min(book.length, printed.length);
        while (start < shorter && lineMatches(book[start], printed[start])) {
            start++;
        }
        let same = 0; // lines at the end
        while (same < shorter - start && lineMatches(book.at(-1 - same), printed.at(-1 - same))) {
            same++;
        }
        const [missing, more] = [book.length - start - same, printed.length - start - same];
        const [theirs, ours] = [quote(book[start] ?? ""), quote(printed[start] ?? "")];
        if (!missing && !more) {
            return ["the output is the same as the book’s"];
        }
        if (!printed.length) {
            return [`it prints nothing, and the book’s version prints ${lineCount(book.length)}`];
        }
        const place = start + 1;
        if (!missing) {
            const what = more === 1 ? `line ${place} is new` : `${more} lines are new, from line ${place} on`;
            return [`${what}: ${ours}`, start];
        }
        if (!more) {
            const what = missing === 1 ? "a line of the book is missing" : `${missing} lines of the book are missing`;
            return [`${what}: line ${place} was ${theirs}`, start];
        }
        const count = more - missing;
        const lines = count ? `; it prints ${lineCount(Math.abs(count))} ${count > 0 ? "more" : "fewer"}` : "";
        return [`line ${place} is ${ours}, and in the book ${theirs}${lines}`, start];
    }

    const codesIn = (messages) =>
        [...new Set(Array.from(messages.matchAll(/^error\[(E\d{4})\]/gm), ([, code]) => code))].sort();

    function refusal({ refused, edited }, { messages }, how) {
        const same = how.kind === "refused" && codesIn(messages).join() === [...refused].sort().join();
        const codes = refused.join(" and ");
        if (edited) {
            const now = how.kind === "refused" ? `the compiler refuses it${same ? ", as in the book" : ""}` : "the compiler accepts it";
            return { text: `Edited: ${now}` };
        }
        return { good: same, text: same ? "Refused, as the book says" : `Differs from the book, where the compiler refuses it with ${codes}` };
    }

    // Compares a run with the book. The program has the lines of its `transcript`, whether it was `edited`, and for one
    // that the book shows as refused, the error codes. The run has its lines of stdout and stderr, and the compiler's
    // messages. The answer is { good, text, line }, or nothing where that cannot be said; `good` is missing where the
    // reader edited the program, and `line` is the index of the first line of the output that is different.
    function verdict(program, run, how) {
        const { transcript, refused, edited } = program;
        if (refused) {
            return refusal(program, run, how);
        }
        if (how.kind === "refused") {
            return edited ? { text: "Edited: the compiler refuses it" } : { good: false, text: "Differs from the book: the compiler refuses it, and in the book it compiles" };
        }
        if (!transcript) {
            return edited ? { text: "Edited" } : null;
        }
        const end = endLine(how);
        const lines = [...run.stdout, ...run.stderr.map((line) => (line ? `stderr: ${line}` : "stderr:"))];
        const printed = end === null ? lines : [...lines, end];
        const same = printed.length === transcript.length && printed.every((line, i) => lineMatches(transcript[i], line));
        if (same && !edited) {
            return { good: true, text: "Matches the book" };
        }
        if (!same && how.kind === "stopped") {
            return edited ? { text: "Edited" } : null; // Nobody knows what it would have printed.
        }
        const book = apart(transcript);
        const ending = lineMatches(book.end ?? "", end ?? "") ? "" : `it ${ends(end)}, and the book’s version ${ends(book.end)}`;
        if (edited) {
            const [words, line] = change(book.lines, lines);
            return { text: `Edited: ${[words, ending].filter(Boolean).join("; ")}`, line };
        }
        const line = printed.findIndex((line, i) => i >= transcript.length || !lineMatches(transcript[i], line));
        const index = line < 0 ? printed.length : line;
        if (index >= lines.length && index >= book.lines.length && ending) {
            return { good: false, text: `Differs from the book: ${ending}` };
        }
        const expected = index < transcript.length ? `the book has ${quote(transcript[index])}` : "the book has no more";
        return { good: false, text: `Differs from the book in line ${index + 1}: ${expected}`, line: index };
    }

    Object.assign(course, { parsed, lineMatches, verdict });
})();
