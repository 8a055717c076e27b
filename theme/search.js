// Search: what mdBook's own search cannot find, and what a reader wants first.
//
// mdBook's index has no stop words, such as `if`, `for` or `after`, and it finds a word only at the beginning of what stands
// between two spaces, so `recv` is not found in `rx.recv()`. Here every search also looks through the text of the sections.
// A few terms have an entry, as in the index of a printed book: their sections come first.
"use strict";

(() => {
    // The terms in lower case, and their sections. tests/links.rs checks that each section exists.
    const TERMS = {
        "?": ["07_waitgroups.html#first-error-or-every-error"],
        "abort": ["07_waitgroups.html#what-abort-cannot-stop", "11_context_cancellation.html#three-ways-to-stop-a-task"],
        "after": ["06_timeouts_and_timers.html#time-as-a-channel", "rosetta.html#time"],
        "deadlock": ["08_mutexes.html#two-locks-two-orders", "02_channels_basics.html#send-and-receive-on-one-thread"],
        "for": ["02_channels_basics.html#the-last-sender-closes", "05_select.html#when-you-do-not-need-a-select"],
        "go": ["rosetta.html#units-of-work", "01_tasks_vs_threads.html#the-program"],
        "if let": ["08_mutexes.html#how-long-a-guard-lives"],
        "pin": ["05_select.html#the-future-that-was-moved"],
        "recv": ["02_channels_basics.html#a-rendezvous-makes-both-sides-wait", "02_channels_basics.html#the-last-sender-closes"],
        "select!": ["05_select.html#05--select", "05_select.html#cancellation-safety"],
        "semaphore": ["09_worker_pools.html#tasks-a-permit-instead-of-a-worker", "03_buffered_channels.html#a-buffer-as-a-semaphore"],
        "tokio::select!": ["05_select.html#05--select", "05_select.html#cancellation-safety"],
        "while let": ["common_mistakes.html#a-lock-in-while-let", "08_mutexes.html#the-guard-that-lives-too-long"],
    };

    if (typeof elasticlunr === "undefined") {
        return; // The page was rendered without a search.
    }
    const search = elasticlunr.Index.prototype.search;

    // The sections whose entry the query is, or begins: results appear while the reader types.
    function entries(query) {
        const fits = (term) => term === query || `${term}s` === query || (query.length > 2 && term.startsWith(query));
        const urls = Object.keys(TERMS).filter(fits).flatMap((term) => TERMS[term]);
        return urls.map((url) => String(window.search.doc_urls.indexOf(url)));
    }

    const quoted = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

    // The sections that have the query in their text as it was typed, those first that have it in the title or often. A word is
    // found between underscores, too: `into` in `into_inner`.
    function literal(query, docs) {
        const [start, end] = [/^[a-z\d]/.test(query) ? "(?<![a-z\\d])" : "", /[a-z\d]$/.test(query) ? "(?![a-z\\d])" : ""];
        const pattern = new RegExp(start + quoted(query).replace(/\s+/g, "\\s+") + end, "gi");
        const count = (text) => text.match(pattern)?.length ?? 0;
        const score = ({ title, body }) => count(title) + count(body) / Math.sqrt(body.length + 1);
        return Object.keys(docs)
            .map((ref) => [ref, score(docs[ref])])
            .filter(([, score]) => score > 0)
            .sort(([, a], [, b]) => b - a)
            .map(([ref]) => ref);
    }

    elasticlunr.Index.prototype.search = function (text, options) {
        const query = text.trim().toLowerCase().replace(/\s+/g, " ");
        const found = search.call(this, text, options);
        const exact = literal(query, this.documentStore.docs);
        // mdBook's search takes no notice of these words, nor of marks around a word, so its results are about the rest.
        const unseen = (word) => elasticlunr.stopWordFilter(word) === undefined || elasticlunr.trimmer(word) !== word;
        const partial = elasticlunr.tokenizer(query).some(unseen);
        const words = found.map(({ ref }) => ref);
        let refs = [...entries(query), ...(partial ? [...exact, ...words] : [...words, ...exact])];
        if (refs.length === 0) {
            // No section has all the words.
            refs = search.call(this, text, { ...options, bool: "OR" }).map(({ ref }) => ref);
        }
        const known = new Set(refs.filter((ref) => ref in this.documentStore.docs));
        return Array.from(known, (ref) => ({ ref, doc: this.documentStore.docs[ref] }));
    };
})();
