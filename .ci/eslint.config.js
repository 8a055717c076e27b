// What ESLint checks: the scripts that the book adds to mdBook. `.ci/run` copies this file to where ESLint is installed.
"use strict";

const js = require("@eslint/js");
const globals = require("globals");

module.exports = [
    // It is highlight.js itself, as theme/highlight.sh builds it.
    { ignores: ["theme/highlight.js"] },
    js.configs.recommended,
    {
        files: ["theme/*.js"],
        languageOptions: {
            sourceType: "script",
            // theme/page.js makes `course`; the library of mdBook's search and highlight.js make the two others.
            globals: { ...globals.browser, course: "readonly", elasticlunr: "readonly", hljs: "readonly" },
        },
        // Where a browser refuses something, the scripts do without it.
        rules: { "no-empty": ["error", { allowEmptyCatch: true }] },
    },
    {
        // Control characters are what a terminal is about.
        files: ["theme/terminal.js"],
        rules: { "no-control-regex": "off" },
    },
    {
        // theme/editor.sh makes one script of this module and of CodeMirror.
        files: ["theme/editor.book.js"],
        languageOptions: { sourceType: "module" },
    },
];
