// Only in the preview: says that the course's server runs programs, loads the page again after each build, and says why
// the sources could not be built.
"use strict";

document.documentElement.dataset.play = "server"; // theme/play.js reads it.

(() => {
    let build; // of this page
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

    new EventSource("/preview-events").onmessage = (event) => {
        const now = JSON.parse(event.data);
        build ??= now.build;
        if (now.build === build) {
            warn(now.broken);
        } else {
            location.reload();
        }
    };
})();
