// Tables that a phone cannot show side by side: each row becomes a card (theme/course.css), whose cells are labelled by the
// headers of their columns.
"use strict";

(() => {
    const CARDS = 3; // columns from which on a phone has no room

    function label(table) {
        const headers = [...table.tHead.rows[0].cells];
        const labels = headers.map((header) => header.textContent.trim());
        // A header without text names nothing: it is an ordinary cell.
        headers.filter((_, i) => !labels[i]).forEach((header) => header.replaceWith(document.createElement("td")));
        if (labels.length < CARDS) {
            return;
        }
        table.classList.add("cards");
        // Cells that are shown as blocks are no cells to a screen reader, unless they say so.
        const role = (elements, name) => [...elements].forEach((element) => element.setAttribute("role", name));
        role([table], "table");
        role([table.tHead, ...table.tBodies], "rowgroup");
        role(table.rows, "row");
        role(table.querySelectorAll("thead th"), "columnheader");
        role(table.querySelectorAll("td"), "cell");
        for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
            [...row.cells].forEach((cell, i) => (cell.dataset.label = labels[i] ?? ""));
        }
    }

    [...document.querySelectorAll(".content table")].filter((table) => table.tHead).forEach(label);
    // For tables that other scripts make.
    course.cards = label;
})();
