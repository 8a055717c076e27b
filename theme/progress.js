// The reader's progress: all that the course keeps of it in this browser, what it adds up to, and how it gets into a file and back.
// The Interview page loads this when the reader opens the progress.
"use strict";

(() => {
    const { element, button, storage, book, interview, boxes } = course;

    // ---- What is kept ----

    const isText = (value) => typeof value === "string";
    const isDay = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value);
    const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
    const isCount = (value) => Number.isInteger(value) && value >= 0;

    const isCard = (card) =>
        card === "knew" ||
        card === "again" ||
        (isObject(card) && [1, 2, 3, 4, 5].includes(card.box) && isDay(card.when) && (card.since === undefined || isDay(card.since)));
    const isMark = (mark) =>
        isObject(mark) && isText(mark.id) && isCount(mark.followUp) && Array.isArray(mark.ticked) && mark.ticked.every(isCount);
    const isRun = (run) =>
        isObject(run) && Array.isArray(run.questions) && run.questions.every(isMark) && [run.at, run.step, run.ends].every(isCount);
    const isQuiz = (quiz) => isObject(quiz) && "right" in quiz && isCount(quiz.tries);
    const isExercise = (exercise) => isObject(exercise) && (exercise.solved === null || isDay(exercise.solved)) && isText(exercise.answer ?? "");

    // Whether all values of an object pass: "" if they do, and else the name of the first that does not.
    const each = (isGood) => (value) => (isObject(value) ? Object.keys(value).find((name) => !isGood(value[name])) ?? "" : "it");
    const whole = (isGood) => (value) => (isGood(value) ? "" : "it");

    // Each part of the progress, by its name in a file and in its key, and what is wrong with a value of it.
    const PARTS = {
        interview: each(isCard),
        date: whole(isDay),
        mock: whole((mock) => isObject(mock) && (mock.run === null || isRun(mock.run))),
        quizzes: each(isQuiz),
        exercises: each(isExercise),
    };
    const key = (part) => `course-${part}-${book}`;
    const get = (part) => storage.get(key(part));

    // ---- A file ----

    const FORMAT = "Concurrency in Rust: progress, version 1";

    function exported() {
        const parts = Object.keys(PARTS).filter((part) => get(part) !== null);
        return JSON.stringify({ format: FORMAT, parts: Object.fromEntries(parts.map((part) => [part, get(part)])) }, null, 1);
    }

    // The parts of a file. If it is not such a file, the error says why.
    function parsed(text) {
        let file;
        try {
            file = JSON.parse(text);
        } catch (error) {
            throw new Error(`The file is not JSON: ${error.message}`);
        }
        if (file?.format !== FORMAT || !isObject(file.parts)) {
            throw new Error(`The file has no progress of this course: its "format" is not "${FORMAT}".`);
        }
        for (const [part, value] of Object.entries(file.parts)) {
            if (!Object.hasOwn(PARTS, part)) {
                throw new Error(`The file has a part "${part}", which this course does not know.`);
            }
            const wrong = PARTS[part](value);
            if (wrong) {
                throw new Error(`In the part "${part}" of the file, ${wrong === "it" ? "the value" : `"${wrong}"`} is not what the course writes.`);
            }
        }
        return file.parts;
    }

    // Puts these parts in the place of what is kept.
    function replace(parts) {
        Object.keys(PARTS).forEach((part) => storage.set(key(part), parts[part] ?? null));
        interview.reread();
    }

    // ---- What it adds up to ----

    const topicOf = (name) => interview.questions.find(({ chapter }) => chapter.slice(0, 3) === name.slice(0, 3))?.topic;

    // A row for each topic, and one for the other pages if they have something: [name, [done, all] for each column].
    function rows() {
        const names = JSON.parse(interview.names.textContent);
        const [quizzes, exercises] = [get("quizzes") ?? {}, get("exercises") ?? {}];
        const things = [
            interview.questions.map((question) => ({ topic: question.topic, done: interview.isKnown(question) })),
            names.quizzes.map((name) => ({ topic: topicOf(name), done: Boolean(quizzes[name]?.right) })),
            names.exercises.map((name) => ({ topic: topicOf(name), done: Boolean(exercises[name]?.solved) })),
        ];
        const count = (isIn) => things.map((all) => all.filter(isIn)).map((all) => [all.filter(({ done }) => done).length, all.length]);
        const topics = [...new Set(interview.questions.map(({ topic }) => topic)), undefined];
        const found = topics.map((topic) => [topic ?? "Other pages", count((thing) => thing.topic === topic)]);
        return [...found, ["All", count(() => true)]].filter(([, counts]) => counts.some(([, all]) => all));
    }

    function table() {
        const row = (tag, cells) => element("tr", "", ...cells.map((cell) => element(tag, "", cell)));
        const head = element("thead", "", row("th", ["Topic", "Questions known", "Quizzes right", "Exercises solved"]));
        const body = rows().map(([name, counts]) => row("td", [name, ...counts.map(([done, all]) => (all ? `${done} of ${all}` : "none yet"))]));
        const made = element("table", "", head, element("tbody", "", ...body));
        course.cards(made);
        return made;
    }

    // ---- The panel ----

    const place = element("div", "table-wrapper");
    const said = element("p", "interview-said");
    said.setAttribute("role", "status");

    function save() {
        const link = element("a", "");
        link.href = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
        link.download = `course-progress-${boxes.dayOf(new Date())}.json`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
        said.textContent = `Your progress is in the file ${link.download}.`;
    }

    async function take(file) {
        try {
            const parts = parsed(await file.text());
            const isEmpty = Object.keys(PARTS).every((part) => get(part) === null);
            if (isEmpty || confirm("Replace the progress in this browser by that of the file?")) {
                replace(parts);
                said.textContent = "The progress of the file is now in this browser.";
            }
        } catch (error) {
            said.textContent = `${error.message} Nothing was changed.`;
        }
    }

    const input = element("input", "");
    input.type = "file";
    input.accept = ".json,application/json";
    input.hidden = true;
    input.onchange = async () => {
        const [file] = input.files;
        if (file) {
            await take(file);
        }
        input.value = ""; // So that the same file can be chosen again.
    };

    function erase() {
        if (confirm("Erase your whole progress in this browser: questions, quizzes, exercises with your answers, and the mock interview?")) {
            replace({});
            said.textContent = "Your progress was erased.";
        }
    }

    function show(folded) {
        const tell = () => place.replaceChildren(table());
        const buttons = element("div", "interview-choice", button("Export", "", save), button("Import", "", () => input.click()), button("Erase", "", erase));
        folded.append(place, element("div", "interview-desk", buttons, input, said));
        tell();
        ["course:progress", "course:answered"].forEach((event) => document.addEventListener(event, tell));
        // Another tab may show a chapter, in which the reader solves something.
        addEventListener("storage", tell);
    }

    course.progress = { show };
})();
