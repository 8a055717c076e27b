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

        // Where a line is; nothing if it is hidden.
        box(line) {
            const edited = this.pre.querySelector(".cm-content");
            if (edited) {
                return edited.children[line - 1]?.getBoundingClientRect();
            }
            // The place of its first letter in the text, and then in one of the parts that have colours.
            const lines = this.code.textContent.split("\n");
            let at = lines.slice(0, line).join("\n").length - (lines[line - 1] ?? "").trimStart().length;
            const texts = document.createTreeWalker(this.code, NodeFilter.SHOW_TEXT);
            while (line > 0 && texts.nextNode()) {
                const { currentNode } = texts;
                if (at < currentNode.length) {
                    const range = document.createRange();
                    range.setStart(currentNode, at);
                    range.setEnd(currentNode, at + 1);
                    return range.getClientRects()[0];
                }
                at -= currentNode.length;
            }
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
