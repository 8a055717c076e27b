// The panel in which a reader explores the schedules of a program: chooses which thread makes the next step, goes back, and
// replays a schedule.
//
// In this order: opening and exploring; the parts of the panel; moving; drawing; challenges; the keyboard.
"use strict";

(() => {
    const { element, button, say, many } = course;
    // How many schedules have a cell, how many outcomes have a line, and how many steps around the current one have a row.
    const CELLS = 200;
    const OUTCOMES = 8;
    const ROWS = 100;

    // A text in which `names` are code.
    const marked = (text) => text.split("`").map((part, index) => (index % 2 ? element("code", "", part) : part));
    const plain = (text) => text.replaceAll("`", "");
    const div = (name, ...children) => element("div", `explore-${name}`, ...children);
    // A table keeps its meaning, also where the style makes a list of it.
    const part = (tag, role, ...children) => {
        const made = element(tag, "", ...children);
        made.role = role;
        return made;
    };

    class Panel {
        constructor(pre, opener) {
            Object.assign(this, { pre, opener, program: pre.program, marks: new course.Marks(pre), hints: false });
            this.element = element("div", "explore");
            Object.assign(this.element, { hidden: true, tabIndex: -1, role: "region", ariaLabel: `Schedules of ${this.program.title}` });
            this.element.addEventListener("keydown", (event) => this.keys(event));
            pre.querySelector(".play").append(this.element);
            pre.addEventListener("change", () => this.changed());
            // The page shows the challenges of a program in its text.
            this.challenges = [...document.querySelectorAll(".challenge")]
                .filter(({ dataset }) => dataset.program === this.program.name)
                .map((place) => ({ place, text: place.textContent.trim(), goal: JSON.parse(place.dataset.goal) }));
        }

        // ---- Opening and exploring ----

        toggle() {
            this.element.hidden = !this.element.hidden;
            this.opener.ariaExpanded = !this.element.hidden;
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
            const status = element("span", "", "Exploring");
            this.element.replaceChildren(div("bar", status, button("Stop", "", () => stop.abort())));
            this.element.focus();
            for await (const { explored, failed, status: now } of course.exploring({ ...this.program }, stop.signal)) {
                if (this.stop !== stop || this.element.hidden) {
                    return;
                } else if (explored) {
                    this.show(new course.Schedules(explored));
                } else if (failed) {
                    this.fail(failed);
                } else if (now) {
                    status.textContent = `${now} …`;
                    say(now);
                }
            }
        }

        again() {
            return course.onServer() ? button("Explore again", "", () => this.explore()) : "";
        }

        fail(message) {
            const head = div("bar", element("b", "", "Not explored"), this.again());
            this.element.replaceChildren(head, div("failed", message));
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
            const count = many(schedules.schedules, "schedule");
            this.truth = complete ? `${count}, and no others.` : `The first ${count}, not all.`;
            this.stale = element("p", "", "You have changed the program since it was explored. ", this.again());
            this.stale.hidden = true;
            this.buttons = {
                start: button("Start again", "", () => this.go(schedules.start(), schedules.start())),
                back: button("Back", "", () => this.back()),
                forward: button("Forward", "", () => this.forward()),
                random: button("At random", "", () => this.replay(schedules.schedule(Math.floor(Math.random() * schedules.recorded)))),
            };
            const bad = outcomes.filter((outcome) => outcome.bad && schedules.shortest(outcome));
            const shortest = bad.sort((a, b) => a.shortest.length - b.shortest.length)[0];
            const failing = shortest ? button("Shortest that fails", "", () => this.replay(schedules.shortest(shortest))) : "";
            this.hint = button("Hints", "", () => this.hinted());
            this.hint.title = "How many schedules lead from each choice to each outcome";
            // The button of a thread stays, so that the focus stays.
            this.choices = threads.map(() => {
                const go = button("", "explore-go");
                return { place: element("div", "", go), go };
            });
            this.end = div("end");
            this.objects = part("table", "table");
            this.printed = div("printed");
            this.table = part("table", "table");
            const scrolls = div("steps", this.table);
            Object.assign(scrolls, { tabIndex: 0, role: "group", ariaLabel: "The steps" });
            this.done = element("ul", "");
            const title = (text) => div("title", text);
            this.who = title("");
            this.element.replaceChildren(
                element("b", "", this.truth),
                this.stale,
                this.legend(),
                this.strip(),
                this.done,
                div("bar", ...Object.values(this.buttons), failing, this.hint),
                div(
                    "now",
                    div("threads", this.who, ...this.choices.map(({ place }) => place)),
                    element("div", "", title("Shared"), this.objects, title("Printed"), this.printed),
                ),
                this.end,
                scrolls,
                div("keys", "Keys: ← back, → forward, and a number lets that thread go next."),
            );
            this.hinted(false);
            this.element.focus();
            say(this.truth);
        }

        chip({ label, index, bad }) {
            return element("span", `explore-chip explore-${bad ? "bad" : index % 5}`, label);
        }

        share({ count, words }) {
            return `In ${count === this.schedules.schedules ? "all" : count.toLocaleString("en")}, it ${words}`;
        }

        legend() {
            const { outcomes } = this.schedules;
            const lines = outcomes.slice(0, OUTCOMES).map((outcome) => {
                const steps = this.schedules.shortest(outcome);
                const shortest = button("Shortest", "", () => this.replay(steps));
                shortest.ariaLabel = `Shortest ${outcome.label}: it ${plain(outcome.words)}`;
                return element("li", "", this.chip(outcome), element("span", "", ...marked(this.share(outcome))), steps ? shortest : "");
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
                cell.ariaLabel = `${outcome.label}: schedule ${number + 1} ${plain(outcome.words)}`;
                cell.tabIndex = -1;
                return cell;
            });
            this.cells[0] && (this.cells[0].tabIndex = 0);
            const strip = div("strip", ...this.cells);
            Object.assign(strip, { role: "toolbar", ariaLabel: "Schedules" });
            strip.addEventListener("keydown", (event) => this.cellKeys(event));
            const note = `A sample: ${many(numbers.length, "schedule")} of ${schedules.schedules.toLocaleString("en")}.`;
            return element("div", "", strip, numbers.length < schedules.schedules ? element("div", "explore-sample", note) : "");
        }

        // ---- Moving ----

        // `path` is a whole schedule or a part of it, and `steps` are those that the program has made.
        go(steps, path = steps) {
            Object.assign(this, { steps, path });
            this.draw();
        }

        make(edge) {
            const follows = this.path[this.steps.length] === edge;
            const steps = [...this.steps, edge];
            this.go(steps, follows ? this.path : steps);
            this.tell();
        }

        back() {
            if (this.steps.length > 1) {
                this.go(this.steps.slice(0, -1), this.path);
                this.tell();
            }
        }

        // Along the schedule that is shown, or where there is only one choice.
        forward() {
            const edges = this.schedules.edges(this.steps);
            const edge = this.path[this.steps.length] ?? (edges.length === 1 && edges[0]);
            edge ? this.make(edge) : say("Choose who goes next.");
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
            buttons.start.ariaDisabled = path.length < 2;
            buttons.back.ariaDisabled = steps.length < 2;
            buttons.forward.ariaDisabled = !path[steps.length] && schedules.edges(steps).length !== 1;
            this.judge();
        }

        drawChoice({ place, go }, thread, step, { ended }) {
            const { schedules } = this;
            const edges = step?.edges ?? [];
            const does = () => {
                if (ended.has(thread)) {
                    return "has ended";
                } else if (!step) {
                    return "has not started";
                } else if (step.how === "waits") {
                    return schedules.waits(step);
                } else if (step.how === "polite") {
                    return "only waits in a loop, so others go first";
                }
                return `would ${step.words}${edges.length ? "" : ": not recorded"}`;
            };
            const source = step && !ended.has(thread) && this.source(step.line);
            go.replaceChildren(
                element("kbd", "", `${thread}`),
                element("span", "", element("b", "", schedules.name(thread)), " ", ...marked(does())),
                source ? element("span", "explore-source", source) : "",
                edges.length === 1 ? this.behind(edges[0]) : "",
            );
            go.ariaDisabled = !edges.length;
            // If the step can end in several ways, each has a button beneath, and the thread's own button leads to them.
            const ways = (edges.length > 1 ? edges : []).map((edge) => {
                const way = button("", "explore-way", () => {
                    go.focus();
                    this.make(edge);
                });
                way.append(...marked(schedules.eventsOf(edge)[0].words), " ", this.behind(edge));
                return way;
            });
            go.onclick = () => (ways.length ? ways[0].focus() : edges.length && this.make(edges[0]));
            [...place.children].slice(1).forEach((way) => way.remove());
            place.append(...ways);
        }

        // How many schedules behind a choice lead to each outcome.
        behind(edge) {
            if (!this.hints) {
                return "";
            }
            const ends = [...this.schedules.ends[edge[3]]].sort(([a], [b]) => a - b);
            const chips = ends.slice(0, 4).flatMap(([end, count]) => [this.chip(this.schedules.outcomes[end]), ` ${count.toLocaleString("en")} `]);
            return element("span", "", "behind it: ", ...chips, ends.length > 4 ? "and others" : "");
        }

        hinted(on = !this.hints) {
            this.hints = on;
            this.hint.ariaPressed = on;
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
            this.objects.replaceChildren(...rows);
            this.objects.previousSibling.hidden = !rows.length;
            this.printed.textContent = printed || "nothing yet";
            this.printed.classList.toggle("explore-unused", !printed);
        }

        drawEnd(outcome) {
            this.end.hidden = !outcome;
            this.who.textContent = outcome ? "The threads at the end" : "Who goes next?";
            if (!outcome) {
                return;
            }
            const { schedules } = this;
            const waits = (outcome.waits ?? []).map((wait) => {
                const { kind } = schedules.next(this.steps).get(wait.thread) ?? {};
                const line = wait.line ? ` (line ${wait.line})` : "";
                return `${schedules.name(wait.thread)} ${schedules.waits({ words: wait.to, kind, by: wait.by })}${line}`;
            });
            const circle = schedules.circle(outcome);
            const drawn = circle.map(({ thread, to }) => ({ name: schedules.name(thread), what: /`(.*?)`/.exec(to)?.[1] ?? to }));
            const title = drawn.map(({ name, what }, i) => `${name} waits for ${what} and ${drawn[(i + 1) % drawn.length].name}`).join("; ");
            this.end.replaceChildren(
                element("p", "", this.chip(outcome), ...marked(`The end: it ${outcome.words}.`)),
                circle.length > 1 ? course.circle(drawn, title) : "",
                element("ul", "", ...waits.map((text) => element("li", "", ...marked(text)))),
            );
        }

        // A row for each step, and a column for each thread. Steps that the program has not made again are pale.
        drawSteps() {
            const { schedules, path, steps } = this;
            const { threads } = schedules;
            const head = part("tr", "row", ...["Step", ...threads.map(({ name }) => name)].map((name) => part("th", "columnheader", name)));
            const first = Math.max(steps.length - ROWS, 0);
            const rows = path.slice(first, steps.length + ROWS).map((step, offset) => {
                const index = first + offset;
                const number = button(index ? `${index}` : "Start", "", () => this.go(path.slice(0, index + 1), path));
                number.ariaLabel = `${number.textContent}: go to this step`;
                const cells = threads.map(({ name }, thread) => {
                    const events = schedules.eventsOf(step).filter((event) => event.thread === thread);
                    const cell = part("td", "cell", ...events.map((event) => this.event(event)));
                    cell.dataset.thread = name;
                    return cell;
                });
                const row = part("tr", "row", part("th", "rowheader", number), ...cells);
                row.className = index < steps.length ? "" : "explore-later";
                return row;
            });
            // The button that has the focus is made again.
            const focused = [...this.table.querySelectorAll("button")].indexOf(document.activeElement);
            this.table.replaceChildren(part("thead", "rowgroup", head), part("tbody", "rowgroup", ...rows));
            this.table.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
            const [scrolls, current] = [this.table.parentElement, rows[steps.length - 1 - first]];
            current.className = "explore-current";
            current.ariaCurrent = "step";
            scrolls.scrollTop = current.offsetTop - scrolls.clientHeight / 2;
        }

        event({ words, line }) {
            const known = this.source(line) ? element("span", "explore-line", ` line ${line}`) : "";
            return element("div", "", ...marked(words), known);
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

        judge() {
            const lines = this.challenges.map((challenge) => {
                const { place, text, goal } = challenge;
                if (!challenge.done && this.reached(goal)) {
                    challenge.done = true;
                    place.classList.add("challenge-done");
                    say(`Challenge done: ${text}`);
                }
                return element("li", "", element("b", "", challenge.done ? "✓ Done: " : "Challenge: "), text);
            });
            this.done.replaceChildren(...lines);
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
            choice ? choice.go.click() : moves[event.key]();
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
