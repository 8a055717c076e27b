// Interview mode: draws the questions of the page at random, and keeps in this browser which of them the reader knew.
// Without it, or without JavaScript, they are a list of folded questions.
"use strict";

(() => {
    const list = document.querySelector(".interview");
    if (!list) {
        return;
    }
    const { storage, book } = course; // theme/page.js
    const KEY = `course-interview-${book}`;
    const LEVELS = { 1: "1: what it is", 2: "2: why and how", 3: "3: explain a case" };

    const questions = [...list.querySelectorAll("section")].flatMap((section) =>
        [...section.querySelectorAll(".question")].map((element) => ({
            element,
            id: element.id,
            topic: section.querySelector("h2").textContent.trim(),
            level: [...element.classList].find((name) => name.startsWith("level-")).at(-1),
        })),
    );

    // By a question's id: "knew" or "again".
    let answers = storage.moved("course-interview", KEY) ?? {};

    function keep() {
        storage.set(KEY, answers);
    }

    function element(tag, className, ...children) {
        const made = document.createElement(tag);
        made.className = className;
        made.append(...children);
        return made;
    }

    function button(label, onclick) {
        const made = element("button", "", label);
        made.type = "button";
        made.onclick = onclick;
        return made;
    }

    function choice(label, options) {
        const select = element("select", "", ...options.map(([value, text]) => new Option(text, value)));
        select.onchange = tell;
        // To mdBook the arrows mean the chapters before and after.
        select.addEventListener("keydown", (event) => event.stopPropagation());
        return [select, element("label", "", `${label} `, select)];
    }

    const topics = [...new Set(questions.map(({ topic }) => topic))];
    const [topic, topicLabel] = choice("Topic", [["", "all"], ...topics.map((name) => [name, name])]);
    const [level, levelLabel] = choice("Level", [["", "all"], ...Object.entries(LEVELS)]);
    const draw = button("Draw a question", () => next());
    const knew = button("I knew it", () => answer("knew"));
    const again = button("Again", () => answer("again"));
    const verdict = element("div", "interview-verdict", knew, again);
    const card = element("div", "interview-card", verdict);
    const reset = button("Reset", () => {
        if (confirm("Delete your answers to these questions?")) {
            chosen().forEach(({ id }) => delete answers[id]);
            keep();
            tell();
        }
    });
    const progress = element("progress", "");
    progress.setAttribute("aria-label", "Known");
    const status = element("span", "interview-status");
    status.setAttribute("role", "status");
    const row = element("div", "interview-progress", progress, status, reset);
    const desk = element("div", "interview-desk", element("div", "interview-choice", topicLabel, levelLabel, draw), card, row);

    // The list stays, folded: a link may lead into it.
    const all = element("details", "interview-all", element("summary", "", `All ${questions.length} questions`));
    list.before(desk, all);
    all.append(list);

    const chosen = () =>
        questions.filter((question) => (!topic.value || question.topic === topic.value) && (!level.value || question.level === level.value));

    // The question on the card, and what stands in its place in the list.
    let drawn = null;

    function putBack() {
        drawn?.place.replaceWith(drawn.question.element);
        drawn = null;
        card.hidden = true;
    }

    function next() {
        const open = chosen().filter(({ id }) => answers[id] !== "knew");
        const others = open.filter((question) => question !== drawn?.question);
        const from = others.length ? others : open;
        putBack();
        if (from.length) {
            const question = from[Math.floor(Math.random() * from.length)];
            drawn = { question, place: document.createComment("drawn") };
            question.element.replaceWith(drawn.place);
            question.element.open = false;
            card.prepend(question.element);
            card.hidden = false;
            question.element.querySelector("summary").focus();
        }
        tell();
    }

    function answer(how) {
        answers[drawn.question.id] = how;
        keep();
        next();
        if (!drawn) {
            draw.focus();
        }
    }

    function tell() {
        const all = chosen();
        const count = (how) => all.filter(({ id }) => answers[id] === how).length;
        const known = count("knew");
        progress.max = all.length || 1;
        progress.value = known;
        const done = all.length && known === all.length ? " You knew all of them." : "";
        status.textContent = `${known} of ${all.length} known, ${count("again")} to ask again.${done}`;
        reset.disabled = !all.some(({ id }) => id in answers);
        draw.disabled = known === all.length;
        questions.forEach(({ element, id }) => (element.dataset.answer = answers[id] ?? ""));
    }

    // A link to a question, or to its topic, unfolds the list.
    function unfold() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target && all.contains(target)) {
            all.open = true;
            target.scrollIntoView();
        }
    }

    putBack();
    tell();
    unfold();
    addEventListener("hashchange", unfold);
})();
