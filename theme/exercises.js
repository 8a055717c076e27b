// Loads what an exercise needs, when its reader comes near it.
"use strict";

(() => {
    const near = new IntersectionObserver(
        (seen) => {
            if (seen.some(({ isIntersecting }) => isIntersecting)) {
                near.disconnect();
                // Without these files, which the plain `mdbook` command does not publish, an exercise is a text.
                Promise.all(["exercise.css", "exercise.js"].map(course.load)).catch(() => {});
            }
        },
        { rootMargin: "100%" }, // of a window
    );
    document.querySelectorAll(".exercise").forEach((exercise) => near.observe(exercise));
})();
