#!/bin/sh
# Makes theme/highlight.js: highlight.js with the languages of the book alone, and highlight.book.js after it.
# Needs npm. Usage: theme/highlight.sh [VERSION]
set -eu
version=${1:-11.12.0}
theme=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
npm pack --silent "@highlightjs/cdn-assets@$version" | xargs tar xzf
cd package
{
    echo '/* theme/highlight.sh put this file together. */'
    # The core is published as a module only; a page that is opened from disk takes none.
    sed -n '1,/\*\//p' es/core.min.js
    echo 'var hljs=(()=>{"use strict";'
    sed -e '1,/\*\//d' -e 's/export{\(.*\) as default};/return \1/' es/core.min.js
    echo '})();'
    for language in rust go python bash ini plaintext; do
        cat "languages/$language.min.js"
        echo
    done
    cat "$theme/highlight.book.js"
} > "$theme/highlight.js"
