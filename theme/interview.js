// Interview mode: draws the questions of the page, keeps in this browser when each of them comes again (theme/boxes.js), and opens the mock
// interview (theme/mock.js) and the reader's progress (theme/progress.js). Without scripts the questions are a list, each folded.
"use strict";

(() => {
    const list = document.querySelector(".interview");
    if (!list) {
        return;
    }
    const { element, button, storage, book, boxes, load } = course;
    const KEY = `course-interview-${book}`;
    const DATE = `course-date-${book}`;
    const MOCK = `course-mock-${book}`;
    const LEVELS = { 1: "1: what it is", 2: "2: why and how", 3: "3: explain a case" };

    const questions = [...list.querySelectorAll("section")].flatMap((section) =>
        [...section.querySelectorAll(".question")].map((element) => ({
            element,
            id: element.id,
            title: element.querySelector("summary > span"),
            topic: section.querySelector("h2").textContent.trim(),
            chapter: section.dataset.chapter,
            level: [...element.classList].find((name) => name.startsWith("level-")).at(-1),
        })),
    );

    // The names of quizzes and exercises. The plain `mdbook` command publishes neither them nor what is loaded later.
    const names = document.querySelector(".course-training");

    // ---- What is kept: a card for each question that was answered, and the day of the interview ----

    const today = () => boxes.dayOf(new Date());
    let cards = {};
    // Without a storage the answers last as long as the page.
    let isKept = true;

    // Another tab may have written since it was last read.
    function read() {
        if (!isKept) {
            return;
        }
        const kept = Object.entries(storage.moved("course-interview", KEY) ?? {});
        cards = Object.fromEntries(kept.map(([id, card]) => [id, boxes.migrated(card, today())]));
        if (kept.some(([id, card]) => card !== cards[id])) {
            storage.set(KEY, cards);
        }
    }

    function keep() {
        storage.set(KEY, cards);
        isKept = storage.get(KEY) !== null;
        tell();
    }

    function answer(id, knew) {
        read();
        cards[id] = boxes.answered(cards[id], knew, today(), limit());
        keep();
    }

    // The day of the interview, unless it is over.
    function limit() {
        const date = storage.get(DATE);
        return date >= today() ? date : null;
    }

    // ---- The desk ----

    function choice(label, options) {
        const select = element("select", "", ...options.map(([value, text]) => new Option(text, value)));
        select.onchange = tell;
        return [select, element("label", "", `${label} `, select)];
    }

    const topics = [...new Set(questions.map(({ topic }) => topic))];
    const [topic, topicLabel] = choice("Topic", [["", "all"], ...topics.map((name) => [name, name])]);
    const [level, levelLabel] = choice("Level", [["", "all"], ...Object.entries(LEVELS)]);
    const draw = button("Draw a question", "", () => next());
    const mock = button("Start a mock interview", "", () => open("start"));
    const knew = button("I knew it", "", () => said(true));
    const again = button("Again", "", () => said(false));
    const card = element("div", "interview-card", element("div", "interview-verdict", knew, again));
    const reset = button("Reset", "", () => {
        if (confirm("Delete your answers to these questions?")) {
            read();
            chosen().forEach(({ id }) => delete cards[id]);
            keep();
        }
    });
    const date = element("input", "");
    date.type = "date";
    date.onchange = () => {
        storage.set(DATE, date.value || null);
        tell();
    };
    const due = element("span", "interview-due");
    const progress = element("progress", "");
    progress.setAttribute("aria-label", "Known");
    const status = element("span", "interview-status");
    status.setAttribute("role", "status");
    const desk = element(
        "div",
        "interview-desk",
        element("div", "interview-choice", topicLabel, levelLabel),
        element("div", "interview-choice interview-draw", draw, mock),
        card,
        element("div", "interview-plan", element("label", "", "Your interview is on ", date), due),
        element("div", "interview-progress", progress, status, reset),
    );
    // To mdBook, keys mean the chapters before and after, the search and the help. Here they belong to the lists and the date.
    desk.addEventListener("keydown", (event) => event.target.matches("select, input") && event.stopPropagation());

    // The list stays, folded: a link may lead into it.
    const folded = (name, title, ...children) => element("details", name, element("summary", "", title), ...children);
    const all = folded("interview-all", `All ${questions.length} questions`);
    const standing = folded("interview-all interview-standing", "Your progress");
    list.before(desk, standing, all);
    all.append(list);

    const chosen = () =>
        questions.filter((question) => (!topic.value || question.topic === topic.value) && (!level.value || question.level === level.value));

    // What is due today among the chosen questions.
    const plan = () => boxes.plan(cards, chosen().map(({ id }) => id), today(), limit());

    // ---- A question on the card ----

    // The question, and what stands in its place in the list.
    let drawn = null;

    function putBack() {
        drawn?.place.replaceWith(drawn.question.element);
        drawn = null;
        card.hidden = true;
    }

    // What is due comes first, then what is new, and then the others. The question that was just answered does not come at once.
    function next() {
        const { due, fresh } = plan();
        const others = chosen().filter((question) => question !== drawn?.question);
        const isNew = ({ id }) => !cards[id];
        const from = [
            others.filter((question) => due.includes(question.id) || (fresh && isNew(question))),
            others.filter(isNew),
            others,
            chosen(),
        ].find((questions) => questions.length);
        putBack();
        const [id] = boxes.draw(cards, from.map(({ id }) => id), 1, Math.random);
        const question = questions.find((question) => question.id === id);
        drawn = { question, place: document.createComment("drawn") };
        question.element.replaceWith(drawn.place);
        question.element.open = false;
        card.prepend(question.element);
        card.hidden = false;
        question.element.querySelector("summary").focus();
    }

    function said(knew) {
        answer(drawn.question.id, knew);
        next();
    }

    // ---- What the page says ----

    function dueText() {
        const { due, fresh } = plan();
        const count = due.length + fresh;
        if (!count) {
            return "Today nothing is due. You can go on with other questions.";
        }
        const all = count === 1 ? ", and it is new" : ", all of them new";
        const isNew = fresh === count ? all : fresh ? `, ${fresh} of them new` : "";
        return `Today: ${count === 1 ? "1 question is" : `${count} questions are`} due${isNew}.`;
    }

    const isKnown = ({ id }) => cards[id]?.box > 1;

    function tell() {
        const all = chosen();
        const known = all.filter(isKnown).length;
        const asked = all.filter(({ id }) => cards[id]).length;
        progress.max = all.length || 1;
        progress.value = known;
        const done = all.length && known === all.length ? " You knew all of them." : "";
        status.textContent = `${known} of ${all.length} known, ${asked - known} to ask again.${done}`;
        due.textContent = dueText();
        date.value = storage.get(DATE) ?? "";
        reset.disabled = !asked;
        draw.disabled = mock.disabled = !all.length;
        questions.forEach((question) => {
            question.element.dataset.answer = isKnown(question) ? "knew" : cards[question.id] ? "again" : "";
        });
        document.dispatchEvent(new Event("course:progress"));
    }

    // Begins with what is kept. It may be something else than before: the reader can import a file, or erase everything.
    function reread() {
        putBack();
        read();
        tell();
        if (names && (course.mock || storage.get(MOCK)?.run)) {
            open("resume");
        }
    }

    // ---- What is loaded later ----

    // The mock interview is opened by `start`, or by `resume` if it was left in the middle.
    async function open(how) {
        try {
            await Promise.all(["mock.css", "mock.js"].map(load));
            putBack();
            course.mock[how]();
        } catch (error) {
            status.textContent = error.message;
        }
    }

    async function showProgress() {
        try {
            await load("progress.js");
            course.progress.show(standing);
        } catch (error) {
            standing.append(error.message);
        }
    }

    // A link to a question, or to its topic, unfolds the list.
    function unfold() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target && all.contains(target)) {
            all.open = true;
            target.scrollIntoView();
        }
    }

    mock.hidden = standing.hidden = !names;
    course.interview = { questions, desk, chosen, isKnown, answer, reread, cards: () => cards, keys: { KEY, DATE, MOCK }, names };
    standing.addEventListener("toggle", showProgress, { once: true });
    reread();
    unfold();
    addEventListener("hashchange", unfold);
})();
