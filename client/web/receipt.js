// SPDX-License-Identifier: MIT
//
// The receipt of an erasure as a page to print and hand over: the same bytes
// as `scrubrelay archive receipt --html` writes (client/receipt_html.c). It
// makes text, not a document; all of it is escaped here. No DOM.
//
// Who calls it: archive-erase.js; tests/web.

import { RECEIPT, RECEIPT_STYLE } from "./export-words.js";
import { toBase64 } from "./merkle.js";

const row = (name, value) => `<dt>${name}</dt><dd>${value}</dd>\n`;
const code = (text) => `<code>${text}</code>`;
const escaped = (text) => text.replace(/[<&]/g, (c) => (c === "<" ? "&lt;" : "&amp;"));

/** "2026-02-03T04:05:06Z" as people read it. */
const when = (time) => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;

function facts(what, key, w) {
  const log = (tree) => `${tree.size} ${w("LEAVES")} ${code(toBase64(tree.root))}`;
  return (
    "<dl>\n" +
    row(w("WHAT"), what.number ? `${w("ENTRY")} ${what.number}` : w("WHOLE")) +
    row(w("PROCEDURE"), code(what.procedure)) +
    row(w("WHEN"), when(what.time)) +
    row(w("RECORDS"), what.records) +
    row(w("MASTER"), `${code(what.keyBefore)} \u2192 ${code(what.keyAfter)}`) +
    row(w("BEFORE"), log(what.before)) +
    row(w("AFTER"), log(what.after)) +
    row(w("SIGNER"), code(key)) +
    "</dl>\n"
  );
}

/**
 * what: readReceipt() of the note; key: the relay's, base64url; lang: "en" or
 * "id".
 */
export function receiptHtml({ what, note, key, lang }) {
  const w = (name) => RECEIPT[name][lang === "id" ? 1 : 0];
  return (
    `<!doctype html>\n<html lang=${lang}>\n<head>\n<meta charset=utf-8>\n` +
    '<meta name=viewport content="width=device-width,initial-scale=1">\n<meta name=referrer content=no-referrer>\n' +
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
    `<title>${w("TITLE")}</title>\n<style>${RECEIPT_STYLE}</style>\n</head>\n<body>\n` +
    `<section>\n<h1>${w("TITLE")}</h1>\n<p>${w("DONE")}</p>\n${facts(what, key, w)}` +
    `<h2>${w("LEFT")}</h2>\n<p>${w("LEFT_WHY")}</p>\n<h2>${w("NOT_RECALLED")}</h2>\n<ul>\n<li>${w("SEEN")}</li>\n` +
    `<li>${w("EXPORTED")} ${code(`scrubrelay audit --event export --procedure ${what.procedure}`)}</li>\n` +
    `<li>${w("ELSEWHERE")}</li>\n</ul>\n` +
    `<h2>${w("CHECK")}</h2>\n<p>${w("CHECK_HOW")} ${code("scrubrelay archive receipt FILE --key KEY")}</p>\n` +
    `<pre>${escaped(note)}</pre>\n</section>\n</body>\n</html>\n`
  );
}
