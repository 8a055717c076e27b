// The mock interview: ten questions, sixty seconds for each, points that the reader ticks, and at the end what to repeat.
"use strict";

(() => {
    const { element, button, storage, boxes, interview } = course;
    const KEY = interview.keys.MOCK;
    const QUESTIONS = 10;
    const SECONDS = 60; // for a question, and again for its follow-up

    // What a question goes through: it is asked, its answer is shown, its follow-up is asked, the answer of that is shown.
    const [ASKED, ANSWERED, FOLLOWING, FOLLOWED] = [0, 1, 2, 3];

    // What is kept: whether the reader wants the clock, and the interview that runs. Its `questions` are { id, followUp: which of them,
    // ticked: points by number, followed: whether the follow-up was answered }; `at` is the number of the one that is asked, and `step` what it
    // goes through. `ends` is when its time is over, in milliseconds since 1970; if the clock is paused, `left` is how many milliseconds are left.
    let kept;

    const keep = () => storage.set(KEY, kept);
    const found = (id) => interview.questions.find((question) => question.id === id);

    // ---- The parts of an answer ----

    // Takes the question out of a follow-up, up to its first question mark that is not code.
    function cut(paragraph) {
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        while (texts.nextNode()) {
            const text = texts.currentNode;
            const end = text.parentElement.closest("code") ? -1 : text.data.indexOf("?");
            if (end >= 0) {
                range.setEnd(text, end + 1);
                break;
            }
        }
        return range.extractContents();
    }

    // Copies of the parts: `answer`, `followUps` as { question, answer }, `points` and `proof`.
    function parts(question) {
        const parts = { answer: [], followUps: [], points: [], proof: element("p", "") };
        let into = parts.answer;
        for (const original of question.element.querySelector(":scope > div").children) {
            const node = original.cloneNode(true);
            const first = node.firstChild;
            const label = first?.nodeName === "STRONG" ? first.textContent : "";
            if (node.matches(".points")) {
                parts.points = [...node.querySelectorAll("li")].map((point) => [...point.childNodes]);
            } else if (label === "Proof:") {
                parts.proof = node;
            } else if (label === "Follow-up:") {
                first.remove();
                into = [node];
                parts.followUps.push({ question: cut(node), answer: into });
            } else {
                into.push(node);
            }
        }
        return parts;
    }

    // ---- The clock ----

    const panel = element("section", "interview-desk mock");
    panel.setAttribute("aria-label", "Mock interview");
    // To mdBook, arrows mean the chapters before and after, and other keys the search and the help.
    panel.addEventListener("keydown", (event) => {
        if (event.target.matches("input") || event.key.startsWith("Arrow")) {
            event.stopPropagation();
        }
    });

    let ticking;

    function wind() {
        Object.assign(kept.run, { ends: Date.now() + SECONDS * 1000, left: null });
    }

    // The clock with its buttons. It says politely when the time is over, and nothing in between.
    function clock() {
        const { run } = kept;
        const time = element("span", "mock-time");
        time.setAttribute("role", "timer"); // Read when it is asked for, not each second.
        const over = element("span", "mock-over");
        over.setAttribute("role", "status");
        const pause = button("", "", () => {
            const left = run.left;
            Object.assign(run, left === null ? { left: run.ends - Date.now() } : { left: null, ends: Date.now() + left });
            keep();
            show();
        });
        const wanted = element("input", "");
        wanted.type = "checkbox";
        wanted.onchange = () => {
            kept.clock = wanted.checked;
            keep();
            show();
        };
        function show() {
            const seconds = Math.max(0, Math.ceil((run.left ?? run.ends - Date.now()) / 1000));
            wanted.checked = kept.clock;
            time.hidden = !kept.clock;
            pause.hidden = !kept.clock || !seconds;
            pause.textContent = run.left === null ? "Pause" : "Go on";
            time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
            const said = kept.clock && !seconds ? "The time is over." : "";
            // Text that is set again would be read again.
            if (over.textContent !== said) {
                over.textContent = said;
            }
        }
        ticking = setInterval(show, 1000);
        show();
        return element("div", "mock-clock", time, pause, over, element("label", "", wanted, " Clock"));
    }

    // ---- A question ----

    function heading(tag, place, title) {
        const made = element(tag, "mock-asked", element("span", "mock-place", place), " ", title);
        made.tabIndex = -1;
        return made;
    }

    // A text that gets the focus when it is shown.
    function text(name, nodes) {
        const made = element("div", "mock-answer", ...nodes);
        made.setAttribute("role", "group");
        made.setAttribute("aria-label", name);
        made.tabIndex = -1;
        return made;
    }

    // A box to tick, and what happens then.
    function box(nodes, checked, onchange) {
        const input = element("input", "");
        input.type = "checkbox";
        input.checked = checked;
        input.onchange = () => {
            onchange(input.checked);
            keep();
        };
        return element("label", "", input, element("span", "", ...nodes));
    }

    // What is on the panel for a question: all that has been asked and shown, and the button that goes on. The last of the elements that
    // can have the focus gets it.
    function asked() {
        const { run } = kept;
        const mark = run.questions[run.at];
        const question = found(mark.id);
        const { answer, followUps, points, proof } = parts(question);
        const followUp = followUps[mark.followUp];
        const place = `Question ${run.at + 1} of ${run.questions.length}, ${question.topic}, level ${question.level}`;
        const made = [heading("h2", place, question.title.cloneNode(true))];
        if (run.step >= ANSWERED) {
            const tick = (i) => (checked) => {
                mark.ticked = mark.ticked.filter((ticked) => ticked !== i).concat(checked ? i : []);
            };
            made.push(
                text("Answer", answer),
                element(
                    "fieldset",
                    "mock-points",
                    element("legend", "", "Tick what you said:"),
                    ...points.map((point, i) => box(point, mark.ticked.includes(i), tick(i))),
                ),
            );
        }
        if (run.step >= FOLLOWING && followUp) {
            made.push(heading("h3", "The follow-up", followUp.question));
        }
        if (run.step >= FOLLOWED && followUp) {
            const answered = box(["I answered the follow-up"], mark.followed, (checked) => (mark.followed = checked));
            made.push(text("Answer to the follow-up", followUp.answer), element("div", "mock-points", answered));
        }
        const isAsked = run.step === ASKED || run.step === FOLLOWING;
        const isLast = run.at + 1 === run.questions.length;
        const done = run.step === FOLLOWED || (run.step === ANSWERED && !followUp);
        const label = isAsked ? "Show the answer" : !done ? "Ask the follow-up" : isLast ? "Show the result" : "Next question";
        const onward = button(label, "mock-onward", () => (done ? finish() : step()));
        return [...made, ...(done ? [proof] : []), ...(isAsked ? [clock()] : []), element("div", "mock-buttons", onward, button("Give up", "", giveUp))];
    }

    function step() {
        kept.run.step += 1;
        if (kept.run.step === FOLLOWING) {
            wind();
        }
        render();
    }

    // Whether all points of a question were ticked: then it counts as known.
    const isWhole = (mark) => mark.ticked.length === parts(found(mark.id)).points.length;

    function finish() {
        const { run } = kept;
        const mark = run.questions[run.at];
        run.at += 1;
        run.step = ASKED;
        wind();
        // Kept before the answer is: whoever closes the page in between does not answer twice.
        keep();
        interview.answer(mark.id, isWhole(mark));
        render();
    }

    // The question whose answer was not shown does not count.
    function giveUp() {
        if (!confirm("End this mock interview here?")) {
            return;
        }
        const { run } = kept;
        const shown = run.at + (run.step === ASKED ? 0 : 1);
        run.questions.length = shown;
        if (run.at < shown) {
            finish();
        } else if (shown) {
            render();
        } else {
            close();
        }
    }

    // ---- The result ----

    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    const of = (part, whole, what) => `${part} of ${whole} ${whole === 1 ? what : `${what}s`}`;

    function link(href, label) {
        const made = element("a", "", label);
        made.href = href;
        return made;
    }

    // What the course has for the topic of a chapter, and trains its questions.
    function training(chapter) {
        const names = JSON.parse(interview.names.textContent);
        const has = (what) => names[what].some((name) => name.startsWith(chapter.slice(0, 3)));
        return [
            has("quizzes") && link(`${chapter}.html#predict`, "the quizzes"),
            has("exercises") && link(`${chapter}.html#practise`, "the exercises"),
        ].filter(Boolean);
    }

    const listed = (label, links) => element("p", "mock-read", label, ...links.flatMap((link, i) => (i ? [", ", link] : [link])));

    // A question in the result: what was not said, and the part of the chapter that has it.
    function missing({ question, mark }) {
        const { points, proof } = parts(question);
        const unsaid = points.filter((_, i) => !mark.ticked.includes(i));
        const list = element("ul", "", ...unsaid.map((point) => element("li", "", ...point)));
        return element("li", "", question.title.cloneNode(true), list, listed("Read: ", [...proof.querySelectorAll("a")]));
    }

    function topicsOf(run) {
        const topics = new Map();
        for (const mark of run.questions) {
            const question = found(mark.id);
            const topic = topics.get(question.topic) ?? { title: question.topic, chapter: question.chapter, asked: [] };
            topics.set(question.topic, topic);
            topic.asked.push({ question, mark, all: parts(question).points.length });
        }
        return [...topics.values()].map((topic) => ({
            ...topic,
            said: sum(topic.asked.map(({ mark }) => mark.ticked.length)),
            all: sum(topic.asked.map(({ all }) => all)),
        }));
    }

    function table(topics) {
        const row = (tag, ...cells) => element("tr", "", ...cells.map((cell) => element(tag, "", cell)));
        const head = element("thead", "", row("th", "Topic", "Points"));
        const rows = topics.map(({ title, said, all }) => row("td", title, `${said} of ${all}`));
        return element("table", "", head, element("tbody", "", ...rows));
    }

    function weak(topic) {
        const unsaid = topic.asked.filter(({ mark, all }) => mark.ticked.length < all);
        const links = training(topic.chapter);
        const title = element("h4", "", link(`${topic.chapter}.html`, topic.title));
        return element("div", "mock-weak", title, element("ul", "", ...unsaid.map(missing)), links.length ? listed("Then try: ", links) : "");
    }

    function result() {
        const { run } = kept;
        const topics = topicsOf(run).sort((a, b) => a.said / a.all - b.said / b.all);
        const said = sum(topics.map(({ said }) => said));
        const all = sum(topics.map(({ all }) => all));
        const followed = run.questions.filter((mark) => mark.followed).length;
        const left = topics.filter(({ said, all }) => said < all);
        const repeat = left.length ? [element("h3", "", "What to repeat"), ...left.map(weak)] : [element("p", "", "You said every point.")];
        return [
            heading("h2", "The result", `You said ${of(said, all, "point")}`),
            element("p", "", `You answered ${of(followed, run.questions.length, "follow-up")}.`),
            element("div", "table-wrapper", table(topics)),
            ...repeat,
            element("div", "mock-buttons", button("Another mock interview", "mock-onward", start), button("Close", "", close)),
        ];
    }

    // ---- The panel ----

    // Leads the reader to what is new, with the button that goes on in sight if there is room for both.
    function lead(target) {
        target.focus({ preventScroll: true });
        [panel.querySelector(".mock-onward"), target].forEach((one) => one.scrollIntoView({ block: "nearest" }));
    }

    // Shows what is kept. A reader who has just pressed a button is led to what is new.
    function render(focus = true) {
        clearInterval(ticking);
        keep();
        const { run } = kept;
        panel.replaceChildren(...(run.at < run.questions.length ? asked() : result()));
        interview.desk.hidden = true;
        if (!panel.isConnected) {
            interview.desk.after(panel);
        }
        if (focus) {
            lead([...panel.querySelectorAll("[tabindex='-1']")].at(-1));
        }
    }

    function close() {
        clearInterval(ticking);
        kept.run = null;
        keep();
        hide();
        interview.desk.querySelector("button:not(:disabled)").focus();
    }

    function hide() {
        clearInterval(ticking);
        panel.remove();
        interview.desk.hidden = false;
    }

    function start() {
        const ids = interview.chosen().map(({ id }) => id);
        const questions = boxes.draw(interview.cards(), ids, QUESTIONS, Math.random).map((id) => {
            const followUps = parts(found(id)).followUps.length;
            return { id, followUp: Math.floor(Math.random() * followUps), ticked: [], followed: false };
        });
        kept = { clock: kept?.clock ?? true, run: { questions, at: 0, step: ASKED } };
        wind();
        render();
    }

    // Goes on where the reader left, unless the book no longer has one of the questions.
    function resume() {
        kept = storage.get(KEY) ?? {};
        if (kept.run?.questions.every(({ id }) => found(id))) {
            render(false);
        } else {
            kept.run = null;
            hide();
        }
    }

    kept = storage.get(KEY);
    course.mock = { start, resume };
})();
