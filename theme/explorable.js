// Which programs can be explored. Each gets a button, which loads the panel (theme/explore.js) when it is first pressed.
"use strict";

(() => {
    const { element, button } = course;
    const here = document.currentScript.src;
    // The server decides about other programs. These it refuses in any case.
    const REFUSED = /^\s*(#!\[|extern crate (?!(std|core|alloc|tokio|tokio_util|crossbeam_channel|parking_lot)\b))/m;

    // The explorations that the book has recorded. Each is a script of its own, which calls `course.explored`.
    const recorded = [...document.querySelectorAll(".course-explored")].flatMap((data) => JSON.parse(data.textContent));
    const explorations = {};
    const explored = (name, exploration) => (explorations[name] = exploration);

    // Loads a file that stands in the folder of the pages, once.
    const files = {};
    function load(file) {
        files[file] ??= new Promise((done, failed) => {
            const isStyle = file.endsWith(".css");
            const made = element(isStyle ? "link" : "script", "");
            made.onload = done;
            made.onerror = () => {
                delete files[file];
                failed(new Error(`The file ${file} cannot be loaded.`));
            };
            made[isStyle ? "href" : "src"] = new URL(`../${file}`, here);
            made.rel = "stylesheet";
            document.head.append(made);
        });
        return files[file];
    }

    // Loads `course.Panel`.
    async function loadPanel() {
        await Promise.all(["explore.css", "schedules.js", "explorers.js", "marks.js", "circle.js"].map(load));
        await load("explore.js"); // It uses the others.
    }

    // The recorded exploration of a program; null if the book has none.
    async function ofBook(name) {
        if (!recorded.includes(name)) {
            return null;
        }
        await load(`schedules/${name}.js`);
        return explorations[name];
    }

    function explorable(pre) {
        const { program } = pre;
        const known = recorded.includes(program.name);
        if (program.language !== "rust" || program.refused || (!known && REFUSED.test(program.book))) {
            return;
        }
        let panel;
        // Without the course's server only what is recorded can be explored: theme/play.css hides the other buttons.
        const opener = button("Explore", `play-explore ${known ? "play-recorded" : ""}`, async () => {
            try {
                await loadPanel();
                panel ??= new course.Panel(pre, opener);
                panel.toggle();
            } catch (error) {
                opener.title = error.message;
                course.say(error.message);
            }
        });
        opener.setAttribute("aria-label", `Explore ${program.title}`);
        opener.setAttribute("aria-expanded", false);
        pre.querySelector(".play-run").after(opener);
    }

    document.querySelectorAll(".play-program").forEach(explorable);
    Object.assign(course, { explored, ofBook, load, loadPanel });
})();
