// SPDX-License-Identifier: MIT
//
// A record as a file for elsewhere: the same bytes as `scrubrelay archive
// export` writes (client/export*.c), so that nobody has to ask which of the two
// made a file. Times are relative to the anchor, never a date; every format
// says who exported it, how many entries, and the checkpoint. No DOM.
//
//   formats.csv.write(record, about) -> string
//   about: {exporter, audience, lang, offsetMs, checkpoint, year}
//
// Who calls it: archive-export.js; tests/web.

import { PARTS, SITES, TALK, WORDS } from "./export-words.js";
import { recordTime } from "./record.js";
import { writeHtml } from "./export-html.js";

const VERIFY = "scrubrelay archive verify";
const bytes = (text) => new TextEncoder().encode(text).length;
const column = (about) => (about.lang === "id" ? 1 : 0);

/** Where ids of each type of citation are found. */
export const sites = SITES;

/** A word of the exports in the file's language. */
export const word = (about, name) => WORDS[about.lang === "id" ? "id" : "en"][name];
export const label = (about, it) => (about.lang === "id" ? it.id : it.en);

/** What a reader sees of an entry in one line of words. */
export function lineOf(item, about) {
  const { entry, step } = item;
  if (step) return label(about, step.label);
  if (entry.kind === "corrected") return word(about, "CORRECTED");
  if (entry.kind === "withdrawn") return word(about, "WITHDRAWN");
  if (entry.kind === "notice" && entry.step === "closed") return word(about, "ENDED");
  return entry.text || entry.step || "";
}

export const prefixOf = (item, about) =>
  item.entry.kind === "correction" ? word(about, "CORRECTS") : "";

export const operationOf = (record, about) =>
  record.template ? label(about, record.template.label) : record.which.template;

export function groundOf(record, about) {
  const { release, state, basis } = record.which;
  if (release === "as-live") return word(about, "AS_LIVE");
  if (release === "archive" || state === "closed") return word(about, "ARCHIVE");
  return word(about, basis === "authorization" ? "LIVE_AUTHORIZED" : "LIVE_TRAINING");
}

/** Who speaks, or what it is: "SURGEON", "JAWABAN"; "" for neither. */
export function partOf(item, about) {
  const { kind, part } = item.entry;
  const row = TALK[kind] ?? (part ? (PARTS[part] ?? PARTS.other) : PARTS.none);
  return row[column(about)];
}

export const readAs = (about) =>
  word(about, about.audience === "student" ? "AS_STUDENT" : "AS_COLLEAGUE");

/** & < > as entities of HTML and WebVTT. */
export const markup = (text) =>
  text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

const byNumber = (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`;

/** A string of JSON; the characters of `escapes` as escapes by number, too. */
export function jsonText(text, escapes) {
  let out = '"';
  for (const c of text) out += c < " " || c === '"' || c === "\\" || escapes.includes(c) ? byNumber(c) : c;
  return `${out}"`;
}

// ---- JSON Lines ----

const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
const json = (text) =>
  // eslint-disable-next-line no-control-regex
  `"${text.replace(/[\u0000-\u001f"\\\u007f]/g, (c) => SHORT[c] ?? byNumber(c))}"`;

/** Members in order; those that are undefined are left out. */
const object = (members) =>
  `{${members.filter(([, v]) => v !== undefined).map(([n, v]) => `"${n}":${v}`).join(",")}}`;
const quoted = (text) => (text === undefined || text === "" ? undefined : json(text));
const rows = (list) => (list?.length ? `[${list.join(",")}]` : undefined);

function jsonItem(item, about) {
  const { entry, step, phase } = item;
  return object([
    ["number", entry.number],
    ["t_ms", item.t_ms],
    ["time", json(recordTime(item.t_ms))],
    ["kind", json(entry.kind)],
    ["phase", quoted(phase?.id)],
    ["step", quoted(entry.step)],
    ["label", step && json(label(about, step.label))],
    ["part", quoted(entry.part)],
    ["refers", entry.refers || undefined],
    ["text", quoted(entry.text)],
    ["question", entry.question || undefined],
    ["tally", rows(entry.tally?.map((t) => `{"votes":${t.votes}${t.right ? ',"right":true' : ""}}`))],
    ["citations", rows(entry.citations?.map((c) => `{"type":"${c.type}","id":${json(c.id)}}`))],
  ]);
}

function writeJson(record, about) {
  const { which } = record;
  const head = object([
    ["format", '"scrubrelay export 1"'],
    ["code_name", json(which.code_name)],
    ["template", json(which.template)],
    ["operation", json(operationOf(record, about))],
    ["basis", json(which.basis)],
    ["state", json(which.state)],
    ["audience", json(about.audience)],
    ["clock", json(record.anchored ? "anchor" : "opening")],
    ["exported_by", json(about.exporter)],
    ["entries", record.items.length],
    ["checkpoint", quoted(about.checkpoint)],
    ["verify", json(VERIFY)],
  ]);
  return [head, ...record.items.map((item) => jsonItem(item, about)), ""].join("\n");
}

// ---- CSV (RFC 4180) ----

/** A spreadsheet runs a cell that begins like a formula: an apostrophe before
 * it says that it is text. */
