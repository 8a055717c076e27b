// What a run looks like: its output, how it ended, and whether that is as in the book.
"use strict";

(() => {
    const { element, button, storage, Terminal, lines, join, verdict, languages } = course;
    const LINES = 2000; // shown of one run
    const LONG = 20_000; // characters: a longer line is drawn once, when it is complete
    const LOOKS = 5000; // parts of a run that are shown in their colours
    const PLACES = 1000; // of a run that lead into the program
    const SAID = 200; // characters of a line

    // What a screen reader says: at most once a second, and of much only the two ends.
    const live = element("div", "play-live");
    live.role = "status";
    document.body.append(live);
    let unsaid = [];
    function say(text) {
        if (unsaid.push(text.slice(0, SAID)) > 1) {
            return;
        }
        setTimeout(() => {
            const more = unsaid.length - 8;
            if (more > 0) {
                unsaid.splice(5, more, `${more} lines more`);
            }
            live.textContent = unsaid.join("\n");
            unsaid = [];
        }, 1000);
    }

    const PLACE = /main\.\w+(?::(\d+)(?::(\d+))?|", line (\d+))/g;

    // The text, in which each place in the program is a button that leads there. `left` is how many there may be.
    function linked(text, left) {
        const made = document.createDocumentFragment();
        let end = 0;
        for (const place of text.matchAll(PLACE)) {
            if (left.places-- <= 0) {
                break;
            }
            // The folders before it belong to it.
            let start = place.index;
            const belongs = (before) => before === "/" || (start < place.index && /[\w.~-]/.test(before));
            while (start > end && belongs(text[start - 1])) {
                start--;
            }
            const after = place.index + place[0].length;
            const link = button(text.slice(start, after), "play-place");
            link.dataset.line = place[1] ?? place[3];
            link.dataset.column = place[2] ?? 1;
            made.append(text.slice(end, start), link);
            end = after;
        }
        made.append(text.slice(end));
        return made;
    }

    const duration = (ms) => (ms < 1000 ? `${Number(ms.toPrecision(2))} ms` : `${(ms / 1000).toFixed(2)} s`);

    function showTimes(shown) {
        document.documentElement.classList.toggle("play-with-times", shown);
        document.querySelectorAll(".play-times").forEach((toggle) => (toggle.ariaPressed = shown));
        storage.set("course-times", shown);
    }
    const timesShown = () => document.documentElement.classList.contains("play-with-times");

    // Why a program ended, in words.
    function cause(how) {
        const why = how.text ? `: ${how.text}` : "";
        switch (how.kind) {
            case "exit":
                return `Exit code ${how.code}${why}`;
            case "signal":
                return `Ended by ${how.name ? `${how.name}, ` : ""}signal ${how.number}${why}`;
            case "deadlock":
                return `Deadlock${why || ": nothing can wake the program"}`;
            case "stopped":
                return "Stopped by you";
            case "refused":
                return ""; // The verdict says so.
            case "limit":
                return `${how.text.charAt(0).toUpperCase()}${how.text.slice(1)} (limit of ${how.limit})`;
            default:
                return how.text ?? how.kind;
        }
    }

    // What a thread waits for in a system call whose name has this in it.
    const WAITS = [
        ["futex", "a lock, channel, condition or join"],
        ["poll", "a socket, a pipe or another task"],
        ["read", "a pipe"],
        ["wait", "the end of a process"],
    ];

    // A text for each system call, with the threads that wait in it.
    function waiting(waits) {
        const names = {};
        waits.forEach((wait) => (names[wait.in] ??= []).push(wait.thread));
        return Object.entries(names).map(([call, threads]) => {
            const [, what] = WAITS.find(([part]) => call.includes(part)) ?? [];
            const more = threads.length > 8 ? ` and ${threads.length - 8} more` : "";
            return `${threads.slice(0, 8).join(", ")}${more}: ${what ? `${what} (${call})` : call}`;
        });
    }

    // Shows one run after the other beneath a program.
    class Result {
        constructor(program) {
            this.program = program;
            this.log = element("div", "play-log");
            Object.assign(this.log, { tabIndex: 0, role: "group", ariaLabel: `Output of ${program.title}` });
            this.verdict = element("span", "play-verdict");
            this.cause = element("span", "play-cause");
            this.how = element("span", "play-how");
            this.times = button("Times", "play-times", () => showTimes(!timesShown()));
            this.times.title = "When each line was printed";
            const close = button("Close", "", () => (this.element.hidden = true));
            close.ariaLabel = `Close the output of ${program.title}`;
            const end = element("div", "play-end", this.verdict, this.cause, this.how, this.times, close);
            this.element = element("div", "play-result", this.log, end);
            this.element.hidden = true;
        }

        // `seen`: the end of the result comes into sight.
        begin(seen) {
            Object.assign(this, { stdout: [], stderr: [], messages: "", facts: [], limit: null, waiting: null, ended: false });
            Object.assign(this, { left: { looks: LOOKS, places: PLACES }, open: {}, terminals: {}, dirty: new Set() });
            this.log.replaceChildren();
            this.verdict.className = "play-verdict";
            this.cause.textContent = "";
            this.times.hidden = true;
            this.times.ariaPressed = timesShown();
            this.element.hidden = false;
            this.status("Starting");
            this.clock = setInterval(() => this.tick(), 1000);
            seen && this.follow();
            say(`Running ${this.program.title}`);
        }

        // ---- What happens now ----

        // `text` is what happens now, and `of` how many seconds that may take. The place in the queue may change while the
        // time goes on.
        status(text, of = null, since = performance.now()) {
            this.now = { text, of, since };
            this.tick();
        }

        tick() {
            const { text, of, since } = this.now;
            const seconds = Math.floor((performance.now() - since) / 1000);
            this.verdict.textContent = `${text} …${seconds ? ` ${seconds}${of ? ` of ${of}` : ""} s` : ""}`;
        }

        // Keeps the end of the result in sight until the reader acts.
        follow() {
            const follows = (this.follows = new AbortController());
            const leave = (event) => event.repeat || follows.abort();
            for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
                addEventListener(kind, leave, { signal: follows.signal, capture: true, passive: true });
            }
            this.reveal();
        }

        reveal() {
            if (this.follows?.signal.aborted === false) {
                this.element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
            }
        }

        take(event) {
            switch (event.event) {
                case "asked":
                    return this.status(`Waiting for ${event.who}`);
                case "unguarded":
                    return this.facts.push(event.text);
                case "limited":
                    return (this.limit = event.seconds);
                case "queued":
                    return this.status(
                        event.place > 1 ? `In the queue, at place ${event.place}` : "Next in the queue",
                        null,
                        (this.waiting ??= performance.now()),
                    );
                case "preparing":
                    return this.status(`Building ${event.what}, only once`);
                case "compiling":
                    return this.status("Compiling");
                case "compiled":
                    if (event.ms !== undefined) {
                        this.facts.push(event.cached ? "compiled before" : `compiled in ${duration(event.ms)}`);
                    }
                    return this.say(event.messages);
                case "started":
                    return this.status("Running", this.limit);
                case "output":
                    return this.print(event);
                case "ended":
                    return event.how.kind === "failed" ? this.stored(event.how.text) : this.end(event);
            }
        }

        // ---- What is printed ----

        note(...text) {
            this.log.append(element("div", "play-note", ...text));
        }

        // The parts of a text, in their colours.
        drawn(parts, links) {
            const drawn = [];
            parts.forEach(({ text, look }) => join(drawn, text, look && this.left.looks-- > 0 ? look : ""));
            return drawn.map(({ text, look }) => element("span", look, links ? linked(text, this.left) : text));
        }

        // The compiler's words.
        say(messages) {
            if (!messages) {
                return;
            }
            const said = lines(messages);
            this.messages += said.map(({ text }) => `${text}\n`).join("");
            const made = element("div", "play-messages");
            said.forEach(({ parts }) => made.append(...this.drawn(parts, true), "\n"));
            this.log.append(made);
        }

        print({ stream, text, ms }) {
            this.terminals[stream] ??= new Terminal((line) => this.begun(stream, line, ms));
            this.ms = ms;
            this.open[stream] && this.dirty.add(this.open[stream]);
            this.terminals[stream].write(text);
            this.frame ??= requestAnimationFrame(() => this.draw());
        }

        begun(stream, line) {
            const shown = { line, stream };
            this[stream].push(shown);
            this.open[stream] = shown;
            this.dirty.add(shown);
            const count = this.stdout.length + this.stderr.length;
            if (count === LINES + 1) {
                this.note(`Only the first ${LINES} lines are shown.`);
            }
            if (count > LINES) {
                return;
            }
            const body = element("span", "");
            Object.assign(shown, { body, element: element("div", `play-line play-${stream}`, body), version: 0, count: 0 });
            if (stream === "stderr") {
                body.before(element("span", "play-stream", "stderr: "));
            }
            if (this.ms !== undefined) {
                shown.element.dataset.time = duration(this.ms);
                this.times.hidden = false;
            }
            this.log.append(shown.element);
        }

        // Draws what has changed, once for each frame of the screen.
        draw() {
            cancelAnimationFrame(this.frame);
            this.frame = null;
            const bottom = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 8;
            for (const shown of this.dirty) {
                if (shown.element && (shown.line.done || shown.line.size <= LONG)) {
                    this.drawLine(shown);
                }
                if (shown.line.done) {
                    this.open[shown.stream] === shown && delete this.open[shown.stream];
                    say(`${shown.stream === "stderr" ? "stderr: " : ""}${shown.line.text}`);
                }
            }
            this.dirty.clear();
            if (bottom) {
                this.log.scrollTop = this.log.scrollHeight;
            }
            this.reveal();
        }

        // Only what was added to the line, if nothing was overwritten, and there is no place that leads into the program.
        drawLine(shown) {
            const { line, body } = shown;
            const { parts } = line;
            const links = line.done && shown.stream === "stderr" && line.text.includes("main.");
            if (links || shown.version !== line.version) {
                body.replaceChildren();
                shown.count = 0;
            } else if (shown.count) {
                const text = parts[shown.count - 1].text;
                body.lastChild.append(text.slice(shown.length));
            }
            body.append(...this.drawn(parts.slice(shown.count), links));
            Object.assign(shown, { version: line.version, count: parts.length, length: parts.at(-1)?.text.length });
        }

        // ---- How it ended ----

        // No more output comes: the last lines are complete.
        settle() {
            Object.values(this.open).forEach((shown) => this.dirty.add(shown));
            Object.values(this.terminals).forEach((terminal) => terminal.end());
            this.draw();
        }

        end({ how, ms, reached }) {
            this.settle();
            if (how.kind === "refused") {
                this.say(how.messages);
            }
            this.explain(how);
            const [stdout, stderr] = [this.stdout, this.stderr].map((shown) => shown.map(({ line }) => line.text));
            const run = { stdout, stderr, messages: this.messages };
            const judged = verdict(this.program, run, how);
            const text = judged?.text ?? (how.kind === "refused" ? "Refused by the compiler" : "");
            const ran = ms !== undefined && how.kind !== "refused" ? `ran ${duration(ms)}` : null;
            const facts = [ran, ...this.facts].filter(Boolean).join(" · ");
            const className = { true: "play-good", false: "play-bad" }[judged?.good] ?? "play-neutral";
            this.finish(text, [cause(how), reached].filter(Boolean).join("; "), facts, className);
            [...this.stdout, ...this.stderr][judged?.line]?.element?.classList.add(judged.good === false ? "play-differs" : "play-changed");
        }

        // What the output does not say by itself.
        explain(how) {
            const printed = [...this.stdout, ...this.stderr];
            if (how.kind === "refused") {
                how.messages || this.note("The compiler refused the program without a message.");
            } else if (how.limit?.startsWith("compile")) {
                this.note("The program did not start.");
            } else if (!printed.length) {
                this.note("Nothing was printed.");
            } else if (printed.every(({ line }) => !line.text.trim())) {
                this.note("Only blank lines were printed.");
            }
            if (how.waits?.length) {
                this.note("What the threads wait for:");
                waiting(how.waits).forEach((text) => this.note(text));
            }
        }

        // Nobody ran it: what the book has.
        stored(why) {
            const { transcript, name, language, edited, refused } = this.program;
            this.settle();
            this.note(why, edited ? " Your version was not run." : "");
            if (transcript) {
                this.note(refused ? "The error message of the compiler, which the book has stored:" : "The transcript, which the book has stored:");
                this.log.append(element("div", "play-messages play-stored", transcript.join("\n")));
            } else {
                this.note("The page has no transcript of this program.");
            }
            if (!refused) {
                this.note("To run the version of the book, use this command in the folder of the course: ", element("code", "", languages[language].command.replace("NAME", name)));
            }
            say(why);
            this.finish("Not run", "", "", "play-neutral");
        }

        finish(verdict, cause, how, className) {
            this.ended = true;
            clearInterval(this.clock);
            this.now = null;
            this.verdict.textContent = verdict;
            this.verdict.className = `play-verdict ${className}`;
            this.cause.textContent = cause;
            this.how.textContent = how;
            this.reveal();
            this.follows?.abort();
            say(`${this.program.title} ended. ${[verdict, cause, how].filter(Boolean).join(". ")}`);
        }
    }

    showTimes(storage.get("course-times") === true);
    Object.assign(course, { Result, say });
})();
