// Only in the preview: says that the course's server runs programs, loads the page again after each build, and says why
// the sources could not be built.
//
// Browsers open at most six connections to a host, and a stream of events keeps one for as long as it lasts. So all pages of
// a browser share one stream: this file is also the shared worker that owns it. Where there is no shared worker, a page has
// a stream of its own while it is visible.
"use strict";

(() => {
    const RETRY = 10_000; // milliseconds

    // Calls `tell` with each status that the server sends, and `pause` when the stream breaks. Returns what ends the stream.
    function listen(tell, pause = () => {}) {
        let events;
        let timer;
        function open() {
            events = new EventSource("/preview-events");
            events.onmessage = ({ data }) => tell(JSON.parse(data));
            events.onerror = () => {
                pause();
                // The browser itself tries again, except when the server has refused.
                if (events.readyState === EventSource.CLOSED) {
                    timer = setTimeout(open, RETRY);
                }
            };
        }
        open();
        return () => {
            clearTimeout(timer);
            events.close();
        };
    }

    // In the worker: tells each status to every page, and the last one to a page that comes later.
    function work() {
        const pages = new Set();
        let last;
        addEventListener("connect", ({ ports: [page] }) => {
            pages.add(page);
            page.onmessage = () => pages.delete(page); // It says that it is gone.
            if (last) {
                page.postMessage({ ...last, remembered: true });
            }
        });
        const tell = (status) => {
            last = status;
            pages.forEach((page) => page.postMessage(status));
        };
        // After a pause there may be another server, so the last status says nothing any more.
        listen(tell, () => { last = null; });
    }

    // In a page: calls `tell` with each status.
    function follow(tell, script) {
        let port;
        function connect() {
            const worker = new SharedWorker(script);
            worker.addEventListener("error", () => followWhileVisible(tell), { once: true });
            port = worker.port;
            port.onmessage = ({ data }) => tell(data);
        }
        try {
            connect();
        } catch {
            followWhileVisible(tell);
            return;
        }
        addEventListener("pagehide", () => port.postMessage("gone"));
        // The browser may keep a page for its Back button.
        addEventListener("pageshow", ({ persisted }) => persisted && connect());
    }

    function followWhileVisible(tell) {
        let end;
        function change() {
            end?.();
            end = document.hidden ? null : listen(tell);
        }
        document.addEventListener("visibilitychange", change);
        change();
    }

    function show() {
        const root = document.documentElement;
        root.dataset.play = "server"; // theme/play.js reads it.
        let build = Number(root.dataset.build) || null; // of this page
        let notice;

        function warn(text) {
            notice?.remove();
            notice = null;
            if (!text) {
                return;
            }
            notice = document.createElement("div");
            notice.setAttribute("role", "alert");
            notice.style.cssText = `position: fixed; inset: auto 0 0; z-index: 1000; max-height: 50vh; overflow: auto;
                padding: 1rem 2rem; border-top: 4px solid var(--blockquote-caution-color);
                background: var(--theme-popup-bg); color: var(--fg);`;
            const close = document.createElement("button");
            close.textContent = "Close";
            close.style.cssText = "float: right;";
            close.onclick = () => warn(null);
            const reason = document.createElement("pre");
            reason.style.cssText = "margin: 0; white-space: pre-wrap;";
            reason.textContent = text;
            notice.append(close, reason);
            document.body.append(notice);
        }

        follow((now) => {
            build ??= now.build;
            if (now.build === build) {
                warn(now.broken);
            } else if (now.build > build || !now.remembered) {
                // A status that the worker remembers can be older than the page.
                location.reload();
            }
        }, document.currentScript.src);
    }

    if (typeof document === "undefined") {
        work();
    } else {
        show();
    }
})();
