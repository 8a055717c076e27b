// Play: every program of the page can be run, edited, reset and copied.
//
// A program is a block with the class program-NAME, and what it prints is in an element with the class transcript-NAME: the
// preprocessor "programs" of crates/manuscript makes both. Where nobody answers, the stored transcript is shown.
"use strict";

(() => {
    const { element, button, storage, page, copy, say, parsed, NotRun, runner, Result, languages } = course;
    const EDITOR = new URL("../editor.js", document.currentScript.src);

    // ---- The program of a block ----

    function programOf(code) {
        const classes = [...code.classList];
        const after = (prefix) => classes.find((name) => name.startsWith(prefix))?.slice(prefix.length);
        const [language, name] = [after("language-"), after("program-")];
        const keyOn = (page) => `course-edit-${page}-${name}-${language}`;
        // A page that does not show the transcript has it as data.
        const printed = document.querySelector(`.transcript-${name}`);
        const transcript = printed?.matches("script") ? JSON.parse(printed.textContent) : printed?.textContent;
        return {
            name,
            language,
            title: `${name} (${languages[language].title})`,
            // The errors that the compiler refuses it with.
            refused: classes.includes("compile_fail") && classes.filter((name) => /^E\d{4}$/.test(name)),
            noplayground: classes.includes("noplayground"),
            transcript: transcript === undefined ? null : parsed(transcript),
            verb: "Run",
            kept: storage.moved(keyOn(location.pathname.split("/").pop()), keyOn(page)),
            keep: (value) => storage.set(keyOn(page), value),
        };
    }

    // ---- A run ----

    async function run(program, result, stop, seen) {
        result.begin(seen);
        try {
            for await (const event of (program.runner ?? runner())(program, `${program.text}\n`, stop)) {
                result.take(event);
                if (result.ended) {
                    return;
                }
            }
            result.stored("The connection was lost before the program ended.");
        } catch (error) {
            stop.aborted
                ? result.end({ how: { kind: "stopped" } })
                : result.stored(error instanceof NotRun ? error.message : `The connection was lost: ${error.message}`);
        }
    }

    // ---- The editor ----

    let editorLoaded;
    function loadEditor() {
        editorLoaded ??= new Promise((loaded) => {
            const script = element("script", "");
            script.onload = () => loaded(window.courseEditor);
            script.onerror = () => loaded(plainEditor);
            script.src = EDITOR;
            document.head.append(script);
        });
        return editorLoaded;
    }

    // Without CodeMirror.
    function plainEditor({ parent, text, label, changed }) {
        const area = element("textarea", "");
        area.value = text;
        area.rows = text.split("\n").length + 1;
        area.spellcheck = false;
        area.ariaLabel = label;
        area.oninput = () => changed(area.value);
        parent.append(area);
        return {
            focus: () => area.focus(),
            set(text) {
                area.value = text;
                changed(text);
            },
            show(line) {
                const before = area.value.split("\n").slice(0, line - 1).join("\n").length;
                area.focus();
                area.setSelectionRange(before, before);
            },
        };
    }

    // ---- The buttons of a program ----

    function play(code, program, result) {
        program.book = code.textContent.trimEnd();
        const pre = code.parentElement;
        const original = [...code.childNodes];
        let [editor, place, stopping] = [null, null, null];

        const named = (made, label) => {
            made.lastChild.textContent = label;
            made.ariaLabel = `${label} ${program.title}`;
        };
        const action = (label, className, onclick) => {
            const made = button(element("span", "", label), className, onclick);
            named(made, label);
            return made;
        };
        const runButton = action(program.verb, "play-run", () => (stopping ? stopping.abort() : start()));
        runButton.prepend(element("span", "play-icon"));
        const editButton = action("Edit", "", () => (editor ? close() : open()));
        const resetButton = action("Reset", "", reset);
        const copyButton = action("Copy", "", copyText);
        const note = element("span", "play-edited");
        const bar = element("div", "play-bar", runButton, editButton, resetButton, copyButton, note);
        const eye = pre.querySelector(".buttons button[title='Show hidden lines']");
        if (eye) {
            eye.classList.add("play-eye");
            bar.append(eye);
        }
        // mdBook's own copies only the shown lines.
        pre.querySelector(":scope > .buttons")?.remove();
        pre.classList.add("play-program");
        pre.append(element("div", "play hljs", bar, result.element));
        pre.program = Object.assign(program, { open }); // for other scripts

        async function start(seen = false) {
            stopping = new AbortController();
            named(runButton, "Stop");
            runButton.classList.add("play-running");
            await run(program, result, stopping.signal, seen);
            stopping = null;
            named(runButton, program.verb);
            runButton.classList.remove("play-running");
        }

        // The reader's text is kept, with the version of the book it began with.
        let since = program.kept?.book ?? program.book;

        function take(text) {
            program.text = text;
            program.edited = text.trimEnd() !== program.book;
            since = program.edited ? since : program.book;
            program.keep(program.edited ? { text, book: since } : null);
            resetButton.hidden = !program.edited;
            const changed = since === program.book ? "" : "; the version of the book has changed since then";
            note.textContent = program.edited ? `Edited${changed}` : "";
            pre.dispatchEvent(new Event("change"));
        }

        // Without the editor: what would be run.
        function show() {
            if (program.edited) {
                code.textContent = program.text;
                window.hljs?.highlightBlock(code);
            } else {
                code.replaceChildren(...original);
            }
            eye && (eye.hidden = program.edited || editor !== null);
        }

        async function open(line, column) {
            const create = await loadEditor();
            if (!editor) {
                place = element("div", "play-editor hljs");
                // To mdBook keys mean other pages, the search, its help.
                place.addEventListener("keydown", (event) => event.stopPropagation());
                const { indent } = languages[program.language];
                const label = `Editor of ${program.title}. Press Escape and then Tab to leave it, or Control and Enter for ${program.verb}.`;
                editor = create({ parent: place, text: program.text, language: program.language, indent, label, changed: take });
                // Checkers know by this that it gets the focus.
                place.querySelector("[contenteditable]")?.setAttribute("tabindex", "0");
                place.append(element("div", "play-hint", `Ctrl-Enter: ${program.verb}. To leave the editor, press Esc and then Tab.`));
                code.hidden = true;
                code.after(place);
                named(editButton, "Done");
                show();
            }
            line ? editor.show(line, column) : editor.focus();
        }

        function close() {
            place.remove();
            [editor, place] = [null, null];
            code.hidden = false;
            named(editButton, "Edit");
            show();
        }

        function reset() {
            editor?.set(program.book);
            take(program.book);
            editor ? editor.focus() : (show(), editButton.focus());
            say(`${program.title} is the book’s version again`);
        }

        async function copyText() {
            const copied = await copy(program.text);
            named(copyButton, copied ? "Copied" : "Not copied: the browser does not let it");
            setTimeout(() => named(copyButton, "Copy"), 2000);
        }

        result.log.addEventListener("click", ({ target: { dataset } }) => {
            dataset.line && open(+dataset.line, +dataset.column);
        });
        // Here the arrows scroll; to mdBook they mean other chapters.
        result.log.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
        const keys = (event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                event.stopPropagation();
                stopping || start(true); // In a long program its result is out of sight.
            }
        };
        // Before the editor sees it.
        pre.addEventListener("keydown", keys, { capture: true });

        take(program.kept?.text ?? program.book);
        program.edited && show();
    }

    for (const code of document.querySelectorAll("pre > code[class*=program-]")) {
        const program = programOf(code);
        play(code, program, new Result(program));
    }
    course.play = play;
})();
