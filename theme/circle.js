// Draws a deadlock: the threads stand on a circle, and an arrow leads from each to the one for which it waits.
"use strict";

(() => {
    const [WIDTH, ACROSS] = [360, 110];
    // Radians between a thread and its arrow.
    const GAP = 0.5;
    let drawings = 0;

    function svg(tag, attributes, ...children) {
        const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
        Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
        made.append(...children);
        return made;
    }

    const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

    // `waits` has the name of each thread and what it waits for, in the order of the circle. `title` says the same in a sentence.
    function circle(waits, title) {
        const few = waits.length < 3;
        const down = few ? 50 : 30 * waits.length;
        const [width, height] = [few ? 110 : 80, 34];
        const centre = down + 30;
        const turn = (2 * Math.PI) / waits.length;
        const gap = Math.min(GAP, turn / 4);
        const at = (angle, more = 0) => [WIDTH / 2 + (ACROSS + more) * Math.cos(angle), centre + (down + more) * Math.sin(angle)].map(Math.round);
        const id = `explore-arrow-${drawings++}`;
        const head = svg("path", { d: "M0 0 8 4 0 8z", fill: "currentColor" });
        const arrow = svg("marker", { id, markerWidth: 8, markerHeight: 8, refX: 6, refY: 4, orient: "auto" }, head);
        const text = (x, y, anchor, words) => svg("text", { x, y: y + 5, "text-anchor": anchor, fill: "currentColor" }, clip(words, few ? 15 : 10));
        const drawing = svg(
            "svg",
            { viewBox: `0 0 ${WIDTH} ${2 * centre}`, role: "img", class: "explore-circle" },
            svg("title", {}, title),
            arrow,
        );
        waits.forEach(({ name, what }, index) => {
            const angle = Math.PI + index * turn;
            const [[x, y], from, to] = [at(angle), at(angle + gap), at(angle + turn - gap)];
            const middle = at(angle + turn / 2, 18);
            const side = Math.round(Math.cos(angle + turn / 2));
            drawing.append(
                svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 6, fill: "none", stroke: "currentColor" }),
                text(x, y, "middle", name),
                svg("path", {
                    d: `M${from} A${ACROSS} ${down} 0 0 1 ${to}`,
                    fill: "none",
                    stroke: "currentColor",
                    "stroke-width": 1.5,
                    "marker-end": `url(#${id})`,
                }),
                text(...middle, ["end", "middle", "start"][side + 1], what),
            );
        });
        return drawing;
    }

    Object.assign(course, { circle });
})();
