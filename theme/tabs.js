// The tabs of mdbook-tabs, after the tabs pattern of WAI-ARIA. Those of one group (data-tabglobal, such as the language)
// switch together, on every page.
"use strict";

(() => {
    const containers = [...document.querySelectorAll(".mdbook-tabs-container")];
    const tabsOf = (container) => [...container.querySelectorAll(":scope > .mdbook-tabs > .mdbook-tab")];
    const groupOf = (container) => container.dataset.tabglobal;
    const key = (group) => `course-tab-${group}`;

    // A page from disk, or one in a private window, may have no storage: then nothing is remembered.
    function remember(group, name) {
        try {
            localStorage.setItem(key(group), name);
        } catch {}
    }

    function remembered(group) {
        try {
            return localStorage.getItem(key(group));
        } catch {
            return null;
        }
    }

    function show(container, name) {
        const tabs = tabsOf(container);
        if (!tabs.some((tab) => tab.dataset.tabname === name)) {
            return; // A program that does not exist in this language.
        }
        for (const tab of tabs) {
            const active = tab.dataset.tabname === name;
            tab.classList.toggle("active", active);
            tab.setAttribute("aria-selected", active);
            tab.tabIndex = active ? 0 : -1;
            document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("hidden", !active);
        }
    }

    function choose(tab) {
        const container = tab.closest(".mdbook-tabs-container");
        const name = tab.dataset.tabname;
        const group = groupOf(container);
        const before = tab.getBoundingClientRect().top;
        if (group) {
            containers.filter((other) => groupOf(other) === group).forEach((other) => show(other, name));
            remember(group, name);
        } else {
            show(container, name);
        }
        // Programs above have become longer or shorter: the tab stays where the reader has just clicked.
        scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
    }

    function move(event) {
        const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
            return;
        }
        event.preventDefault();
        event.stopPropagation(); // To mdBook the arrows mean the chapters before and after.
        const tabs = tabsOf(event.currentTarget.parentElement);
        const last = tabs.length - 1;
        const next = tabs.indexOf(event.target) + step;
        const wrapped = Number.isFinite(step) ? (next + tabs.length) % tabs.length : Math.min(Math.max(next, 0), last);
        tabs[wrapped].focus({ preventScroll: true });
        choose(tabs[wrapped]);
    }

    containers.forEach((container, number) => {
        const list = container.querySelector(":scope > .mdbook-tabs");
        const panels = container.querySelectorAll(":scope > .mdbook-tab-content");
        list.setAttribute("role", "tablist");
        list.addEventListener("keydown", move);
        tabsOf(container).forEach((tab, index) => {
            const panel = panels[index];
            tab.id = `tab-${number}-${index}`;
            tab.type = "button";
            tab.setAttribute("role", "tab");
            panel.id = `tab-panel-${number}-${index}`;
            panel.setAttribute("role", "tabpanel");
            panel.setAttribute("aria-labelledby", tab.id);
            tab.setAttribute("aria-controls", panel.id);
            tab.addEventListener("click", () => choose(tab));
        });
        show(container, tabsOf(container)[0].dataset.tabname);
        show(container, remembered(groupOf(container)));
    });
})();
