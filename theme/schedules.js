// What an exploration says: its schedules, its outcomes, and the state of the program after some steps. It knows no page.
//
// An exploration is a graph, because equal futures are merged. Its rows are explained where they are taken apart. A schedule is a list of
// edges from the root to a leaf.
"use strict";

(() => {
    // Characters of an output in a sentence.
    const LONG = 70;
    const BAD = ["deadlock", "panicked", "endless"];

    const clip = (text) => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
    // The lines of an output, without those that a panic prints around its message.
    const linesOf = (output) => output.split("\n").filter((line) => !/^(stderr: )?(thread '.*panicked at .*|note: run with .*)?$/.test(line));
    const first = (text) => text.charAt(0).toUpperCase() + text.slice(1);

    class Schedules {
        constructor({ graph, ...facts }) {
            Object.assign(this, facts, graph);
            // For each node how many schedules lead from it to each outcome. A node stands behind the nodes that its edges lead to.
            this.ends = [];
            for (const [, edges, outcome] of this.nodes) {
                const ends = new Map(outcome === null ? [] : [[outcome, 1]]);
                for (const edge of edges) {
                    this.ends[edge[3]].forEach((count, end) => ends.set(end, (ends.get(end) ?? 0) + count));
                }
                this.ends.push(ends);
            }
            this.tell();
        }

        // How many recorded schedules begin at a node.
        from(node) {
            return [...this.ends[node].values()].reduce((sum, count) => sum + count, 0);
        }

        get recorded() {
            return this.from(this.root);
        }

        // ---- Outcomes ----

        // Says of each outcome whether it is bad, and what happens, in words. Lines that all outputs have in common are left out.
        tell() {
            const finished = this.outcomes.filter(({ end }) => end === "finished").map(({ output }) => linesOf(output));
            const shortest = Math.min(...finished.map((lines) => lines.length));
            const same = (at) => finished.every((lines) => lines.at(at) === finished[0].at(at));
            let [before, after] = [0, 0];
            if (finished.length > 1) {
                while (before < shortest && same(before)) {
                    before++;
                }
                while (after < shortest - before && same(-1 - after)) {
                    after++;
                }
                if (finished.some((lines) => lines.length === before + after)) {
                    before = Math.max(before - 1, 0); // It would say nothing.
                }
            }
            const own = (lines) => clip(lines.slice(before, lines.length - after).join(" / ").replaceAll("`", "ˋ"));
            this.outcomes.forEach((outcome, index) => {
                outcome.index = index;
                outcome.label = index < 26 ? String.fromCharCode(65 + index) : `${index + 1}`;
                outcome.bad = BAD.includes(outcome.end);
                outcome.words = {
                    finished: () => (outcome.output ? `prints \`${own(linesOf(outcome.output))}\`` : "prints nothing"),
                    exit: () => `ends with exit code ${outcome.code}`,
                    panicked: () => `panics${outcome.line ? ` in line ${outcome.line}` : ""}: ${clip(outcome.message.split("\n")[0])}`,
                    deadlock: () => "deadlocks",
                    endless: () => `never ends, because ${outcome.threads.map((thread) => this.name(thread)).join(" and ")} repeat the same steps`,
                    "too-long": () => `takes more than ${outcome.steps} steps`,
                }[outcome.end]();
            });
        }

        // The threads that wait for each other in a circle, in this order; none if there is no circle.
        circle({ waits = [] }) {
            const by = new Map(waits.map((wait) => [wait.thread, wait]));
            for (const wait of waits) {
                const seen = [];
                for (let at = wait; at && !seen.includes(at); at = by.get(at.by)) {
                    seen.push(at);
                    if (at.by === wait.thread) {
                        return seen;
                    }
                }
            }
            return [];
        }

        // ---- Schedules ----

        // What happens before the first choice.
        start() {
            return this.nodes[this.root][1].slice(0, 1);
        }

        node(steps) {
            return steps.length ? steps.at(-1)[3] : this.root;
        }

        edges(steps) {
            return this.nodes[this.node(steps)][1];
        }

        // The outcome that a schedule has led to; undefined before its end.
        outcome(steps) {
            return this.outcomes[this.nodes[this.node(steps)][2]];
        }

        // The schedule with this number, counted from 0.
        schedule(number) {
            const steps = [];
            for (;;) {
                const [, edges, outcome] = this.nodes[this.node(steps)];
                // An endless schedule is cut off, and others may go on from there.
                if ((outcome !== null && !number--) || !edges.length) {
                    return steps;
                }
                const next = edges.find((edge) => {
                    const count = this.from(edge[3]);
                    if (number < count) {
                        return true;
                    }
                    number -= count;
                    return false;
                });
                steps.push(next);
            }
        }

        // The numbers of at most so many schedules: all, or some with equal distances.
        sample(most) {
            const count = Math.min(this.recorded, most);
            return Array.from({ length: count }, (_, i) => Math.floor((i * this.recorded) / count));
        }

        // The shortest schedule with this outcome; null if it is not recorded.
        shortest({ shortest }) {
            const steps = this.start();
            for (const [thread, variant] of shortest) {
                const next = this.edges(steps).find((edge) => edge[0] === thread && edge[1] === variant);
                if (!next) {
                    return null;
                }
                steps.push(next);
            }
            return steps;
        }

        // ---- After some steps ----

        eventsOf(step) {
            return step[2].map((index) => {
                const [thread, kind, object, line, does, state, printed] = this.events[index];
                const words = kind === "print" ? `${does} \`${printed.trimEnd().replaceAll("`", "ˋ")}\`` : does;
                return { thread, kind, object, line, words, state, printed };
            });
        }

        // The state of each object that was used, the objects that the last step changed, what was printed, and who has ended.
        after(steps) {
            const now = { states: new Map(), changed: new Set(), printed: "", ended: new Set() };
            steps.forEach((step, index) => {
                for (const { thread, kind, object, state, printed } of this.eventsOf(step)) {
                    if (state !== null) {
                        now.states.set(object, state);
                        index === steps.length - 1 && now.changed.add(object);
                    }
                    now.printed += printed ?? "";
                    kind === "end" && now.ended.add(thread);
                }
            });
            return now;
        }

        // The next step of each thread that has not ended, and the edges along which it can be made.
        next(steps) {
            const [threads, edges] = this.nodes[this.node(steps)];
            return new Map(
                threads.map(([thread, index]) => {
                    const [kind, object, line, words, how, by] = this.ops[index];
                    return [thread, { kind, object, line, words, how, by, edges: edges.filter((edge) => edge[0] === thread) }];
                }),
            );
        }

        // ---- Sentences ----

        name(thread) {
            return this.threads[thread].name;
        }

        sentence({ thread, words }) {
            return `${first(this.name(thread))} ${words}.`;
        }

        // What a thread waits for. Who ends is in the words already.
        waits({ words, kind, by }) {
            const held = (by ?? null) === null || kind === "join" || words.includes(this.name(by));
            return `waits to ${words}${held ? "" : `, ${/^lock/.test(kind) ? "held by" : "needs"} ${this.name(by)}`}`;
        }
    }

    Object.assign(course, { Schedules });
})();
