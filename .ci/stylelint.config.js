// What stylelint checks: the style sheets that the book adds to mdBook. `.ci/run` copies this file to where stylelint is installed.
"use strict";

module.exports = {
    extends: "stylelint-config-recommended",
    rules: {
        // The sheets are sorted by topic. Rules of different topics may match the same element, but they set different properties.
        "no-descending-specificity": null,
    },
};
