// Exercises: the reader edits the answer as any program (theme/play.js), and each check says whether it passes.
//
// The preprocessor "practise" of crates/manuscript puts the exercises on the page. The course's server makes all checks. The public
// playground makes the plain ones, with the program that crates/exercises/src/assembly.rs describes.
"use strict";

(() => {
    const { element, button, storage, say, Result, load } = course;
    const KEY = `course-exercises-${course.book}`;
    const RECORD = "\x1e";

    const onServer = () => document.documentElement.dataset.play === "server";
    const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

    // ---- What this browser keeps: when an exercise was solved, and the answer if it is not the start any more ----

    const entry = (name) => ({ solved: null, answer: null, ...storage.get(KEY)?.[name] });

    function keep(name, change) {
        const all = storage.get(KEY) ?? {};
        all[name] = { ...entry(name), ...change };
        if (!all[name].solved && all[name].answer === null) {
            delete all[name];
        }
        storage.set(KEY, all);
    }

    // ---- Who checks an answer ----

    // What stands around an answer on the playground, by the name of the exercise. Each is a script that calls `course.exercise`.
    const around = {};
    course.exercise = (name, parts) => (around[name] = parts);

    // The events of the server, whoever checks. `skipped` is an event of this page alone.
    function checking(program, source, stop) {
        return onServer() ? course.runner()({ ...program, address: "/check" }, source, stop) : onPlayground(program, source, stop);
    }

    async function* onPlayground({ exercise, checks }, source, stop) {
        await load(`exercises/${exercise}.js`);
        const { before, after } = around[exercise];
        let [output, how] = ["", {}];
        for await (const event of course.runner()({ language: "rust" }, before + source.trimEnd() + after, stop)) {
            if (event.event === "output") {
                output += event.stream === "stdout" ? event.text : "";
            } else if (event.event === "ended") {
                how = event.how;
            } else if (event.event === "asked") {
                yield event;
            }
        }
        if (how.kind === "refused") {
            return yield { event: "refused", why: how.messages };
        }
        const results = resultsOf(output, source, how);
        for (const [check, { plain }] of checks) {
            if (results.has(check)) {
                yield { event: "checked", check, ...results.get(check) };
            } else {
                yield { event: "skipped", check, why: plain ? "not made, because the program has ended" : "needs the course’s server" };
            }
        }
        const plain = [...checks.values()].filter((check) => check.plain);
        yield { event: "done", of: plain.length, passed: [...results.values()].filter(({ passed }) => passed).length };
    }

    // What the records in the output say of each check.
    function resultsOf(output, source, { code = 0, number }) {
        const results = new Map();
        const lines = source.trimEnd().split("\n").length;
        let [current, why] = [null, null];
        for (const record of output.split(RECORD).slice(1)) {
            const [, kind, rest] = /^(\w+) (.*)/.exec(record) ?? [];
            if (kind === "start") {
                [current, why] = [rest, null];
                // If the whole program ends, the check has no other record.
                const cause = number ? `signal ${number}` : `exit code ${code}`;
                results.set(current, { passed: false, why: `The program ended before the check did, with ${cause}.` });
            } else if (kind === "panic") {
                const [, line, message] = /^(\d+) (.*)/.exec(rest);
                const text = message.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped));
                // The first panic is the reason for the others.
                why ??= line > 0 && line <= lines ? `${text}\nThe panic is in line ${line} of the answer.` : text;
            } else if (kind === "passed") {
                results.set(current, { passed: true });
            } else if (/failed|hung/.test(kind)) {
                results.set(current, { passed: false, why: why ?? "It did not end within a second." });
            }
        }
        return results;
    }

    // ---- A check on the page ----

    class Check {
        constructor(place, program) {
            Object.assign(this, { place, program, plain: !place.querySelector("i"), words: place.textContent });
            this.state = element("span", "exercise-state");
            this.more = element("div", "exercise-more");
            place.append(" ", this.state, this.more);
        }

        is(state, text, ...more) {
            this.place.dataset.state = state;
            this.state.textContent = text;
            this.more.replaceChildren(...more);
        }

        end({ passed, how, why = "", program, exploration }) {
            const text = `${passed ? "passed" : "not passed"}${how ? `: ${how}` : ""}`;
            const reason = why && element("div", "exercise-why", ...this.linked(why));
            this.is(passed ? "passed" : "failed", text, reason, exploration ? this.showing(program, exploration) : "");
            say(`${this.words}: ${text}. ${why}`);
        }

        // The text, in which each line of the answer is a button that leads there.
        linked(text) {
            return text.split(/\b(line \d+)\b/).map((part, index) => {
                const line = index % 2 && Number(part.slice(5));
                return line && line <= this.program.text.split("\n").length ? button(part, "exercise-place", () => this.program.open(line)) : part;
            });
        }

        // Shows the schedule that fails, in the panel below the whole explored program.
        showing(text, exploration) {
            let pre;
            const opener = button("Show me", "exercise-show", async () => {
                try {
                    await course.loadPanel();
                } catch (error) {
                    return say((opener.title = error.message));
                }
                if (pre) {
                    pre.hidden = !pre.hidden;
                } else {
                    pre = this.explored(text, exploration, opener);
                }
                opener.ariaExpanded = !pre.hidden;
                opener.textContent = pre.hidden ? "Show me" : "Hide";
            });
            opener.ariaExpanded = false;
            return opener;
        }

        explored(text, exploration, opener) {
            const code = element("code", "language-rust hljs", text);
            const pre = element("pre", "play-program exercise-explored", code, element("div", "play hljs"));
            const { exercise, title, language } = this.program;
            pre.program = { name: exercise, title: `${title}, ${this.words}`, language, text, edited: true };
            this.more.append(pre);
            window.hljs?.highlightBlock(code);
            code.tabIndex = 0; // Its lines may be too long for the page.
            const panel = new course.Panel(pre, opener);
            Object.assign(panel, { text, edited: true });
            panel.element.hidden = false;
            panel.show(new course.Schedules(exploration));
            const { schedules } = panel;
            const bad = schedules.outcomes.filter((outcome) => outcome.bad && schedules.shortest(outcome));
            const [first] = bad.sort((a, b) => a.shortest.length - b.shortest.length);
            first && panel.replay(schedules.shortest(first));
            return pre;
        }
    }

    // ---- An answer that is checked ----

    class Checked extends Result {
        constructor(program, list) {
            super(program);
            this.list = list;
            this.solved = element("span", "exercise-solved");
            this.tellSolved();
        }

        begin(seen) {
            super.begin(seen);
            this.text = this.program.text;
            this.skipped = 0;
            this.program.checks.forEach((check) => check.is("waiting", "waiting"));
        }

        reveal() {
            if (this.follows?.signal.aborted === false) {
                this.list.scrollIntoView({ block: "nearest", behavior: "instant" });
            }
        }

        take(event) {
            const { checks } = this.program;
            const check = checks.get(event.check);
            switch (event.event) {
                case "building":
                    return this.status(`Building ${event.what}`);
                case "checking":
                    check?.is("running", "running");
                    return this.counted();
                case "progress":
                    return check?.is("running", `${many(event.schedules, "schedule")} so far`);
                case "checked":
                    check?.end(event);
                    return this.counted();
                case "skipped":
                    this.skipped++;
                    return check.is("skipped", event.why);
                case "refused":
                    return this.refuse(event.why);
                case "failed":
                    return this.stored(event.why);
                case "done":
                    return this.done(event);
                default:
                    return super.take(event);
            }
        }

        // Some checks run at the same time.
        counted() {
            const all = [...this.program.checks.values()];
            const made = all.filter(({ place }) => /passed|failed/.test(place.dataset.state));
            this.status(`${made.length} of ${many(all.length, "check")} made`);
        }

        refuse(messages) {
            this.say(messages);
            const places = [...this.log.querySelectorAll("[data-line]")];
            const others = places.filter(({ dataset }) => dataset.line > this.text.split("\n").length);
            others.forEach((place) => place.replaceWith(place.textContent));
            others.length && this.note("Places below the answer are in the checks: they use names and types that the task asks for.");
            this.over("Refused by the compiler", "", "play-bad");
        }

        done({ passed, of }) {
            const counted = `${passed} of ${many(of, "check")} passed`;
            if (passed < of) {
                this.over(counted, "", "play-bad");
            } else if (this.skipped) {
                this.note("The other checks need the course’s server, which tries every schedule. ", ...this.howToStart());
                this.over(of ? counted : "The compiler accepts the answer", "not solved yet", "play-neutral");
            } else {
                keep(this.program.exercise, { solved: entry(this.program.exercise).solved ?? new Date().toLocaleDateString("sv") });
                this.tellSolved();
                this.over(`Solved: all ${many(of, "check")} passed`, "", "play-good");
                document.dispatchEvent(new CustomEvent("course:solved", { detail: { name: this.program.exercise } }));
            }
        }

        tellSolved() {
            const { solved } = entry(this.program.exercise);
            this.solved.textContent = solved ? `Solved on ${solved}` : "";
        }

        howToStart() {
            const name = this.program.exercise;
            return ["Start it with ", element("code", "", "cargo run"), " in the folder of the course, or use ", element("code", "", `cargo run -- practice check ${name}`), "."];
        }

        // The reader has stopped it.
        end() {
            this.settle();
            this.over("Stopped by you", "", "play-neutral");
        }

        // Nobody has checked it.
        stored(why) {
            this.settle();
            this.note(why);
            onServer() || this.note("Here, the answer cannot be checked without it. The course’s own server can check it. ", ...this.howToStart());
            say(why);
            this.over("Not checked", "", "play-neutral");
        }

        over(verdict, cause, className) {
            const open = [...this.program.checks.values()].filter(({ place }) => /waiting|running/.test(place.dataset.state));
            open.forEach((check) => check.is("", ""));
            this.because = cause;
            this.finish(verdict, cause, "", className);
        }

        // The reader has changed the answer.
        changed() {
            if (this.ended) {
                this.cause.textContent = this.text === this.program.text ? this.because : "You have changed the answer since then.";
            }
        }
    }

    for (const place of document.querySelectorAll(".exercise")) {
        const { name, title } = place.dataset;
        const code = place.querySelector("pre > code");
        const list = place.querySelector(".exercise-checks");
        const { answer } = entry(name);
        const program = {
            exercise: name,
            title,
            language: "rust",
            verb: "Check",
            runner: checking,
            kept: answer === null ? null : { text: answer },
            keep: (value) => keep(name, { answer: value?.text ?? null }),
        };
        program.checks = new Map([...list.querySelectorAll("li")].map((one) => [one.dataset.check, new Check(one, program)]));
        const checked = new Checked(program, list);
        course.play(code, program, checked);
        code.parentElement.addEventListener("change", () => checked.changed());
        code.parentElement.querySelector(".play-bar").append(checked.solved);
    }
})();
