// Who explores a program: the book has recorded what its own programs do, and the course's server explores the others.
"use strict";

(() => {
    const onServer = () => document.documentElement.dataset.play === "server";

    const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

    // What an event of the server means for the panel (crates/server/src/play/run.rs says which there are).
    function meaning({ event, place, what, schedules, outcomes, exploration, why }) {
        const status = {
            queued: () => (place > 1 ? `In the queue, at place ${place}` : "Next in the queue"),
            building: () => `Building ${what}`,
            progress: () => `${many(schedules, "schedule")}, ${many(outcomes, "outcome")} so far`,
        }[event]?.();
        // The compiler's messages have colours.
        const failed = why && course.lines(why).map(({ text }) => text).join("\n");
        return { status, failed, explored: exploration };
    }

    // The events of an exploration: `status` is what happens now. The last event is `explored`, or `failed` with the reason.
    async function* exploring(program, stop) {
        try {
            const exploration = program.edited ? null : await course.ofBook(program.name);
            if (exploration) {
                return yield { explored: exploration };
            }
            if (!onServer()) {
                return yield { failed: "Only the course’s server can explore a program that you have changed. Reset brings the version of the book back." };
            }
            const asked = { language: program.language, address: "/explore" };
            for await (const event of course.runner()(asked, `${program.text}\n`, stop)) {
                const means = meaning(event);
                yield means;
                if (means.explored || means.failed) {
                    return;
                }
            }
            yield { failed: "The connection was lost before the exploration ended." };
        } catch (error) {
            yield { failed: stop.aborted ? "You have stopped the exploration." : error.message };
        }
    }

    Object.assign(course, { exploring, onServer, many });
})();
