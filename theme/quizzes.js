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
                // As mdBook's own script does with the code of a page.
                root.querySelectorAll("code").forEach((code) => {
                    hljs.highlightBlock(code);
                    code.classList.add("hljs");
                });
                course.reach(root);
                return course.quiz.begin(root);
            },
        }));
    };

    // ---- The quizzes of the page ----
    const here = document.querySelectorAll(".quiz");
    if (here.length) {
        parts().then(() => here.forEach(course.quiz.begin), () => {});
    }

    // ---- Interview mode ----
    const desk = document.querySelector(".interview-desk");
    if (!desk) {
        return;
    }
    const [topic] = desk.querySelectorAll("select");
    const [choice, question] = [".interview-draw", ".interview-card"].map((css) => desk.querySelector(css));
    const from = element("a", "");
    const status = element("span", "");
    status.setAttribute("role", "status");
    const place = element("div", "");
    const card = element("div", "interview-card", element("p", "", "A quiz of ", from, ". ", status), place);
    card.hidden = true;
    let drawn = null;

    const chosen = (all) => all.filter((quiz) => !topic.value || quiz.topic === topic.value);

    function tell(quizzes) {
        const kept = course.quiz.kept();
        const right = quizzes.filter(({ name }) => kept[name]?.right).length;
        status.textContent = `${right} of ${quizzes.length} quizzes answered right.`;
    }

    async function draw() {
        const quizzes = chosen(await course.quiz.all());
        const kept = course.quiz.kept();
        // A quiz that was answered right comes again when no other is left.
        const open = quizzes.filter(({ name }) => !kept[name]?.right);
        const others = (open.length ? open : quizzes).filter((quiz) => quiz !== drawn);
        drawn = others[Math.floor(Math.random() * others.length)] ?? drawn;
        from.textContent = drawn.topic;
        from.href = drawn.chapter;
        place.replaceChildren(drawn.element());
        tell(quizzes);
        [card.hidden, question.hidden] = [false, true];
        const asked = place.querySelector(".quiz-question");
        asked.tabIndex = -1;
        asked.focus();
    }

    document.addEventListener("course:answered", () => drawn && tell(chosen(all)));
    // One of the two is there to be answered.
    new MutationObserver(() => (card.hidden ||= !question.hidden)).observe(question, { attributeFilter: ["hidden"] });
    const failed = (error) => {
        card.replaceChildren(error.message);
        card.hidden = false;
    };
    choice.append(button("Draw a quiz", "", () => draw().catch(failed)));
    choice.after(card);
})();
