// Predict mode: a transcript stays folded until the reader has guessed how its program ends, or a line that it prints. A switch in the bar of
// the page turns the mode on and off.
"use strict";

(() => {
    const { element, button, storage, book, load, parsed, lineMatches } = course;
    const KEY = `course-predict-${book}`;
    const END = /^\[(exit|signal|never) (\w+)\]$/;
    const OTHER = "ends in another way";
    const ENDS = ["ends well", "panics", "never ends", "does not compile", OTHER];
    // An eye, struck through.
    const ICON = `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
        <path d="M.8 8C2.5 5 5 3.5 8 3.5S13.5 5 15.2 8c-1.7 3-4.2 4.5-7.2 4.5S2.5 11 .8 8zM2.5 14.5l11-13"/><circle cx="8" cy="8" r="2"/></svg>`;

    const capital = (text) => text[0].toUpperCase() + text.slice(1);
    const blocks = [...document.querySelectorAll("pre > code[class*=transcript-]")];
    const bar = document.querySelector(".right-buttons");
    if (!blocks.length || !bar) {
        return;
    }

    // How a program ends: one of ENDS. A panic of Go has the code 2, which other ends of Go have too.
    function endOf(lines) {
        const [, kind, what] = END.exec(lines.at(-1)) ?? [];
        const says = (pattern) => lines.some((line) => pattern.test(line));
        if (!kind) {
            return says(/^error(\[E\d+\])?: /) ? "does not compile" : "ends well";
        }
        const panics = what === "101" || (what === "2" && says(/^stderr: panic: /));
        return kind === "never" ? "never ends" : panics ? "panics" : OTHER;
    }

    // Whether a line of the transcript is the guess. For a program that does not compile, the code of an error is enough.
    function prints(lines, guess) {
        const bare = (line) => line.replace(/^stderr: ?/, "").trim().replace(/\s+/g, " ");
        const printed = lines.filter((line) => !END.test(line)).map(bare);
        const code = /^E\d{4}$/.test(guess) && lines.some((line) => line.startsWith(`error[${guess}]`));
        return code || printed.some((line) => !["", "[..]"].includes(line) && lineMatches(line, bare(guess)));
    }

    // Puts a question in the place of a transcript, and after the guess the verdict. Returns what takes both away.
    function fold(code) {
        const pre = code.parentElement;
        const lines = parsed(code.textContent);
        const end = endOf(lines);
        const question = element("p", "", "How does the program end?");
        const ends = ENDS.map((guess) => button(capital(guess), "", () => open(guess === end, `it ${end}.`)));
        const input = element("input", "");
        Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: false });
        const check = Object.assign(button("Check", ""), { type: "submit" });
        const label = element("label", "quiz-typed", "Or which line does it print? ", input);
        const form = element("form", "predict-row", label, check);
        const box = element("div", "predict", question, element("div", "predict-row", ...ends), form);
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "Predict the output");

        function open(right, words) {
            const verdict = right ? element("b", "quiz-good", "Right") : element("b", "quiz-bad", "Wrong");
            box.replaceChildren(element("p", "", verdict, `: ${words}`));
            pre.hidden = false;
            // What had the focus is gone. A screen reader reads what gets it.
            box.tabIndex = -1;
            box.focus({ preventScroll: true });
        }

        form.onsubmit = (event) => {
            event.preventDefault();
            const guess = input.value.trim();
            const right = prints(lines, guess);
            guess ? open(right, `“${guess}” is ${right ? "" : "not "}in the output.`) : input.focus();
        };
        // To mdBook keys mean other pages, the search, its help.
        box.addEventListener("keydown", (event) => event.stopPropagation());
        pre.before(box);
        pre.hidden = true;
        return () => {
            box.remove();
            pre.hidden = false;
        };
    }

    let folded = [];
    const toggle = button("", "icon-button", () => turn(toggle.ariaPressed !== "true"));
    toggle.id = "predict-toggle";
    toggle.innerHTML = ICON;
    toggle.title = "Predict mode: guess each output before you see it";
    toggle.ariaLabel = "Predict mode";

    function turn(on) {
        storage.set(KEY, on || null);
        toggle.ariaPressed = on;
        folded.forEach((unfold) => unfold());
        folded = on ? blocks.map(fold) : [];
        if (on) {
            load("quiz.css").catch(course.say);
        }
    }

    bar.prepend(toggle);
    turn(storage.get(KEY) === true);
})();
