// The editor of the book: theme/editor.sh bundles it, with CodeMirror, into src/editor.js. theme/play.js opens it.
import { history, historyKeymap, defaultKeymap, indentWithTab, simplifySelection } from "@codemirror/commands";
import { go } from "@codemirror/lang-go";
import { python } from "@codemirror/lang-python";
import { rust } from "@codemirror/lang-rust";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

// The parsers. A program in another language is edited as plain text.
const PARSERS = { rust, go, python };

// highlight.js's classes: mdBook's themes colour them, so the text looks as it did before it was opened.
const COLOURS = tagHighlighter([
    { tag: [tags.keyword, tags.self, tags.modifier, tags.definitionKeyword], class: "hljs-keyword" },
    { tag: [tags.string, tags.character, tags.special(tags.string)], class: "hljs-string" },
    { tag: [tags.number, tags.bool, tags.null], class: "hljs-number" },
    { tag: tags.comment, class: "hljs-comment" },
    { tag: [tags.function(tags.definition(tags.variableName)), tags.className], class: "hljs-title" },
    { tag: tags.typeName, class: "hljs-type" },
    { tag: [tags.macroName, tags.standard(tags.name)], class: "hljs-built_in" },
    { tag: [tags.meta, tags.annotation], class: "hljs-meta" },
]);

// Every colour comes from the text's.
const tint = (percent) => `color-mix(in srgb, currentColor ${percent}%, transparent)`;
const LOOK = EditorView.theme({
    // Code that scrolls sideways disappears behind the line numbers, so they need a ground: the program's.
    "&, .cm-scroller, .cm-gutters": { background: "inherit" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.5", overflowX: "auto" },
    ".cm-content": { caretColor: "currentColor", padding: "1rem 0" },
    ".cm-gutters": { border: "none", borderRight: `1px solid ${tint(20)}`, color: tint(75) },
    ".cm-activeLine, .cm-activeLineGutter": { background: "none" },
    "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": { background: tint(7) },
    "&.cm-focused .cm-matchingBracket": { background: tint(20), outline: `1px solid ${tint(40)}` },
});

// Tab indents; after Escape it leaves, until something else is typed.
const LEAVING = 60_000; // ms
const leave = (view) => {
    view.setTabFocusMode(LEAVING);
    simplifySelection(view);
    return true;
};

// The page's menu bar covers so many pixels of the window, and some air below it.
const covered = () => (document.getElementById("mdbook-menu-bar")?.offsetHeight ?? 0) + 10;

// Scrolls the page where the menu bar covers the cursor. CodeMirror's scrollMargins cannot: they end with the editor.
function uncover(view) {
    const cursor = view.hasFocus && view.coordsAtPos(view.state.selection.main.head);
    if (cursor && cursor.top < covered()) {
        scrollBy({ top: cursor.top - covered(), behavior: "instant" });
    }
}

// Opens `text` in the element `parent`; Tab adds an `indent`. `changed` is called with the text after each change.
window.courseEditor = ({ parent, text, language, indent, label, changed }) => {
    const view = new EditorView({
        parent,
        state: EditorState.create({
            doc: text,
            extensions: [
                lineNumbers(),
                history(),
                indentOnInput(),
                bracketMatching(),
                highlightActiveLine(),
                highlightActiveLineGutter(),
                PARSERS[language]?.() ?? [],
                indentUnit.of(indent),
                EditorState.tabSize.of(4),
                syntaxHighlighting(COLOURS),
                LOOK,
                EditorView.contentAttributes.of({ "aria-label": label }),
                Prec.high(keymap.of([{ key: "Escape", run: leave }])),
                keymap.of([...historyKeymap, ...defaultKeymap, indentWithTab]),
                EditorView.updateListener.of((update) => {
                    if (update.docChanged) {
                        changed(update.state.doc.toString());
                    }
                    if (update.docChanged || update.selectionSet) {
                        requestAnimationFrame(() => uncover(update.view)); // After its own scrolling.
                    }
                }),
            ],
        }),
    });
    return {
        // The cursor comes into view: it is in the line at the top of the window, if the program begins above it.
        focus() {
            const { left, top } = view.contentDOM.getBoundingClientRect();
            const line = view.posAtCoords({ x: left, y: Math.max(top, covered()) }, false);
            const { head } = view.state.selection.main;
            view.dispatch({ selection: { anchor: head || line }, effects: EditorView.scrollIntoView(head || line) });
            view.focus();
        },
        set(text) {
            view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
        },
        // Puts the cursor there; both count from 1.
        show(line, column = 1) {
            const { doc } = view.state;
            const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
            const anchor = Math.min(from + column - 1, to);
            view.dispatch({
                selection: { anchor },
                effects: EditorView.scrollIntoView(anchor, { y: "center" }),
            });
            view.focus();
        },
    };
};
