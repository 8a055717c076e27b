// The panel in which a reader explores the schedules of a program: chooses which thread makes the next step, goes back, and
// replays a schedule.
//
// In this order: opening and exploring; the parts of the panel; moving; drawing; challenges; the keyboard.
"use strict";

(() => {
    const { element, button, say, storage, page, many } = course;
    const CELLS = 200; // schedules of which each has a cell
    const OUTCOMES = 8; // that have a line of their own

    // A text in which `names` are code.
    const marked = (text) => text.split("`").map((part, index) => (index % 2 ? element("code", "", part) : part));
    const plain = (text) => text.replaceAll("`", "");
    // A table keeps its meaning, also where the style makes a list of it.
    const part = (tag, role, ...children) => {
        const made = element(tag, "", ...children);
        made.setAttribute("role", role);
        return made;
    };
    // Changes only what is different, so that the focus stays.
    const fill = (place, ...children) => place.replaceChildren(...children);

    class Panel {
        constructor(pre, opener) {
            Object.assign(this, { pre, opener, program: pre.program, marks: new course.Marks(pre), hints: false });
            this.element = element("div", "explore");
            this.element.hidden = true;
            this.element.tabIndex = -1;
            this.element.setAttribute("role", "region");
            this.element.setAttribute("aria-label", `Schedules of ${this.program.title}`);
            this.element.addEventListener("keydown", (event) => this.keys(event));
            pre.querySelector(".play").append(this.element);
            pre.addEventListener("change", () => this.changed());
            // The page shows the challenges of a program in its text.
            this.challenges = [...document.querySelectorAll(".challenge")]
                .filter(({ dataset }) => dataset.program === this.program.name)
                .map((place) => ({ place, text: place.textContent.trim(), goal: JSON.parse(place.dataset.goal) }));
            this.key = `course-challenges-${page}-${this.program.name}`;
        }

        // ---- Opening and exploring ----

        toggle() {
            this.element.hidden = !this.element.hidden;
            this.opener.setAttribute("aria-expanded", !this.element.hidden);
            if (this.element.hidden) {
                this.stop?.abort();
                this.marks.hide();
                this.opener.focus();
            } else if (this.schedules && this.text === this.program.text) {
                this.draw();
                this.element.focus();
            } else {
                this.explore();
            }
        }

        async explore() {
            this.stop?.abort();
            const stop = (this.stop = new AbortController());
            this.text = this.program.text;
            this.edited = this.program.edited;
            this.schedules = null;
            this.marks.hide();
            const status = element("span", "explore-status", "Exploring");
            fill(this.element, element("div", "explore-bar", status, button("Stop", "", () => stop.abort()), this.closer()));
            this.element.focus();
            for await (const { explored, failed, status: now } of course.exploring({ ...this.program }, stop.signal)) {
                if (this.stop !== stop || this.element.hidden) {
                    return;
                } else if (explored) {
                    this.show(new course.Schedules(explored));
                } else if (failed) {
                    this.fail(failed);
                } else {
                    status.textContent = `${now} …`;
                    say(now);
                }
            }
        }

        closer() {
            const close = button("Close", "explore-close", () => this.toggle());
            close.setAttribute("aria-label", `Close the schedules of ${this.program.title}`);
            return close;
        }

        fail(message) {
            const again = course.onServer() ? [button("Explore again", "", () => this.explore())] : [];
            fill(
                this.element,
                element("div", "explore-bar", element("strong", "", "Not explored"), ...again, this.closer()),
                element("div", "explore-failed", message),
            );
            this.element.focus();
            say(message);
        }

        // The reader has changed the program.
        changed() {
            if (!this.schedules || this.element.hidden) {
                return;
            }
            const stale = this.text !== this.program.text;
            this.stale.hidden = !stale;
            stale ? this.marks.hide() : this.mark();
        }

        // ---- The parts of the panel ----

        show(schedules) {
            this.schedules = schedules;
            this.steps = this.path = schedules.start();
            const { threads, complete, outcomes } = schedules;
            this.truth = `${many(schedules.schedules, "schedule")}. ${
                complete ? "These are all." : `These are the first ${schedules.schedules.toLocaleString("en")}, not all.`
            }`;
            const again = course.onServer() ? [button("Explore again", "", () => this.explore())] : [];
            this.stale = element("p", "explore-stale", "You have changed the program since it was explored. ", ...again);
            this.stale.hidden = true;
            this.buttons = {
                start: button("Start again", "", () => this.go(schedules.start(), schedules.start())),
                back: button("Back", "", () => this.back()),
                forward: button("Forward", "", () => this.forward()),
                random: button("At random", "", () => this.random()),
            };
            const bad = outcomes.filter((outcome) => outcome.bad && schedules.shortest(outcome));
            const shortest = bad.sort((a, b) => a.shortest.length - b.shortest.length)[0];
            const failing = shortest ? [button("Shortest that fails", "", () => this.replay(schedules.shortest(shortest)))] : [];
            this.hint = button("Hints", "", () => this.hinted());
            this.hint.title = "How many of the schedules behind each choice lead to each outcome";
            this.choices = threads.map((_, thread) => this.choice(thread));
            this.end = element("div", "explore-end");
            this.objects = part("table", "table");
            this.printed = element("div", "explore-printed");
            this.table = part("table", "table");
            const scrolls = element("div", "explore-steps", this.table);
            scrolls.tabIndex = 0;
            scrolls.setAttribute("role", "group");
            scrolls.setAttribute("aria-label", "The steps");
            this.done = element("ul", "explore-challenges");
            const title = (text) => element("div", "explore-title", text);
            fill(
                this.element,
                element("div", "explore-bar explore-head", element("strong", "", this.truth), this.closer()),
                this.stale,
                this.legend(),
                this.strip(),
                this.done,
                element("div", "explore-bar", ...Object.values(this.buttons), ...failing, this.hint),
                element(
                    "div",
                    "explore-now",
                    element("div", "explore-threads", title("Who goes next?"), ...this.choices.map(({ place }) => place)),
                    element("div", "explore-state", title("Shared"), this.objects, title("Printed"), this.printed),
                ),
                this.end,
                scrolls,
                element("div", "explore-keys", "Keys: ← back, → forward, and a number lets that thread go next."),
            );
            this.hinted(false);
            this.element.focus();
            say(`${this.truth} ${outcomes.slice(0, OUTCOMES).map((outcome) => plain(this.share(outcome))).join(". ")}`);
        }

        chip({ label, index, bad }) {
            return element("span", `explore-chip explore-${bad ? "bad" : index % 5}`, label);
        }

        share({ count, words }) {
            return `In ${count.toLocaleString("en")}, it ${words}`;
        }

        legend() {
            const { outcomes } = this.schedules;
            const lines = outcomes.slice(0, OUTCOMES).map((outcome) => {
                const steps = this.schedules.shortest(outcome);
                const shortest = button("Shortest", "", () => this.replay(steps));
                shortest.setAttribute("aria-label", `Shortest ${outcome.label}: it ${plain(outcome.words)}`);
                return element("li", "", this.chip(outcome), element("span", "", ...marked(this.share(outcome))), ...(steps ? [shortest] : []));
            });
            const more = outcomes.length - lines.length;
            more > 0 && lines.push(element("li", "", `${many(more, "more outcome")}.`));
            return element("ul", "explore-outcomes", ...lines);
        }

        // A cell for each schedule. Tab reaches one of them, and the arrows reach the others.
        strip() {
            const { schedules } = this;
            const numbers = schedules.sample(CELLS);
            this.cells = numbers.map((number) => {
                const steps = schedules.schedule(number);
                const outcome = schedules.outcome(steps);
                const cell = button(outcome.label, `explore-cell explore-${outcome.bad ? "bad" : outcome.index % 5}`, () => this.replay(steps));
                cell.setAttribute("aria-label", `${outcome.label}: schedule ${number + 1} ${plain(outcome.words)}`);
                cell.tabIndex = -1;
                return cell;
            });
            this.cells[0] && (this.cells[0].tabIndex = 0);
            const strip = element("div", "explore-strip", ...this.cells);
            strip.setAttribute("role", "toolbar");
            strip.setAttribute("aria-label", "Schedules");
            strip.addEventListener("keydown", (event) => this.cellKeys(event));
            const sampled = numbers.length < schedules.schedules;
            const note = `A sample: ${many(numbers.length, "schedule")} of ${schedules.schedules.toLocaleString("en")}.`;
            return element("div", "", strip, ...(sampled ? [element("div", "explore-keys explore-sample", note)] : []));
        }

        // The buttons of a thread. They stay, so that the focus stays.
        choice(thread) {
            const go = button("", "explore-go", () => this.choose(thread, 0));
            return { place: element("div", "explore-thread", go), go, more: [] };
        }

        // ---- Moving ----

        // `path` is a whole schedule or a part of it, and `steps` are those that the program has made.
        go(steps, path = steps) {
            Object.assign(this, { steps, path });
            this.draw();
        }

        choose(thread, variant) {
            const edge = this.schedules.next(this.steps).get(thread)?.edges[variant];
            if (edge) {
                const follows = this.path[this.steps.length] === edge;
                const steps = [...this.steps, edge];
                this.go(steps, follows ? this.path : steps);
                this.tell();
            }
        }

        back() {
            if (this.steps.length > 1) {
                this.go(this.steps.slice(0, -1), this.path);
                this.tell("Back. ");
            }
        }

        // Along the schedule that is shown, or where there is only one choice.
        forward() {
            const edges = this.schedules.edges(this.steps);
            const [thread, variant] = this.path[this.steps.length] ?? (edges.length === 1 ? edges[0] : []);
            const index = this.schedules.next(this.steps).get(thread)?.edges.findIndex((edge) => edge[1] === variant);
            index >= 0 ? this.choose(thread, index) : say("Choose who goes next.");
        }

        random() {
            const count = this.schedules.recorded;
            this.replay(this.schedules.schedule(Math.floor(Math.random() * count)));
        }

        replay(steps) {
            this.go(steps);
            this.tell(`${many(steps.length - 1, "step")}. `);
        }

        // What a screen reader says of the last step, and of the end.
        tell(before = "") {
            const { schedules, steps } = this;
            const made = schedules.eventsOf(steps.at(-1)).map((event) => plain(schedules.sentence(event)));
            say(`${before}${made.join(" ")}`);
            const outcome = schedules.outcome(steps);
            outcome && say(`The end: the program ${plain(outcome.words)}.`);
        }

        // ---- Drawing ----

        draw() {
            const { schedules, steps, path, buttons } = this;
            const now = schedules.after(steps);
            const next = schedules.next(steps);
            this.choices.forEach((choice, thread) => this.drawChoice(choice, thread, next.get(thread), now));
            this.drawState(now);
            this.drawEnd(schedules.outcome(steps));
            this.drawSteps();
            this.mark();
            const edges = schedules.edges(steps);
            const possible = { back: steps.length > 1, start: path.length > 1, forward: path.length > steps.length || edges.length === 1 };
            for (const [name, is] of Object.entries(possible)) {
                buttons[name].setAttribute("aria-disabled", !is);
            }
            this.judge();
        }

        drawChoice({ place, go, more }, thread, step, { ended }) {
            const { schedules } = this;
            const edges = step?.edges ?? [];
            const does = () => {
                if (!step) {
                    return ended.has(thread) ? "has ended" : "has not started";
                } else if (step.how === "waits") {
                    return schedules.waits(step);
                } else if (step.how === "polite") {
                    return schedules.outcome(this.steps) ? `would ${step.words}` : `lets others go first, because it only waits in a loop (${step.words})`;
                }
                return edges.length ? step.words : `could ${step.words}, but this is not recorded`;
            };
            const source = step && this.source(step.line);
            fill(
                go,
                element("kbd", "", `${thread}`),
                element("b", "", schedules.name(thread)),
                element("span", "explore-does", ...marked(does())),
                ...(source ? [element("span", "explore-source", source)] : []),
                ...(edges.length === 1 ? this.behind(edges[0]) : []),
            );
            go.setAttribute("aria-disabled", !edges.length);
            // With several variants, each has a button beneath.
            more.splice(0).forEach((made) => made.remove());
            if (edges.length > 1) {
                more.push(
                    ...edges.map((edge, index) => {
                        const made = button(`choice ${index + 1}`, "explore-variant", () => this.choose(thread, index));
                        made.append(...this.behind(edge));
                        made.setAttribute("aria-label", `${schedules.name(thread)}, ${made.textContent} of ${edges.length}`);
                        return made;
                    }),
                );
                place.append(...more);
            }
        }

        // How many schedules behind a choice lead to each outcome.
        behind(edge) {
            if (!this.hints) {
                return [];
            }
            const ends = [...this.schedules.ends[edge[3]]].sort(([a], [b]) => a - b);
            const chips = ends.slice(0, 4).flatMap(([end, count]) => [this.chip(this.schedules.outcomes[end]), ` ${count.toLocaleString("en")} `]);
            return [element("span", "explore-behind", "behind it: ", ...chips, ...(ends.length > 4 ? ["and others"] : []))];
        }

        hinted(on = !this.hints) {
            this.hints = on;
            this.hint.setAttribute("aria-pressed", on);
            this.draw();
        }

        source(line) {
            return (this.text.split("\n")[line - 1] ?? "").trim();
        }

        drawState({ states, changed, printed }) {
            const rows = this.schedules.objects.map(({ name, kind }, object) => {
                const row = part(
                    "tr",
                    "row",
                    part("th", "rowheader", element("code", "", name), element("span", "explore-kind", ` ${kind}`)),
                    part("td", "cell", states.get(object) ?? "not used yet"),
                );
                row.className = changed.has(object) ? "explore-changed" : states.has(object) ? "" : "explore-unused";
                return row;
            });
            fill(this.objects, ...rows);
            this.objects.previousSibling.hidden = !rows.length;
            this.printed.textContent = printed || "nothing yet";
            this.printed.classList.toggle("explore-unused", !printed);
        }

        drawEnd(outcome) {
            this.end.hidden = !outcome;
            if (!outcome) {
                return;
            }
            const { schedules } = this;
            const names = (threads) => threads.map((thread) => schedules.name(thread)).join(" and ");
            const says = {
                panicked: () => `It panics${outcome.line ? ` in line ${outcome.line}` : ""}: ${outcome.message}`,
                deadlock: () => "Deadlock: no thread can go on.",
                endless: () => `It never ends, because ${names(outcome.threads)} repeat the same steps.`,
            };
            const text = says[outcome.end]?.() ?? `The end: it ${outcome.words}.`;
            const waits = (outcome.waits ?? []).map((wait) => {
                const { kind } = schedules.next(this.steps).get(wait.thread) ?? {};
                const line = wait.line ? ` (line ${wait.line})` : "";
                return `${schedules.name(wait.thread)} ${schedules.waits({ words: wait.to, kind, by: wait.by })}${line}`;
            });
            const circle = schedules.circle(outcome);
            const drawn = circle.map(({ thread, to }) => ({ name: schedules.name(thread), what: /`(.*?)`/.exec(to)?.[1] ?? to }));
            const title = drawn.map(({ name, what }, i) => `${name} waits for ${what}, held by ${drawn[(i + 1) % drawn.length].name}`).join("; ");
            fill(
                this.end,
                element("p", "", this.chip(outcome), ...marked(text)),
                ...(circle.length > 1 ? [course.circle(drawn, title)] : []),
                ...(waits.length ? [element("ul", "", ...waits.map((text) => element("li", "", ...marked(text))))] : []),
            );
        }

        // A row for each step, and a column for each thread. Steps that the program has not made again are pale.
        drawSteps() {
            const { schedules, path, steps } = this;
            const { threads } = schedules;
            const head = part("tr", "row", ...["Step", ...threads.map(({ name }) => name)].map((name) => part("th", "columnheader", name)));
            const rows = path.map((step, index) => {
                const number = button(index ? `${index}` : "Start", "", () => this.go(path.slice(0, index + 1), path));
                number.setAttribute("aria-label", index ? `Go to step ${index}` : "Go to the start");
                const cells = threads.map(({ name }, thread) => {
                    const events = schedules.eventsOf(step).filter((event) => event.thread === thread);
                    const cell = part("td", "cell", ...events.map(({ words, line }) => this.event(words, line)));
                    cell.dataset.thread = name;
                    return cell;
                });
                const row = part("tr", "row", part("th", "rowheader", number), ...cells);
                row.className = index < steps.length - 1 ? "" : index === steps.length - 1 ? "explore-current" : "explore-later";
                index === steps.length - 1 && row.setAttribute("aria-current", "step");
                return row;
            });
            // The button that has the focus is made again.
            const focused = [...this.table.querySelectorAll("button")].indexOf(document.activeElement);
            fill(this.table, part("thead", "rowgroup", head), part("tbody", "rowgroup", ...rows));
            this.table.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
            const [scrolls, current] = [this.table.parentElement, rows[steps.length - 1]];
            scrolls.scrollTop = current.offsetTop - scrolls.clientHeight / 2;
        }

        event(words, line) {
            const known = this.source(line) ? [element("span", "explore-line", ` line ${line}`)] : [];
            return element("div", "", ...marked(words), ...known);
        }

        mark() {
            if (this.text !== this.program.text) {
                return;
            }
            const { schedules, steps } = this;
            const next = new Map();
            schedules.next(steps).forEach(({ line }, thread) => {
                next.set(line, [...(next.get(line) ?? []), schedules.name(thread)]);
            });
            this.marks.show(schedules.eventsOf(steps.at(-1))[0]?.line, next);
        }

        // ---- Challenges ----

        // Which challenges are done is kept in this browser.
        judge() {
            const kept = storage.get(this.key) ?? [];
            const lines = this.challenges.map(({ place, text, goal }) => {
                if (!kept.includes(text) && this.reached(goal)) {
                    kept.push(text);
                    storage.set(this.key, kept);
                    say(`Challenge done: ${text}`);
                }
                const done = kept.includes(text);
                place.classList.toggle("challenge-done", done);
                const line = element("li", done ? "explore-done" : "", element("span", "explore-mark", done ? "Done: " : "Challenge: "), text);
                return line;
            });
            fill(this.done, ...lines);
            this.done.hidden = !lines.length;
        }

        // A program that the reader has changed shows that something cannot happen, and not that it can.
        reached({ cannot, end, line, steps }) {
            const { schedules } = this;
            const fits = (outcome) => (end ? outcome.end === end : outcome.output.split("\n").includes(line));
            if (cannot) {
                return schedules.complete && schedules.outcomes.some(({ end }) => end === "finished") && !schedules.outcomes.some(fits);
            }
            const outcome = schedules.outcome(this.steps);
            return outcome && !this.edited && fits(outcome) && (steps === null || this.steps.length - 1 <= steps);
        }

        // ---- The keyboard ----

        keys(event) {
            if (event.altKey || event.ctrlKey || event.metaKey) {
                return;
            }
            event.stopPropagation(); // To mdBook keys mean other pages, the search, its help.
            const moves = { ArrowLeft: () => this.back(), ArrowRight: () => this.forward() };
            const choice = /^\d$/.test(event.key) && this.choices?.[event.key];
            if (!this.schedules || (!moves[event.key] && !choice)) {
                return;
            }
            event.preventDefault();
            if (moves[event.key]) {
                moves[event.key]();
            } else if (choice.more.length) {
                choice.more[0].focus();
            } else {
                choice.go.click();
            }
        }

        cellKeys(event) {
            const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
            if (!step) {
                return;
            }
            event.preventDefault();
            event.stopPropagation();
            const at = this.cells.indexOf(event.target);
            const next = this.cells[Math.min(Math.max(at + step, 0), this.cells.length - 1)];
            event.target.tabIndex = -1;
            next.tabIndex = 0;
            next.focus();
        }
    }

    Object.assign(course, { Panel });
})();
