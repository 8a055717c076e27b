// When a question comes again: five boxes, as Leitner's, with the day of the interview as the limit.
//
// A question that was never asked has no card. Else its card is { box: 1 to 5, when: day of the last answer, since: day of the first
// one, if it is known }. A day is a text such as "2026-11-28". Nothing here reads a clock or keeps anything, so a table can test all of it.
"use strict";

(() => {
    // How many days a question waits in each box, from its last answer.
    const WAITS = [0, 1, 3, 7, 14];
    // How many questions that were never asked are due on a day, if there is no day of the interview.
    const NEW_A_DAY = 10;

    const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

    // The day of a Date, where the reader is.
    function dayOf(date) {
        const two = (number) => String(number).padStart(2, "0");
        return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    }

    // How many of the days that are left until the limit may pass: the first half of them, so that there is time to ask again.
    const half = (left) => Math.max(1, Math.floor(left / 2));

    // How many days a card waits. Without a limit, or on the day itself, it is what its box says.
    function wait({ box, when }, limit) {
        const left = limit ? days(when, limit) : 0;
        return left > 0 ? Math.min(WAITS[box - 1], half(left)) : WAITS[box - 1];
    }

    // Whether a question is due. A last answer in the future means that somebody has set the clock back.
    function isDue(card, today, limit) {
        const waited = days(card.when, today);
        return waited < 0 || waited >= wait(card, limit);
    }

    // The card after an answer. A question that is not yet due may be asked all the same: then knowing it changes nothing.
    function answered(card, knew, today, limit) {
        if (!card) {
            return { box: knew ? 2 : 1, when: today, since: today };
        }
        if (!knew) {
            return { ...card, box: 1, when: today };
        }
        return isDue(card, today, limit) ? { ...card, box: Math.min(card.box + 1, WAITS.length), when: today } : card;
    }

    // A card as it is kept today. Before there were boxes, it was the answer alone: "knew" or "again". It is not known when that was.
    const migrated = (card, today) => (typeof card === "string" ? { box: card === "knew" ? 2 : 1, when: today } : card);

    // What is due among these questions: those that were asked before (`due`), and how many new ones (`fresh`). With a limit, the new
    // ones are shared out among the first half of the days that are left.
    function plan(cards, ids, today, limit) {
        const asked = ids.filter((id) => cards[id]);
        const unseen = ids.length - asked.length;
        const begun = asked.filter((id) => cards[id].since === today).length;
        const share = limit ? Math.ceil((unseen + begun) / half(days(today, limit))) : NEW_A_DAY;
        return {
            due: asked.filter((id) => isDue(cards[id], today, limit)),
            fresh: Math.max(0, Math.min(unseen, share - begun)),
        };
    }

    // So many of these questions, in a random order. With each box a question is half as likely. `random` gives numbers from 0 to 1.
    function draw(cards, ids, count, random) {
        const keys = new Map(ids.map((id) => [id, random() ** (2 ** ((cards[id]?.box ?? 1) - 1))]));
        return [...ids].sort((a, b) => keys.get(b) - keys.get(a)).slice(0, count);
    }

    course.boxes = { dayOf, wait, isDue, answered, migrated, plan, draw };
})();
