#!/bin/sh
# Makes src/editor.js: CodeMirror with the languages of the book, and theme/editor.book.js. It stands in src, whose files
# mdBook copies as they are: theme/play.js loads it when a program is first edited.
# Needs npm. Usage: theme/editor.sh
set -eu
theme=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cat > package.json <<'JSON'
{
    "private": true,
    "dependencies": {
        "@codemirror/commands": "6.11.1",
        "@codemirror/lang-go": "6.0.1",
        "@codemirror/lang-python": "6.2.1",
        "@codemirror/lang-rust": "6.0.2",
        "@codemirror/language": "6.13.1",
        "@codemirror/state": "6.7.6",
        "@codemirror/view": "6.43.15",
        "@lezer/highlight": "1.2.5",
        "esbuild": "0.28.2",
        "style-mod": "4.1.5"
    }
}
JSON
npm install --silent --no-audit --no-fund
# Its styles go into a constructable sheet in a document, too, and not only in a shadow root: no policy forbids those.
module=node_modules/style-mod/src/style-mod.js
grep -q '!root.head && ' "$module"
sed -i 's/!root.head && //' "$module"
cp "$theme/editor.book.js" .
{
    echo '/* theme/editor.sh put this file together, from CodeMirror, Lezer and their parts:'
    echo
    cat node_modules/@codemirror/view/LICENSE
    echo '*/'
    node_modules/.bin/esbuild editor.book.js --bundle --minify --format=iife --target=es2022 --legal-comments=none
} > "$theme/../src/editor.js"
