// Who explores a program: the book has recorded what its own programs do, and the course's server explores the others.
"use strict";

(() => {
    const onServer = () => document.documentElement.dataset.play === "server";

    const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

    // What the server does now.
    function status({ event, place, what, progress }) {
        if (progress) {
            return `${many(progress.schedules, "schedule")}, ${many(progress.outcomes, "outcome")} so far`;
        }
        return {
            queued: place > 1 ? `In the queue, at place ${place}` : "Next in the queue",
            preparing: `Building ${what}, only once`,
            compiling: "Compiling",
            started: "Exploring",
        }[event];
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
                if (event.explored || event.failed) {
                    return yield event;
                }
                const now = status(event);
                if (now) {
                    yield { status: now };
                }
            }
            yield { failed: "The connection was lost before the exploration ended." };
        } catch (error) {
            yield { failed: stop.aborted ? "You have stopped the exploration." : error.message };
        }
    }

    Object.assign(course, { exploring, onServer, many });
})();
