// The keyboard reaches what mdBook leaves to the mouse: code and tables that scroll, the table of contents, and the text behind
// the skip link.
"use strict";

(() => {
    // ---- Blocks that scroll ----
    // A page has hundreds of blocks. Only those that are wider or higher than their box get into the order of Tab.

    function nameOf(block) {
        const language = /\blanguage-(\w+)/.exec(block.className)?.[1];
        const known = course.languages[language];
        const code = known ? `${known.title} program` : language === "text" ? "Output" : "Code";
        return block.matches(".table-wrapper") ? "Table, scrolls" : `${code}, scrolls`;
    }

    const overflows = (block) => block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight;

    function mark(block, scrolls) {
        if (scrolls === block.hasAttribute("tabindex")) {
            return;
        }
        if (scrolls) {
            block.tabIndex = 0;
            block.setAttribute("role", "group");
            block.setAttribute("aria-label", nameOf(block));
        } else if (block !== document.activeElement) {
            ["tabindex", "role", "aria-label"].forEach((name) => block.removeAttribute(name));
        }
    }

    // All are measured before one is changed: otherwise the browser computes the page again for each of them.
    const check = (blocks) => blocks.map((block) => [block, overflows(block)]).forEach(([block, scrolls]) => mark(block, scrolls));

    // A box changes with the window, and when its tab or its folded answer opens; its text when a program is edited.
    const sizes = new ResizeObserver((entries) => check(entries.map(({ target }) => target)));
    const texts = new MutationObserver((records) => check([...new Set(records.map(({ target }) => target))]));

    // The blocks of an element. What another script adds to the page has to be looked at, too.
    function reach(root) {
        const blocks = [...root.querySelectorAll("pre > code, .table-wrapper")];
        for (const block of blocks) {
            sizes.observe(block);
            texts.observe(block, { childList: true });
        }
        document.fonts.ready.then(() => check(blocks));
    }

    reach(document.querySelector(".content"));
    Object.assign(course, { reach });

    // Within a block the arrows scroll. To mdBook they mean the chapters before and after.
    document.querySelector(".content").addEventListener("keydown", (event) => {
        if (event.key.startsWith("Arrow") && event.target.matches("pre > code, .table-wrapper")) {
            event.stopPropagation();
        }
    });

    // ---- The table of contents ----
    // It opens when a hidden checkbox is ticked. mdBook's own script has to see the click on the button before that happens.
    document.querySelector(".left-buttons").addEventListener("click", (event) => {
        if (event.target.closest("#mdbook-sidebar-toggle")) {
            document.getElementById("mdbook-sidebar-toggle-anchor").click();
        }
    });

    // While it slides away it is still there, but nothing in it may get the focus.
    const contents = document.getElementById("mdbook-sidebar");
    const follow = () => (contents.inert = contents.ariaHidden === "true");
    new MutationObserver(follow).observe(contents, { attributeFilter: ["aria-hidden"] });
    follow();

    // ---- The skip link ----
    // On the page for addresses that do not exist the link alone would lead to the start of the book, because that page has a base.
    document.getElementById("skip-link").addEventListener("click", (event) => {
        event.preventDefault();
        const content = document.getElementById("mdbook-content");
        content.focus({ preventScroll: true });
        content.scrollIntoView();
    });
})();
