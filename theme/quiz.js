// A quiz: the reader chooses or types an answer, and gets the reason. Without this script, a page has the question, the choices and the
// folded answer (crates/manuscript/src/quizzes/show.rs).
"use strict";

(() => {
    const { element, button, storage, book } = course;
    // What this browser keeps of each quiz, by its name: whether the last answer was right, how many there were, and the day of the last one.
    const KEY = `course-quizzes-${book}`;
    const kept = () => storage.get(KEY) ?? {};
    let number = 0;

    const one = (text) => text.trim().replace(/\s+/g, " ").replace(/^stderr: /, "");

    // What the reader answers with: a choice, whose number it is, or a text. `input` is what gets the focus.
    function choices(root) {
        const name = `quiz-${number}`;
        const fields = [...root.querySelectorAll(".quiz-choices > li")].map((item, i) => {
            const input = element("input", "");
            Object.assign(input, { type: "radio", name, value: i });
            const label = element("label", "", input, element("span", "", ...item.childNodes));
            return [input, label];
        });
        root.querySelector(".quiz-choices").remove();
        return {
            elements: fields.map(([, label]) => label),
            input: fields[0][0],
            chosen: () => fields.findIndex(([input]) => input.checked),
        };
    }

    function typed(reasons) {
        const input = element("input", "");
        Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: false });
        const right = one(reasons[0].querySelector(".quiz-is").textContent);
        return {
            elements: [element("label", "quiz-typed", "The line: ", input)],
            input,
            // The only reason is that of the right answer.
            chosen: () => (input.value.trim() === "" ? -1 : one(input.value) === right ? 0 : 1),
        };
    }

    function quiz(root) {
        number += 1;
        const { quiz: name } = root.dataset;
        const question = root.querySelector(".quiz-question");
        const answer = root.querySelector(".quiz-answer");
        const reasons = [...answer.querySelectorAll(".quiz-reasons > li")];
        const { elements, input, chosen } = root.querySelector(".quiz-choices") ? choices(root) : typed(reasons);
        const status = element("div", "quiz-status");
        status.setAttribute("role", "status");
        const before = element("span", "quiz-before");
        const check = button("Check", "", null);
        check.type = "submit";
        const fields = element("fieldset", "", ...elements);
        const form = element("form", "", fields, element("div", "quiz-row", check, before), status);
        question.id = `quiz-question-${number}`;
        fields.setAttribute("aria-labelledby", question.id);
        answer.before(form);

        function tell() {
            const { right, tries, when } = kept()[name] ?? {};
            before.textContent = tries ? `Your last answer was ${right ? "right" : "wrong"} (try ${tries}, ${when}).` : "";
        }

        function say(verdict, ...why) {
            const good = verdict === "Right";
            status.replaceChildren(element("b", good ? "quiz-good" : "quiz-bad", verdict), ...why);
        }

        form.onsubmit = (event) => {
            event.preventDefault();
            const i = chosen();
            if (i < 0) {
                say("No answer yet", ": choose one, or unfold the answer.");
                input.focus();
                return;
            }
            const right = reasons[i]?.classList.contains("quiz-right") ?? false;
            const why = reasons[i]?.querySelector(".quiz-why").cloneNode(true) ?? "The program prints something else there.";
            say(right ? "Right" : "Wrong", ": ", why);
            answer.open ||= right;
            const all = kept();
            // The day of the reader, in the form of ISO 8601, which Swedes write.
            all[name] = { right, tries: (all[name]?.tries ?? 0) + 1, when: new Date().toLocaleDateString("sv") };
            storage.set(KEY, all);
            tell();
            document.dispatchEvent(new CustomEvent("course:answered", { detail: { quiz: name, right } }));
        };
        // To mdBook keys mean other pages, the search, its help.
        form.addEventListener("keydown", (event) => event.stopPropagation());
        tell();
        return root;
    }

    Object.assign(course.quiz, { begin: quiz, kept });
})();
