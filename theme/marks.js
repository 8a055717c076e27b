// Marks lines of a program: the line of the last step, and the names of the threads at their next lines. The marks lie over the text, so
// that neither the colours of the program nor the editor has to know them.
"use strict";

(() => {
    const { element } = course;

    class Marks {
        constructor(pre) {
            this.pre = pre;
            this.code = pre.querySelector(":scope > code");
            this.layer = element("div", "explore-marks");
            this.layer.ariaHidden = true;
            // Lines move when the window changes, when hidden lines are shown, and when the editor opens.
            this.sizes = new ResizeObserver(() => this.draw());
        }

        // `last` is a line, and `next` has the names of the threads for each line.
        show(last, next) {
            Object.assign(this, { last, next });
            if (!this.layer.isConnected) {
                this.pre.append(this.layer);
                this.sizes.observe(this.pre);
            }
            this.draw();
        }

        hide() {
            this.layer.remove();
            this.sizes.disconnect();
        }

        // Where a line is; null if it is hidden.
        box(line) {
            const edited = this.pre.querySelector(".cm-content");
            if (edited) {
                return edited.children[line - 1]?.getBoundingClientRect() ?? null;
            }
            const texts = document.createTreeWalker(this.code, NodeFilter.SHOW_TEXT);
            let number = 1;
            while (texts.nextNode()) {
                const { data } = texts.currentNode;
                for (let at = 0; at < data.length; at++) {
                    if (data[at] === "\n") {
                        number++;
                    } else if (number === line && data[at].trim()) {
                        const range = document.createRange();
                        range.setStart(texts.currentNode, at);
                        range.setEnd(texts.currentNode, at + 1);
                        return range.getClientRects()[0] ?? null;
                    }
                }
            }
            return null;
        }

        draw() {
            const top = this.pre.getBoundingClientRect().top;
            const mark = (line, className, text) => {
                const box = this.box(line);
                const made = element("div", className, text);
                // A line is somewhat higher than its letters.
                made.style.top = `${box?.top - top - 2}px`;
                made.style.height = `${box?.height + 4}px`;
                return box ? [made] : [];
            };
            this.layer.replaceChildren(
                ...mark(this.last, "explore-last", ""),
                ...[...this.next].flatMap(([line, names]) => mark(line, "explore-next", names.join(", "))),
            );
        }
    }

    Object.assign(course, { Marks });
})();
