// Who runs a program: the course's own server, or the public playground. Each gives the events of a run
// (crates/runner/src/play/event.rs) as they come.
"use strict";

(() => {
    const EDITION = "2024"; // as in book.toml
    const PLAYGROUND = "https://play.rust-lang.org/execute";
    const PATIENCE = 10_000; // ms in which somebody answers
    const SILENCE = 120_000; // ms in which a run that has begun says something: tokio takes a while to build

    // Nobody ran the program; the message says why.
    class NotRun extends Error {}

    // What `work` gives in time. Its signal aborts when it is late, and when the reader stops the program.
    async function inTime(who, stop, work) {
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(), PATIENCE);
        try {
            return await work(AbortSignal.any([stop, late.signal]));
        } catch {
            stop.throwIfAborted();
            const what = late.signal.aborted ? `did not answer within ${PATIENCE / 1000} s` : "cannot be reached";
            throw new NotRun(`${who} ${what}.`);
        } finally {
            clearTimeout(timer);
        }
    }

    function post(url, body, signal) {
        const headers = { "Content-Type": "application/json" };
        return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    }

    // One of the readers whom the server serves in turn: this tab.
    function reader() {
        const random = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
        try {
            return (sessionStorage.reader ??= random());
        } catch {
            return random();
        }
    }

    async function* jsonLines(body) {
        const chunks = body.pipeThrough(new TextDecoderStream()).getReader();
        const end = () => chunks.cancel().catch(() => {});
        let rest = "";
        try {
            for (;;) {
                const silent = setTimeout(end, SILENCE);
                const { done, value } = await chunks.read().finally(() => clearTimeout(silent));
                if (done) {
                    return;
                }
                const lines = value.split("\n");
                lines[0] = rest + lines[0];
                rest = lines.pop();
                yield* lines.filter((line) => line).map((line) => JSON.parse(line));
            }
        } finally {
            end();
        }
    }

    async function* onServer({ language, exercise, address = "/play" }, source, stop) {
        const who = "The course’s server";
        const about = await inTime(who, stop, async (signal) => (await fetch("/play", { signal })).json());
        const { state, why } = about.languages[language];
        if (state === "missing") {
            throw new NotRun(`The server cannot run ${course.languages[language].title}: ${why}`);
        }
        if (!about.guards.full) {
            yield { event: "unguarded", text: about.guards.missing };
        }
        if (about.limits?.seconds) {
            yield { event: "limited", seconds: about.limits.seconds };
        }
        const request = { language, exercise, source, edition: EDITION, reader: reader() };
        const response = await inTime(who, stop, (signal) => post(address, request, signal));
        if (!response.ok) {
            const { error } = await response.json().catch(() => ({ error: response.statusText }));
            const seconds = response.headers.get("Retry-After");
            throw new NotRun(seconds ? `${error} Try again in ${seconds} s.` : error);
        }
        yield* jsonLines(response.body);
    }

    async function* onPlayground({ language, noplayground }, source, stop) {
        if (language !== "rust") {
            throw new NotRun("These pages have no server of the course. Only Rust programs run here, on the public playground.");
        }
        if (noplayground) {
            throw new NotRun("This program needs something that the public playground does not have.");
        }
        const who = "The public playground";
        if (!navigator.onLine) {
            throw new NotRun(`You are offline. ${who} cannot be reached.`);
        }
        yield { event: "asked", who: "the public playground" };
        const options = { channel: "stable", mode: "debug", edition: EDITION, crateType: "bin", tests: false, backtrace: false };
        const { success, exitDetail, stdout, stderr, error } = await inTime(who, stop, async (signal) =>
            (await post(PLAYGROUND, { ...options, code: source }, signal)).json(),
        );
        if (typeof stderr !== "string") {
            throw new NotRun(`${who} says: ${error ?? "nothing"}`);
        }
        // Up to the line that says what runs, stderr is cargo's and the compiler's.
        const [, before, printed] = /^([^]*?)^ +Running `.*\n?([^]*)$/m.exec(stderr) ?? [null, stderr];
        const messages = before.replace(/^( +(Compiling|Finished|Blocking)|error: could not compile) .*\n?/gm, "");
        if (printed === undefined) {
            yield { event: "ended", how: { kind: "refused", messages } };
            return;
        }
        yield { event: "compiled", messages };
        yield { event: "output", stream: "stdout", text: stdout };
        yield { event: "output", stream: "stderr", text: printed };
        const number = Number(/\d+/.exec(exitDetail)?.[0] ?? (success ? 0 : 1));
        const how = /signal/i.test(exitDetail) ? { kind: "signal", number } : { kind: "exit", code: number };
        yield { event: "ended", how };
    }

    // Where the course serves the page (theme/preview.js says so) its server runs the programs.
    const runner = () => (document.documentElement.dataset.play === "server" ? onServer : onPlayground);

    Object.assign(course, { NotRun, runner });
})();
