// Where quizzes are: those of the page become forms, other scripts get all quizzes of the book, and the interview draws from them. What makes a
// form of a quiz is loaded when it is needed, and so are the quizzes of the other pages.
"use strict";

(() => {
    const { element, button, load } = course;
    let all;

    const parts = () => Promise.all(["quiz.css", "quiz.js"].map(load));

    // All quizzes of the book. Each has its name, the title and the address of its page, and `element()`, which makes an element to answer it in.
    course.quiz = {
        async all() {
            await Promise.all([parts(), load("quizzes.js")]);
            return all;
        },
    };

    // Called by the script `quizzes.js` beside the pages.
    course.quizzes = (found) => {
        all = found.map(({ html, ...quiz }) => ({
            ...quiz,
            element() {
                const made = element("div", "");
                made.innerHTML = html;
                const root = made.firstElementChild;
                root.removeAttribute("id"); // The page of the quiz has it.
                root.querySelectorAll("pre > code").forEach((code) => {
                    hljs.highlightBlock(code);
                    code.classList.add("hljs");
                });
                return course.quiz.begin(root);
            },
        }));
    };

    // ---- The quizzes of the page ----
    const here = document.querySelectorAll(".quiz");
    if (here.length) {
        parts().then(() => here.forEach(course.quiz.begin), course.say);
    }

    // ---- Interview mode ----
    const desk = document.querySelector(".interview-desk");
    if (!desk) {
        return;
    }
    const [topic] = desk.querySelectorAll("select");
    const card = element("div", "interview-card");
    card.hidden = true;
    const status = element("div", "interview-status");
    status.setAttribute("role", "status");
    let last;

    async function draw() {
        try {
            const quizzes = (await course.quiz.all()).filter((quiz) => !topic.value || quiz.topic === topic.value);
            const kept = course.quiz.kept();
            const open = quizzes.filter(({ name }) => !kept[name]?.right);
            // Those that were answered right come again when no other is left.
            const from = (open.length ? open : quizzes).filter((quiz, _, { length }) => length === 1 || quiz !== last);
            last = from[Math.floor(Math.random() * from.length)];
            status.textContent = `${quizzes.length - open.length} of ${quizzes.length} quizzes answered right.`;
            card.hidden = !last;
            if (last) {
                const made = last.element();
                const chapter = element("a", "", last.topic);
                chapter.href = last.chapter;
                card.replaceChildren(element("p", "", "A quiz of ", chapter), made);
                made.querySelector("input").focus();
            }
        } catch (error) {
            status.textContent = error.message;
        }
    }

    desk.querySelector(".interview-draw").append(button("Draw a quiz", "", draw));
    desk.append(card, status);
})();
