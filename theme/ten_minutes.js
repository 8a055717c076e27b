// A timer for src/ten_minutes.md. It starts when the reader wants it, shows which step the time has come to, and is silent.
"use strict";

(() => {
    const steps = [...document.querySelectorAll(".step")];
    if (!steps.length) {
        return;
    }
    // When each step is over, in seconds from the start.
    let sum = 0;
    const ends = steps.map((step) => (sum += Number(step.dataset.seconds)));
    const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

    const timer = document.createElement("div");
    timer.className = "timer";
    const button = document.createElement("button");
    button.type = "button";
    const text = document.createElement("span");
    text.setAttribute("role", "timer"); // Read when it is asked for, not each second.
    timer.append(document.createElement("div"));
    timer.firstChild.append(button, text);
    steps[0].before(timer);

    let started = null;
    let ticking;

    function mark(now) {
        steps.forEach((step, i) => (i === now ? step.setAttribute("aria-current", "step") : step.removeAttribute("aria-current")));
    }

    function tick() {
        const passed = (performance.now() - started) / 1000;
        const now = ends.findIndex((end) => passed < end);
        if (now === -1) {
            stop(`${clock(sum)}: the time is over.`);
            return;
        }
        mark(now);
        text.textContent = `${clock(passed)} of ${clock(sum)}, step ${now + 1} of ${steps.length}`;
    }

    function start() {
        started = performance.now();
        button.textContent = "Stop";
        timer.classList.add("running");
        ticking = setInterval(tick, 1000);
        tick();
    }

    function stop(last) {
        clearInterval(ticking);
        started = null;
        button.textContent = "Start the timer";
        timer.classList.remove("running");
        text.textContent = last;
        mark(-1);
    }

    button.onclick = () => (started === null ? start() : stop(""));
    stop("");
})();
