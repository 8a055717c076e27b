// What the other scripts share: elements, what this browser keeps, the clipboard, and the languages. The object `course` holds it.
"use strict";

globalThis.course = {};

(() => {
    function element(tag, className, ...children) {
        const made = document.createElement(tag);
        made.className = className;
        made.append(...children);
        return made;
    }

    function button(label, className, onclick) {
        const made = element("button", className, label);
        made.type = "button";
        made.onclick = onclick;
        return made;
    }

    // Values in this browser's storage. A page from disk or in a private window may have none: then nothing is kept.
    const storage = {
        get(key) {
            try {
                return JSON.parse(localStorage.getItem(key));
            } catch {
                return null;
            }
        },
        set(key, value) {
            try {
                value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value));
            } catch {}
        },
        // The value under `key`. Before keys had a path in them, it was under `old`: then it moves, to one copy of the book.
        moved(old, key) {
            const value = this.get(old);
            if (value !== null) {
                this.get(key) ?? this.set(key, value);
                this.set(old, null);
            }
            return this.get(key);
        },
    };

    // Several copies of the book may share a host, and with it the storage. A copy is known by the path of its folder.
    const book = new URL("..", document.currentScript.src).pathname;
    // The path of this page. A folder shows its index.html, and some hosts leave out `.html`.
    const page = location.pathname.replace(/(^|\/)index\.html$|\.html$/, "$1");

    // Copies the text, and says whether the browser let it. Plain HTTP from another machine has no `navigator.clipboard`, but
    // there a selection can be copied.
    async function copy(text) {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {}
        const focused = document.activeElement;
        const selection = getSelection();
        const ranges = Array.from({ length: selection.rangeCount }, (_, i) => selection.getRangeAt(i));
        const area = element("textarea", "course-clipboard");
        area.value = text;
        area.readOnly = true; // No keyboard comes up on a phone.
        area.setAttribute("aria-hidden", "true");
        document.body.append(area);
        area.focus({ preventScroll: true });
        area.select();
        let copied = false;
        try {
            copied = document.execCommand("copy");
        } catch {}
        area.remove();
        selection.removeAllRanges();
        ranges.forEach((range) => selection.addRange(range));
        focused?.focus({ preventScroll: true });
        return copied;
    }

    // What crates/languages says about each language, by its name. The preprocessor "programs" puts it on each page with code.
    const languages = JSON.parse(document.querySelector(".course-languages")?.textContent ?? "{}");

    Object.assign(course, { element, button, storage, book, page, copy, languages });
})();
