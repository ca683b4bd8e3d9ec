// SPDX-License-Identifier: MIT
//
// The format "html" of export.js: one page that opens offline and prints, the
// same bytes as client/export_html.c writes. It makes text, not a document: all
// that comes from an entry is escaped here. No DOM.
//
// Who calls it: export.js.

import { PAGE_STYLE, SITES } from "./export-words.js";
import { findItem, phaseRuns, recordTime } from "./record.js";
import { groundOf, jsonText, label, lineOf, markup, operationOf, partOf, prefixOf, readAs, word } from "./export.js";

const escaped = (text) => markup(text).replace(/"/g, "&quot;").replace(/'/g, "&#39;");

/** What stands for an identifier ("[NAME 2]") is marked. */
function tagged(text) {
  let out = "";
  let done = 0;
  for (const tag of text.matchAll(/\[[A-Z][A-Z0-9 -]{0,38}\]/g)) {
    out += `${escaped(text.slice(done, tag.index))}<span class=tag>${escaped(tag[0])}</span>`;
    done = tag.index + tag[0].length;
  }
  return out + escaped(text.slice(done));
}

/** ISO 8601 duration, for machines. */
function time(t_ms) {
  const text = recordTime(t_ms);
  return t_ms < 0
    ? `<span class=dim>${text}</span>`
    : `<time datetime="PT${Math.floor(t_ms / 1000)}S">${text}</time>`;
}

const runLabel = (run, about) => (run.phase ? label(about, run.phase.label) : word(about, "BEFORE"));

function phases(record, about) {
  const runs = phaseRuns(record);
  const longest = runs.reduce((most, run) => Math.max(most, run.ms), 1);
  const rows = runs.map(
    (run) =>
      `<li><a href="#e${record.items[run.begin].entry.number}">${escaped(runLabel(run, about))}` +
      `</a><span class=track><span class=bar style="display:block;width:${Math.trunc((run.ms * 100) / longest)}%">` +
      `</span></span><span class=num>${Math.trunc(run.ms / 60000)}:` +
      `${String(Math.trunc(run.ms / 1000) % 60).padStart(2, "0")}</span></li>\n`,
  );
  return (
    `<nav aria-labelledby=phases><h2 id=phases>${word(about, "TIME_BY_PHASE")}</h2><ol>\n` +
    `${rows.join("")}</ol></nav>\n`
  );
}

function prefix(record, item, about) {
  const says = prefixOf(item, about);
  if (!says) return "";
  const of = findItem(record, item.entry.refers);
  const link = of ? ` <a href="#e${of.entry.number}">${recordTime(of.t_ms)}</a>` : "";
  return `<span class=prefix>${escaped(says)}${link}:</span> `;
}

/** Where what is cited is found; nobody looked it up. */
const citations = (item) =>
  (item.entry.citations ?? [])
    .map((c) => ` <a class=cite rel=noreferrer href="${escaped((SITES[c.type] ?? "") + c.id)}">${escaped(c.id)}</a>`)
    .join("");

/** A poll's votes: its choices are the lines of its text behind the first. */
function tally(record, item) {
  const rows = item.entry.tally ?? [];
  if (!rows.length) return "";
  const choices = (findItem(record, item.entry.refers)?.entry.text ?? "").split("\n");
  const all = rows.reduce((sum, row) => sum + row.votes, 0);
  const bars = rows.map(
    (row, i) =>
      `<li><span>${tagged(choices[i + 1] ?? "")}${row.right ? " \u2713" : ""}</span>` +
      `<span class=bar style="display:block;width:${all ? Math.trunc((row.votes * 100) / all) : 0}%"></span>` +
      `<span class=num>${row.votes}</span></li>`,
  );
  return `<ul class=tally>${bars.join("")}</ul>`;
}

const GONE = new Set(["corrected", "withdrawn"]);

function entry(record, item, about) {
  const { kind, number } = item.entry;
  // Shown where the text was.
  if (kind === "retraction") return "";
  return (
    `<li id=e${number} class=${GONE.has(kind) ? "gone" : kind}>${time(item.t_ms)}` +
    `<span class=who>${escaped(partOf(item, about))}</span><span class=text>` +
    `${prefix(record, item, about)}${tagged(lineOf(item, about))}${citations(item)}${tally(record, item)}` +
    "</span></li>\n"
  );
}

const entries = (record, about) =>
  phaseRuns(record)
    .map(
      (run) =>
        `<section><h2>${escaped(runLabel(run, about))}</h2><ol class=log>\n` +
        record.items
          .slice(run.begin, run.end)
          .map((item) => entry(record, item, about))
          .join("") +
        "</ol></section>\n",
    )
    .join("");

/** schema.org LiveBlogPosting: a year is all that may be said of when. */
function schema(record, about) {
  const ESCAPES = "<>&";
  const updates = record.items
    .filter((item) => item.entry.kind !== "retraction")
    .map(
      (item) =>
        `{"@type":"BlogPosting","@id":"#e${item.entry.number}","articleBody":` +
        `${jsonText(lineOf(item, about), ESCAPES)}}`,
    );
  return (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":' +
    `${jsonText(operationOf(record, about), ESCAPES)},"inLanguage":"${about.lang}",` +
    `"dateModified":"${String(about.year).padStart(4, "0")}","isAccessibleForFree":false,` +
    `"liveBlogUpdate":[${updates.join(",")}]}</script>\n`
  );
}

function head(record, about) {
  const operation = escaped(operationOf(record, about));
  const name = escaped(record.which.code_name);
  return (
    `<!doctype html>\n<html lang=${about.lang}>\n<head>\n<meta charset=utf-8>\n` +
    '<meta name=viewport content="width=device-width,initial-scale=1">\n<meta name=referrer content=no-referrer>\n' +
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
    `<title>${name} \u00b7 ${operation}</title>\n<style>${PAGE_STYLE}</style>\n${schema(record, about)}` +
    `</head>\n<body>\n<header>\n<p class=dim>${operation}</p>\n<h1>${name}</h1>\n` +
    `<p class=ground>${escaped(groundOf(record, about))}</p>\n` +
    `<p class=dim>${word(about, "TEACHING")} ${word(about, record.anchored ? "CLOCK_ANCHOR" : "CLOCK_OPENING")}</p>\n</header>\n`
  );
}

const foot = (record, about) =>
  `<footer>\n<p>${word(about, "BY")} ${escaped(about.exporter)}, ${readAs(about)} \u00b7 ` +
  `${record.items.length} ${word(about, "ENTRIES")}</p>\n` +
  `<p>${word(about, "VERIFY")}: <code>scrubrelay archive verify</code></p>\n<pre>` +
  `${escaped(about.checkpoint ?? word(about, "NO_CHECKPOINT"))}</pre>\n</footer>\n</body>\n</html>\n`;

export function writeHtml(record, about) {
  return `${head(record, about)}${phases(record, about)}<main>\n${entries(record, about)}</main>\n${foot(record, about)}`;
}
