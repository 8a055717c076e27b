// Loads what an exercise needs, when its reader comes near it.
"use strict";

(() => {
    const near = new IntersectionObserver(
        (seen) => {
            if (seen.some(({ isIntersecting }) => isIntersecting)) {
                near.disconnect();
                // Without these files an exercise is a text.
                Promise.all(["exercise.css", "exercise.js"].map(course.load)).catch((error) => course.say(error.message));
            }
        },
        { rootMargin: "100%" }, // of a window
    );
    document.querySelectorAll(".exercise").forEach((exercise) => near.observe(exercise));
})();
