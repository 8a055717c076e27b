// Play: every program of the page can be run, edited, reset and copied.
//
// A program is a block with the class program-NAME, what it prints one with transcript-NAME: the preprocessor "programs"
// of crates/manuscript gives them. Where the course serves the page (theme/preview.js says so) its server runs the
// programs; elsewhere the public playground runs those in Rust. Where nobody answers, the stored transcript is shown.
//
// In this order: the page; who runs a program; what the book expects; what a run looks like; the editor; the buttons.
"use strict";

(() => {
    const EDITION = "2024"; // as in book.toml
    const PLAYGROUND = "https://play.rust-lang.org/execute";
    const PATIENCE = 10_000; // ms in which somebody answers
    const SILENCE = 120_000; // ms in which a run that has begun says something: to prepare tokio takes a while
    const LINES = 2000; // shown of one run
    const LANGUAGES = {
        rust: { title: "Rust", command: (name) => `cargo run -p listings --example ${name}` },
        go: { title: "Go", command: (name) => `cd go && go run ./${name}` },
        python: { title: "Python", command: (name) => `python3 python/${name}/main.py` },
    };
    const EDITOR = new URL("../editor.js", document.currentScript.src);

    // ---- The page ----

    function element(tag, className, ...children) {
        const made = document.createElement(tag);
        made.className = className;
        made.append(...children);
        return made;
    }

    function button(label, className, onclick) {
        const made = element("button", className, label);
        made.type = "button";
        made.onclick = onclick;
        return made;
    }

    // A page from disk, or one in a private window, may have no storage: then nothing is kept.
    const storage = {
        get(key) {
            try {
                return JSON.parse(localStorage.getItem(key));
            } catch {
                return null;
            }
        },
        set(key, value) {
            try {
                value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value));
            } catch {}
        },
    };

    // What a screen reader is told: at most once a second, and only the ends of what is long.
    const live = element("div", "play-live");
    live.setAttribute("role", "status");
    document.body.append(live);
    let unsaid = [];
    function say(text) {
        if (unsaid.push(text) > 1) {
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

    function programOf(code) {
        const classes = [...code.classList];
        const after = (prefix) => classes.find((name) => name.startsWith(prefix))?.slice(prefix.length);
        const [language, name] = [after("language-"), after("program-")];
        const transcript = document.querySelector(`code.transcript-${name}`)?.textContent;
        return {
            name,
            language,
            title: `${name} (${LANGUAGES[language].title})`,
            // The errors that the compiler refuses it with.
            refused: classes.includes("compile_fail") && classes.filter((name) => /^E\d{4}$/.test(name)),
            noplayground: classes.includes("noplayground"),
            transcript: transcript?.replace(/\n$/, "").split("\n"),
            book: code.textContent.trimEnd(),
            key: `course-edit-${location.pathname.split("/").pop()}-${name}-${language}`,
        };
    }

    // ---- Who runs a program: each gives the server's events, as they come ----

    // Nobody ran the program; the message says why.
    class NotRun extends Error {}

    // What `work` gives in time. Its signal aborts when it is late, and when the reader stops the program.
    async function inTime(who, stop, work) {
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(), PATIENCE);
        try {
            return await work(AbortSignal.any([stop, late.signal]));
        } catch {
            stop.throwIfAborted();
            const what = late.signal.aborted ? `did not answer within ${PATIENCE / 1000} s` : "cannot be reached";
            throw new NotRun(`${who} ${what}.`);
        } finally {
            clearTimeout(timer);
        }
    }

    function post(url, body, signal) {
        const headers = { "Content-Type": "application/json" };
        return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    }

    // One of the readers whom the server serves in turn: this tab.
    function reader() {
        const random = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
        try {
            return (sessionStorage.reader ??= random());
        } catch {
            return random();
        }
    }

    async function* jsonLines(body) {
        const chunks = body.pipeThrough(new TextDecoderStream()).getReader();
        const end = () => chunks.cancel().catch(() => {});
        let rest = "";
        try {
            for (;;) {
                const silent = setTimeout(end, SILENCE);
                const { done, value } = await chunks.read().finally(() => clearTimeout(silent));
                if (done) {
                    return;
                }
                const lines = (rest + value).split("\n");
                rest = lines.pop();
                yield* lines.filter((line) => line).map((line) => JSON.parse(line));
            }
        } finally {
            end();
        }
    }

    async function* onServer({ language }, source, stop) {
        const who = "The course’s server";
        const about = await inTime(who, stop, async (signal) => (await fetch("/play", { signal })).json());
        const { state, why } = about.languages[language];
        if (state === "missing") {
            throw new NotRun(`${LANGUAGES[language].title} is missing here: ${why}`);
        }
        if (!about.guards.full) {
            yield { event: "unguarded", text: about.guards.missing };
        }
        const request = { language, source, edition: EDITION, reader: reader() };
        const response = await inTime(who, stop, (signal) => post("/play", request, signal));
        if (!response.ok) {
            const { error } = await response.json().catch(() => ({ error: response.statusText }));
            const seconds = response.headers.get("Retry-After");
            throw new NotRun(seconds ? `${error} Try again in ${seconds} s.` : error);
        }
        yield* jsonLines(response.body);
    }

    async function* onPlayground({ language, noplayground }, source, stop) {
        if (language !== "rust") {
            throw new NotRun("Here only Rust runs, on the public playground.");
        }
        if (noplayground) {
            throw new NotRun("This program needs more than the public playground has.");
        }
        const who = "The public playground";
        if (!navigator.onLine) {
            throw new NotRun(`You are offline. ${who} cannot be reached.`);
        }
        yield { event: "asked", who };
        const options = { channel: "stable", mode: "debug", edition: EDITION, crateType: "bin", tests: false, backtrace: false };
        const { success, exitDetail, stdout, stderr, error } = await inTime(who, stop, async (signal) =>
            (await post(PLAYGROUND, { ...options, code: source }, signal)).json(),
        );
        if (typeof stderr !== "string") {
            throw new NotRun(`${who} says: ${error ?? "nothing"}`);
        }
        // Up to the line that says what runs, stderr is cargo's and the compiler's.
        const [, before, printed] = /^([^]*?)^ +Running `.*\n?([^]*)$/m.exec(stderr) ?? [null, stderr];
        const messages = before.replace(/^( +(Compiling|Finished|Blocking)|error: could not compile) .*\n?/gm, "");
        if (printed === undefined) {
            yield { event: "ended", how: { kind: "refused", messages } };
            return;
        }
        yield { event: "compiled", messages };
        yield { event: "output", stream: "stdout", text: stdout };
        yield { event: "output", stream: "stderr", text: printed };
        const number = Number(/\d+/.exec(exitDetail)?.[0] ?? (success ? 0 : 1));
        const how = /signal/i.test(exitDetail) ? { kind: "signal", number } : { kind: "exit", code: number };
        yield { event: "ended", how };
    }

    // ---- What the book expects: the rules are those of crates/runner/src/transcript.rs ----

    const NEVER_ENDS = "[never ends]";

    // On a page a program has no anchors, and is called main: where something happened is not compared.
    const placeless = (line) => line.replace(/(File )?\S*\.(rs|go|py)("?, line \d+|(:\d+)+)/g, "[place]");

    function lineMatches(pattern, line) {
        const parts = placeless(pattern).split("[..]").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
        return new RegExp(`^${parts.join(".*")}$`, "s").test(placeless(line));
    }

    function endLine(how) {
        switch (how.kind) {
            case "exit":
                return how.code === 0 ? [] : [`[exit ${how.code}]`];
            case "signal":
                return [`[signal ${how.number}]`];
            default:
                return how.kind === "stopped" || how.limit === "time" ? [NEVER_ENDS] : [`[${how.text ?? how.kind}]`];
        }
    }

    // Whether the run is the book's: { good, text, line }, or nothing where that cannot be said.
    function compare({ refused, transcript, edited }, { stdout, stderr, messages }, how) {
        if (refused) {
            const codes = [...new Set(Array.from(messages.matchAll(/^error\[(E\d{4})\]/gm), ([, code]) => code))];
            const good = how.kind === "refused" && codes.sort().join() === refused.sort().join();
            return { good, text: good ? "Refused, as the book says" : `Not as in the book, where ${refused.join(" and ")} refuses it` };
        }
        if (how.kind === "refused") {
            return edited ? null : { good: false, text: "Not as in the book, where it compiles" };
        }
        if (!transcript) {
            return null;
        }
        const marked = stderr.map(({ text }) => `stderr: ${text}`.trimEnd());
        const printed = [...stdout.map(({ text }) => text), ...marked, ...endLine(how)];
        const number = Array.from({ length: Math.max(printed.length, transcript.length) }, (_, i) => i).find(
            (i) => i >= printed.length || i >= transcript.length || !lineMatches(transcript[i], printed[i]),
        );
        if (number === undefined) {
            return { good: true, text: "Matches the book" };
        }
        if (how.kind === "stopped") {
            return null; // Nobody knows what it would have printed.
        }
        const expected = transcript[number] === undefined ? "the book has no more" : `the book has “${transcript[number]}”`;
        return {
            good: false,
            text: `Differs from the book in line ${number + 1}: ${expected}`,
            line: [...stdout, ...stderr][number],
        };
    }

    // ---- What a run looks like ----

    // A place in the program becomes a button that leads there.
    const PLACE = /(?:[\w.~-]*\/)*main\.(?:rs|go|py)(?::(\d+)(?::(\d+))?|", line (\d+))/g;

    function linked(text) {
        const made = document.createDocumentFragment();
        let end = 0;
        if (text.length > 2000) {
            made.append(text); // To search it takes time with the square of its length.
            return made;
        }
        for (const place of text.matchAll(PLACE)) {
            const link = button(place[0], "play-place");
            link.dataset.line = place[1] ?? place[3];
            link.dataset.column = place[2] ?? 1;
            made.append(text.slice(end, place.index), link);
            end = place.index + place[0].length;
        }
        made.append(text.slice(end));
        return made;
    }

    const plain = (text) => text.replace(/\x1b\[[\d;]*[A-Za-z]/g, "");
    const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    // The compiler's colours (ANSI's SGR sequences); any other sequence is left out.
    function coloured(text) {
        const made = document.createDocumentFragment();
        let [bold, colour] = [false, null];
        text.split(/\x1b\[([\d;]*[A-Za-z])/).forEach((part, i) => {
            if (i % 2 === 0) {
                const classes = [bold && "sgr-bold", colour && `sgr-${colour}`].filter(Boolean).join(" ");
                made.append(classes ? element("span", classes, linked(part)) : linked(part));
            } else if (part.endsWith("m")) {
                const codes = part.slice(0, -1).split(";").map(Number);
                while (codes.length) {
                    const code = codes.shift();
                    if (code === 38 && codes[0] === 5) {
                        colour = COLOURS[codes[1] % 8];
                        codes.splice(0, 2);
                    } else if (code === 0) {
                        [bold, colour] = [false, null];
                    } else if (code === 1 || code === 22) {
                        bold = code === 1;
                    } else if (code === 39) {
                        colour = null;
                    } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) {
                        colour = COLOURS[code % 10];
                    }
                }
            }
        });
        return made;
    }

    const duration = (ms) => (ms < 1000 ? `${Number(ms.toPrecision(2))} ms` : `${(ms / 1000).toFixed(2)} s`);

    function showTimes(shown) {
        document.documentElement.classList.toggle("play-with-times", shown);
        document.querySelectorAll(".play-times").forEach((toggle) => toggle.setAttribute("aria-pressed", shown));
        storage.set("course-times", shown);
    }
    const timesShown = () => document.documentElement.classList.contains("play-with-times");

    // Shows one run after the other beneath a program.
    class Result {
        constructor(program) {
            this.program = program;
            this.log = element("div", "play-log");
            this.log.tabIndex = 0;
            this.log.setAttribute("role", "group");
            this.log.setAttribute("aria-label", `Output of ${program.title}`);
            this.verdict = element("span", "play-verdict");
            this.how = element("span", "play-how");
            this.times = button("Times", "play-times", () => showTimes(!timesShown()));
            this.times.title = "When each line was printed";
            const close = button("Close", "", () => (this.element.hidden = true));
            close.setAttribute("aria-label", `Close the output of ${program.title}`);
            this.element = element("div", "play-result", this.log, element("div", "play-end", this.verdict, this.how, this.times, close));
            this.element.hidden = true;
        }

        begin() {
            Object.assign(this, { stdout: [], stderr: [], open: {}, messages: "", facts: [], ended: false });
            this.log.replaceChildren();
            this.verdict.className = "play-verdict";
            this.times.hidden = true;
            this.times.setAttribute("aria-pressed", timesShown());
            this.element.hidden = false;
            this.status("Starting …");
            say(`Running ${this.program.title}`);
        }

        status(text) {
            this.verdict.textContent = text;
            this.how.textContent = "";
        }

        take(event) {
            switch (event.event) {
                case "asked":
                    return this.status(`${event.who} was asked …`);
                case "unguarded":
                    return this.facts.push(event.text);
                case "queued":
                    return this.status(event.place > 1 ? `Waiting, at place ${event.place} …` : "Waiting, the next one …");
                case "preparing":
                    return this.status(`Building ${event.what}, once …`);
                case "compiling":
                    return this.status("Compiling …");
                case "compiled":
                    if (event.ms !== undefined) {
                        this.facts.push(event.cached ? "compiled before" : `compiled in ${duration(event.ms)}`);
                    }
                    return this.say(event.messages);
                case "started":
                    return this.status("Running …");
                case "output":
                    return this.print(event);
                case "ended":
                    return event.how.kind === "failed" ? this.stored(event.how.text) : this.end(event);
            }
        }

        // The compiler's words.
        say(messages) {
            if (messages) {
                this.messages += plain(messages);
                this.log.append(element("div", "play-messages", coloured(messages)));
            }
        }

        print({ stream, text, ms }) {
            const bottom = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 8;
            for (const piece of text.split(/(?<=\n)/).filter(Boolean)) {
                const line = (this.open[stream] ??= this.begun(stream, ms));
                const more = piece.replace(/\r?\n$/, "");
                line.text += more;
                stream === "stderr" ? line.body.replaceChildren(linked(line.text)) : line.body.append(more);
                if (piece.endsWith("\n")) {
                    this.open[stream] = null;
                    say(`${stream === "stderr" ? "stderr: " : ""}${line.text}`);
                }
            }
            if (bottom) {
                this.log.scrollTop = this.log.scrollHeight;
            }
        }

        begun(stream, ms) {
            const body = element("span", "");
            const line = { text: "", body, element: element("div", `play-line play-${stream}`, body) };
            if (stream === "stderr") {
                body.before(element("span", "play-stream", "stderr: "));
            }
            if (ms !== undefined) {
                line.element.dataset.time = duration(ms);
                this.times.hidden = false;
            }
            this[stream].push(line);
            const lines = this.stdout.length + this.stderr.length;
            if (lines <= LINES) {
                this.log.append(line.element);
            } else if (lines === LINES + 1) {
                this.log.append(element("div", "play-note", `Only the first ${LINES} lines are shown.`));
            }
            return line;
        }

        end({ how, ms }) {
            if (how.kind === "refused") {
                this.say(how.messages);
            } else if (this.stdout.length + this.stderr.length === 0) {
                this.log.append(element("div", "play-note", "Nothing was printed."));
            }
            const ends = {
                exit: () => `exit code ${how.code}`,
                signal: () => (how.name ? `${how.name}, signal ${how.number}` : `signal ${how.number}`),
                limit: () => `${how.text} (limit of ${how.limit})`,
                refused: () => null, // The verdict says so.
                stopped: () => "stopped by you",
            };
            const ran = ms !== undefined && how.kind !== "refused" ? `ran ${duration(ms)}` : null;
            const facts = [ends[how.kind](), ran, ...this.facts].filter(Boolean).join(" · ");
            const verdict = compare(this.program, this, how);
            const text = verdict?.text ?? (how.kind === "refused" ? "Refused by the compiler" : "");
            this.finish(text, facts, verdict ? (verdict.good ? "play-good" : "play-bad") : "");
            verdict?.line?.element.classList.add("play-differs");
        }

        // Nobody ran it: what the book has.
        stored(why) {
            const { transcript, name, language, edited, refused } = this.program;
            const note = (...text) => this.log.append(element("div", "play-note", ...text));
            note(why, edited ? " Your version was not run." : "");
            if (transcript) {
                note(refused ? "The compiler’s words, as the book has stored them:" : "The transcript that the book has stored:");
                this.log.append(element("div", "play-messages play-stored", transcript.join("\n")));
            } else {
                note("The page has no transcript of this program.");
            }
            if (!refused) {
                note("To run the book’s version, in the course’s folder: ", element("code", "", LANGUAGES[language].command(name)));
            }
            say(why);
            this.finish("Not run", "", "");
        }

        finish(verdict, how, className) {
            this.ended = true;
            this.verdict.textContent = verdict;
            this.verdict.className = `play-verdict ${className}`;
            this.how.textContent = how;
            say(`${this.program.title} ended. ${verdict} ${how}`);
        }
    }

    async function run(program, result, stop) {
        const run = document.documentElement.dataset.play === "server" ? onServer : onPlayground;
        result.begin();
        try {
            for await (const event of run(program, `${program.text}\n`, stop)) {
                result.take(event);
                if (result.ended) {
                    return;
                }
            }
            result.stored("The run broke off before the program ended.");
        } catch (error) {
            if (stop.aborted) {
                result.end({ how: { kind: "stopped" } });
            } else {
                result.stored(error instanceof NotRun ? error.message : `The run broke off: ${error.message}`);
            }
        }
    }

    // ---- The editor ----

    let editorLoaded;
    function loadEditor() {
        editorLoaded ??= new Promise((loaded) => {
            const script = element("script", "");
            script.onload = () => loaded(window.courseEditor);
            script.onerror = () => loaded(plainEditor);
            script.src = EDITOR;
            document.head.append(script);
        });
        return editorLoaded;
    }

    // Where the editor cannot be had.
    function plainEditor({ parent, text, label, changed }) {
        const area = element("textarea", "");
        area.value = text;
        area.rows = text.split("\n").length + 1;
        area.spellcheck = false;
        area.setAttribute("aria-label", label);
        area.oninput = () => changed(area.value);
        parent.append(area);
        return {
            focus: () => area.focus(),
            set(text) {
                area.value = text;
                changed(text);
            },
            show(line) {
                const before = area.value.split("\n").slice(0, line - 1).join("\n").length;
                area.focus();
                area.setSelectionRange(before, before);
            },
        };
    }

    // ---- The buttons of a program ----

    function play(code) {
        const program = programOf(code);
        const pre = code.parentElement;
        const result = new Result(program);
        const original = [...code.childNodes];
        let [editor, place, stopping] = [null, null, null];

        const named = (made, label) => {
            made.lastChild.textContent = label;
            made.setAttribute("aria-label", `${label} ${program.title}`);
        };
        const action = (label, className, onclick) => {
            const made = button(element("span", "", label), className, onclick);
            named(made, label);
            return made;
        };
        const runButton = action("Run", "play-run", () => (stopping ? stopping.abort() : start()));
        runButton.prepend(element("span", "play-icon"));
        const editButton = action("Edit", "", () => (editor ? close() : open()));
        const resetButton = action("Reset", "", reset);
        const copyButton = action("Copy", "", copy);
        const note = element("span", "play-edited");
        const bar = element("div", "play-bar", runButton, editButton, resetButton, copyButton, note);
        const eye = pre.querySelector(".buttons button[title='Show hidden lines']");
        if (eye) {
            eye.classList.add("play-eye");
            bar.append(eye);
        }
        // mdBook's own would copy the lines that are shown.
        pre.querySelector(":scope > .buttons")?.remove();
        pre.classList.add("play-program");
        pre.append(element("div", "play hljs", bar, result.element));

        async function start() {
            stopping = new AbortController();
            named(runButton, "Stop");
            runButton.classList.add("play-running");
            await run(program, result, stopping.signal);
            stopping = null;
            named(runButton, "Run");
            runButton.classList.remove("play-running");
        }

        // The reader's text is kept, with the version of the book that it began with.
        const kept = storage.get(program.key);
        let since = kept?.book ?? program.book;

        function take(text) {
            program.text = text;
            program.edited = text.trimEnd() !== program.book;
            if (!program.edited) {
                since = program.book;
            }
            storage.set(program.key, program.edited ? { text, book: since } : null);
            resetButton.hidden = !program.edited;
            const changed = since === program.book ? "" : "; the book’s version is another since";
            note.textContent = program.edited ? `Edited${changed}` : "";
        }

        // In the place of the editor, what would be run.
        function show() {
            if (program.edited) {
                code.textContent = program.text;
                window.hljs?.highlightBlock(code);
            } else {
                code.replaceChildren(...original);
            }
            if (eye) {
                eye.hidden = program.edited || editor !== null;
            }
        }

        async function open(line, column) {
            const create = await loadEditor();
            if (!editor) {
                place = element("div", "play-editor hljs");
                // To mdBook keys mean other pages, the search, its help.
                place.addEventListener("keydown", (event) => event.stopPropagation());
                const label = `Text of ${program.title}. Escape, then Tab, leaves it. Control and Enter run it.`;
                editor = create({ parent: place, text: program.text, language: program.language, label, changed: take });
                // What can be edited gets the focus anyway; checkers know it by this.
                place.querySelector("[contenteditable]")?.setAttribute("tabindex", "0");
                place.append(element("div", "play-hint", "Ctrl-Enter runs it; Esc, then Tab, leaves it."));
                code.hidden = true;
                code.after(place);
                named(editButton, "Done");
                show();
            }
            line ? editor.show(line, column) : editor.focus();
        }

        function close() {
            place.remove();
            [editor, place] = [null, null];
            code.hidden = false;
            named(editButton, "Edit");
            show();
        }

        function reset() {
            if (editor) {
                editor.set(program.book);
                editor.focus();
            } else {
                take(program.book);
                show();
                editButton.focus();
            }
            say(`${program.title} is the book’s version again`);
        }

        async function copy() {
            const copied = await navigator.clipboard?.writeText(program.text).then(() => true, () => false);
            named(copyButton, copied ? "Copied" : "Not copied: the browser does not let it");
            setTimeout(() => named(copyButton, "Copy"), 2000);
        }

        result.log.addEventListener("click", ({ target: { dataset } }) => {
            if (dataset.line) {
                open(Number(dataset.line), Number(dataset.column));
            }
        });
        // Here the arrows scroll; to mdBook they mean the chapters before and after.
        result.log.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
        const keys = (event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                event.stopPropagation();
                if (!stopping) {
                    start();
                }
            }
        };
        // Before the editor sees it.
        pre.addEventListener("keydown", keys, { capture: true });

        take(kept?.text ?? program.book);
        if (program.edited) {
            show();
        }
    }

    showTimes(storage.get("course-times") === true);
    document.querySelectorAll("pre > code[class*=program-]").forEach(play);
})();
