/* The rest is the book's own. mdBook's book.js calls highlightBlock, which highlight.js 11 no longer has as mdBook
   needs it: here it keeps the spans in which mdBook wraps the lines that a reader does not see at first. */
hljs.highlightBlock = (block) => {
    const language = /\blanguage-(\S+)/.exec(block.className)?.[1];
    if (!hljs.getLanguage(language)) {
        return;
    }
    const boring = new Set();
    let lines = 0;
    for (const node of block.childNodes) {
        if (node.className === "boring") {
            boring.add(lines);
        }
        lines += node.textContent.split("\n").length - 1;
    }
    const { value } = hljs.highlight(block.textContent, { language, ignoreIllegals: true });
    // What is open at a line's end (a string, a comment) is closed there and opened again: then a line can be wrapped.
    const open = [];
    const whole = value.split(/(?<=\n)/).map((line, number) => {
        const before = open.join("");
        for (const tag of line.match(/<\/?span[^>]*>/g) ?? []) {
            tag === "</span>" ? open.pop() : open.push(tag);
        }
        const closed = before + line + "</span>".repeat(open.length);
        return boring.has(number) ? `<span class="boring">${closed}</span>` : closed;
    });
    block.innerHTML = whole.join("");
};
