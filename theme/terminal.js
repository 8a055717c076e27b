// What a terminal shows of a program's output. crates/runner/src/terminal.rs follows the same rules, and the cases in
// terminal_cases.json beside it hold for both.
//
// A character takes one column. After \r and \b, what follows overwrites what is there. Of the escape sequences, SGR sets
// the look (`ESC [ 31 m`) and EL erases (`ESC [ K`, `ESC [ 2 K`). All others, and other control characters, do nothing.
// The end of a line also ends an unfinished sequence.
"use strict";

(() => {
    const TAB = 8; // columns, in a line where something is overwritten
    const WIDEST = 1000; // The cursor's column after EL at most: blanks fill what is before it.
    const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    // The look (class names) after an SGR sequence with these parameters.
    function restyled(look, parameters) {
        let bold = look.includes("sgr-bold");
        let colour = /sgr-(?!bold)\w+/.exec(look)?.[0];
        const codes = parameters.split(";");
        for (let i = 0; i < codes.length; i++) {
            // `38:5:9`, one parameter, means the same as `38;5;9`, three.
            const [code, ...values] = codes[i].split(":").map(Number);
            if (code === 0) {
                [bold, colour] = [false, null];
            } else if (code === 1 || code === 22) {
                bold = code === 1;
            } else if (code === 38 || code === 48) {
                const [kind, number] = values.length ? values : codes.slice(i + 1, i + 3).map(Number);
                if (code === 38) {
                    // Sixteen of the 256 colours are the eight, twice. All others become the text's.
                    colour = kind === 5 && number < 16 && `sgr-${COLOURS[number % 8]}`;
                }
                i += values.length ? 0 : ({ 5: 2, 2: 4 }[kind] ?? 0);
            } else if (code === 39) {
                colour = null;
            } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) {
                colour = `sgr-${COLOURS[code % 10]}`;
            }
        }
        return [bold && "sgr-bold", colour].filter(Boolean).join(" ");
    }

    // Adds text to parts.
    function join(parts, text, look) {
        const last = parts.at(-1);
        last?.look === look ? (last.text += text) : parts.push({ text, look });
    }

    // A line is a list of parts, each with its look, and grows at its end. Once something is overwritten, it is a list of
    // cells, one for each column. `version` counts how often its parts were made of its cells.
    class Line {
        size = 0; // the characters that have arrived
        version = 0;
        done = false;
        #parts = [];
        #cells = null;
        #column = null; // of the cursor; null at the end of a line without cells
        #changed = false;

        get parts() {
            if (this.#changed) {
                this.#parts = [];
                this.#cells.forEach(({ text, look }) => join(this.#parts, text, look));
                this.#changed = false;
                this.version++;
            }
            return this.#parts;
        }

        get text() {
            return this.parts.map(({ text }) => text).join("");
        }

        add(text, look) {
            this.size += text.length;
            if (this.#column === null) {
                join(this.#parts, text, look);
            } else {
                this.#edit();
                this.#put(text, look);
            }
        }

        return() {
            this.#column = 0;
        }

        back() {
            this.#edit();
            this.#column = Math.max(this.#column - 1, 0);
        }

        // From the cursor on, or the whole line.
        erase(whole) {
            this.#edit();
            this.#cells.length = whole ? 0 : Math.min(this.#cells.length, this.#column);
            this.#column = Math.min(this.#column, WIDEST);
        }

        finish() {
            this.#parts = this.parts;
            this.#cells = null;
            this.done = true;
        }

        #edit() {
            this.#changed = true;
            if (!this.#cells) {
                const column = this.#column;
                this.#cells = [];
                this.#column = 0;
                this.#parts.forEach(({ text, look }) => this.#put(text, look));
                this.#column = column ?? this.#column;
            }
        }

        #put(text, look) {
            const cells = this.#cells;
            const fill = () => {
                while (cells.length < this.#column) {
                    cells.push({ text: " ", look: "" });
                }
            };
            fill();
            for (const character of text) {
                if (character === "\t") {
                    this.#column += TAB - (this.#column % TAB);
                    fill();
                } else {
                    cells[this.#column++] = { text: character, look };
                }
            }
        }
    }

    const PLAIN = /[^\x00-\x08\x0a-\x1f\x7f-\x9f]+/y;
    // Each of these characters means ESC and another one.
    const C1 = { "\x90": "P", "\x98": "X", "\x9b": "[", "\x9d": "]", "\x9e": "^", "\x9f": "_" };

    // One of a program's outputs. `begin` is called with each new Line.
    class Terminal {
        #line = null;
        #look = "";
        #state = "text"; // or in a sequence: "escape", "final", "csi", "string"
        #parameters = "";

        constructor(begin) {
            this.begin = begin;
        }

        // Takes a piece of the output, which may end within a sequence.
        write(text) {
            for (let at = 0; at < text.length; ) {
                if (!this.#line) {
                    this.begin((this.#line = new Line()));
                }
                PLAIN.lastIndex = at;
                if (this.#state !== "text" && this.#continues(text[at])) {
                    at++;
                } else if (PLAIN.test(text)) {
                    this.#line.add(text.slice(at, PLAIN.lastIndex), this.#look);
                    at = PLAIN.lastIndex;
                } else {
                    this.#control(text[at++]);
                }
            }
        }

        // The line is complete.
        end() {
            this.#line?.finish();
            this.#line = null;
            this.#state = "text";
        }

        #control(character) {
            if (character === "\n") {
                this.end();
            } else if (character === "\r") {
                this.#line.return();
            } else if (character === "\b") {
                this.#line.back();
            } else if (character === "\x1b") {
                this.#state = "escape";
            } else if (C1[character]) {
                this.#introduce(C1[character]);
            }
        }

        // Whether the character belongs to the sequence. If not, the sequence was broken, and is over.
        #continues(character) {
            const state = this.#state;
            this.#state = "text";
            if (character === "\x1b") {
                this.#state = "escape";
            } else if (state === "string") {
                if (character === "\n") {
                    return false;
                }
                // BEL, ST, CAN and SUB end it.
                this.#state = /[\x07\x9c\x18\x1a]/.test(character) ? "text" : "string";
            } else if (character < " " || character > "~") {
                return false;
            } else if (state === "escape") {
                this.#introduce(character);
            } else if (state === "final") {
                this.#state = character < "0" ? "final" : "text";
            } else if (character < "@") {
                this.#state = "csi";
                this.#parameters += character;
            } else if (character === "m" && /^[\d;:]*$/.test(this.#parameters)) {
                this.#look = restyled(this.#look, this.#parameters);
            } else if (character === "K" && /^[02]?$/.test(this.#parameters)) {
                this.#line.erase(this.#parameters === "2");
            }
            return true;
        }

        #introduce(character) {
            this.#parameters = "";
            this.#state = character === "[" ? "csi" : "P]X^_".includes(character) ? "string" : character < "0" ? "final" : "text";
        }
    }

    // The lines of a text.
    function lines(text) {
        const lines = [];
        const terminal = new Terminal((line) => lines.push(line));
        terminal.write(text);
        terminal.end();
        return lines;
    }

    Object.assign(course, { Terminal, lines, join });
})();