export function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[,"\n\r]/.test(text) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export const csvRow = (cells) => `${cells.map((c) => csvCell(String(c))).join(",")}\r\n`;

const seconds = (ms) =>
  `${String(Math.trunc(ms / 1000))}.${String(Math.abs(ms) % 1000).padStart(3, "0")}`;

function csvItem(item, about) {
  const { entry, step, phase } = item;
  // The seconds are a number: no apostrophe before a minus.
  return `${entry.number},${recordTime(item.t_ms)},${seconds(item.t_ms)},${csvRow([
    entry.kind,
    phase ? label(about, phase.label) : "",
    step ? step.id : "",
    partOf(item, about),
    entry.refers || "",
    lineOf(item, about),
  ])}`;
}

function writeCsv(record, about) {
  const { which } = record;
  const facts = [
    ["procedure", which.code_name],
    ["operation", operationOf(record, about)],
    ["basis", which.basis],
    ["state", which.state],
    ["audience", about.audience],
    ["by", about.exporter],
    ["entries", record.items.length],
    ["checkpoint", about.checkpoint ?? ""],
    ["verify", VERIFY],
  ];
  return (
    "number,time,seconds,kind,phase,step,who,refers,text\r\n" +
    record.items.map((item) => csvItem(item, about)).join("") +
    facts.map(([what, is]) => `,,,${csvRow([`export-${what}`, "", "", "", "", is])}`).join("")
  );
}

// ---- WebVTT ----

/* A caption stays as long as it takes to read: 15 characters a second, which
 * broadcasters' guidelines give adults, and no less than this. */
const READ_PER_S = 15;
const CAPTION_LEAST_MS = 1500;
const CAPTION_MOST_MS = 12000;
/* What has no end of its own. */
const LAST_MS = 5000;
const NO_CAPTION = new Set(["result", "corrected", "withdrawn", "retraction"]);

const pad = (n, digits) => String(n).padStart(digits, "0");
const stamp = (ms) =>
  `${pad(Math.floor(ms / 3600000), 2)}:${pad(Math.floor(ms / 60000) % 60, 2)}:` +
  `${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;

/** "": it lies before the video. */
const cue = (id, begin, end, payload) =>
  end <= 0 ? "" : `\n${id}\n${stamp(Math.max(begin, 0))} --> ${stamp(end)}\n${payload}\n`;

/* Markup escaped, one line: an empty one would end the cue. */
const cueText = (text) => markup(text).replace(/[\n\r]/g, " ");

function vttHead(record, about) {
  const name = `${record.which.code_name}, ${operationOf(record, about)}, ${groundOf(record, about)}`;
  return (
    `WEBVTT\n\nNOTE\n${cueText(name)}\n${word(about, "BY")} ${cueText(about.exporter)}, ` +
    `${readAs(about)}, ${record.items.length} ${word(about, "ENTRIES")}\n` +
    (about.checkpoint ? `checkpoint: ${cueText(about.checkpoint)}\n` : "") +
    `${word(about, "VERIFY")}: ${VERIFY}\n`
  );
}

function caption(item, about) {
  if (NO_CAPTION.has(item.entry.kind)) return "";
  const begin = item.t_ms + about.offsetMs;
  const line = lineOf(item, about);
  const who = partOf(item, about);
  const prefix = prefixOf(item, about);
  const ms = Math.floor((bytes(line) * 1000) / READ_PER_S);
  const stays = Math.min(Math.max(ms, CAPTION_LEAST_MS), CAPTION_MOST_MS);
  return cue(
    item.entry.number,
    begin,
    begin + stays,
    `${who ? `<v ${cueText(who)}>` : ""}${prefix ? `${cueText(prefix)}: ` : ""}${cueText(line)}`,
  );
}

const writeCaptions = (record, about) =>
  vttHead(record, about) + record.items.map((item) => caption(item, about)).join("");

function writeChapters(record, about) {
  const { items } = record;
  let out = vttHead(record, about);
  let id = 0;
  for (let i = 0; i < items.length; ) {
    const { phase } = items[i];
    let next = i + 1;
    while (phase && next < items.length && items[next].phase?.id === phase.id) next++;
    const end = next < items.length ? items[next].t_ms : items.at(-1).t_ms + LAST_MS;
    // What ends before the video has its number, too.
    if (phase) out += cue(++id, items[i].t_ms + about.offsetMs, end + about.offsetMs, cueText(label(about, phase.label)));
    i = next;
  }
  return out;
}

function metadata(item, about) {
  const { entry, step, phase } = item;
  const begin = item.t_ms + about.offsetMs;
  // No arrow of WebVTT in the text.
  const payload = object([
    ["number", entry.number],
    ["kind", `"${entry.kind}"`],
    ["phase", phase ? `"${phase.id}"` : undefined],
    ["step", step ? `"${step.id}"` : undefined],
    ["text", jsonText(lineOf(item, about), ">")],
  ]);
  return cue(entry.number, begin, begin + LAST_MS, payload);
}

const writeMetadata = (record, about) =>
  vttHead(record, about) + record.items.map((item) => metadata(item, about)).join("");

/** name: {extension, type, write(record, about)}; names as in `export`. */
export const formats = {
  html: { extension: "html", type: "text/html", write: writeHtml },
  jsonl: { extension: "jsonl", type: "application/jsonl", write: writeJson },
  csv: { extension: "csv", type: "text/csv", write: writeCsv },
  captions: { extension: "vtt", type: "text/vtt", write: writeCaptions },
  chapters: { extension: "chapters.vtt", type: "text/vtt", write: writeChapters },
  metadata: { extension: "metadata.vtt", type: "text/vtt", write: writeMetadata },
};
