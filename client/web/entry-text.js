// SPDX-License-Identifier: MIT
//
// The text of an entry in pieces: what the filter put in (masks such as
// [NAME 2]), what a search found, and plain text between; its citations as
// addresses; its language. No DOM: entry-view.js draws it.

import { needle } from "./entries.js";

/** Labels of filters/policy.c. */
const LABELS = [
  "NAME", "LOCATION", "ORGANIZATION", "DATE", "AGE", "PHONE", "EMAIL", "ID", "DEVICE", "VEHICLE", "NETWORK",
  "BIOMETRIC", "OTHER",
];
/** People as filters/roster.c names them. */
const PEOPLE = [
  "PATIENT", "DONOR", "RECIPIENT", "BABY", "RELATIVE", "SURGEON", "REGISTRAR", "ASSISTANT", "ANAESTHETIST", "NURSE",
  "SCRUB", "CIRCULATOR", "PERFUSIONIST", "MIDWIFE", "RADIOLOGIST", "PATHOLOGIST", "TECHNICIAN", "PHYSICIAN", "STUDENT",
  "ADVOCATE",
];
const people = new Set(PEOPLE);
const MASK = new RegExp(`\\[(${[...LABELS, ...PEOPLE].join("|")})((?: [0-9-]+)?)\\]`, "g");

/** Of a DOI, PMID and NCT id: address and how it is written. */
const PLACES = {
  doi: { at: "https://doi.org/", name: "doi:" },
  pmid: { at: "https://pubmed.ncbi.nlm.nih.gov/", name: "PMID " },
  nct: { at: "https://clinicaltrials.gov/study/", name: "" },
};

/**
 * The text in pieces, in order, without gap: { type: "text" | "mask", text,
 * found } and of a mask { label, person, detail }.
 * @param {string} text
 * @param {string} [query] what is searched for; the pieces that match are `found`
 */
export function pieces(text, query = "") {
  const out = [];
  let at = 0;
  for (const m of text.matchAll(MASK)) {
    if (m.index > at) out.push({ type: "text", text: text.slice(at, m.index), found: false });
    out.push({
      type: "mask",
      text: m[0],
      label: people.has(m[1]) ? "NAME" : m[1],
      person: people.has(m[1]) ? m[1] : "",
      detail: m[2].trim(),
      found: false,
    });
    at = m.index + m[0].length;
  }
  if (at < text.length) out.push({ type: "text", text: text.slice(at), found: false });
  const find = needle(query);
  return find ? out.flatMap((piece) => split(piece, find)) : out;
}

/** A mask stays whole; text is split where it matches. */
function split(piece, find) {
  if (piece.type === "mask") return [{ ...piece, found: find.test(piece.text) }];
  const out = [];
  let at = 0;
  for (const m of piece.text.matchAll(new RegExp(find.source, "giu"))) {
    if (!m[0]) continue;
    if (m.index > at) out.push({ ...piece, text: piece.text.slice(at, m.index) });
    out.push({ ...piece, text: m[0], found: true });
    at = m.index + m[0].length;
  }
  if (at < piece.text.length) out.push({ ...piece, text: piece.text.slice(at) });
  return out;
}

/** What may not begin a line, and what may not end one: ", " "'s", "(". */
const CLOSING = /^(?:['\u2019]\p{L}{1,2}(?!\p{L})|[^\s\p{L}\p{N}]{1,4})/u;
const OPENING = /[^\s\p{L}\p{N}]{1,4}$/u;

/**
 * Pieces in lists: those of one list stay on one line. A browser breaks lines
 * on both sides of a button, so a mask takes with it what clings to it.
 */
export function lines(list) {
  const out = [];
  for (const piece of list) {
    const last = out.at(-1);
    const masked = last?.some((p) => p.type === "mask");
    const [cling] = (piece.type === "text" && masked && CLOSING.exec(piece.text)) || [""];
    if (cling) last.push({ ...piece, text: cling });
    if (piece.type === "text") {
      if (cling !== piece.text) out.push([{ ...piece, text: piece.text.slice(cling.length) }]);
      continue;
    }
    const before = !masked && last?.[0];
    const [open] = (before && OPENING.exec(before.text)) || [""];
    if (!open) {
      out.push([piece]);
      continue;
    }
    out.pop();
    if (open !== before.text) out.push([{ ...before, text: before.text.slice(0, -open.length) }]);
    out.push([{ ...before, text: open }, piece]);
  }
  return out;
}

/**
 * Citations as links: { text, href }. Unknown types and ids with anything but
 * visible ASCII are left out; the id cannot leave its place in the address.
 */
export function links(citations) {
  return citations
    .filter((c) => Object.hasOwn(PLACES, c.type) && /^[!-~]+$/.test(c.id))
    .map(({ type, id }) => ({
      text: `${PLACES[type].name}${id}`,
      href: PLACES[type].at + id.split("/").map(encodeURIComponent).join("/"),
    }));
}

const WORDS = {
  id: "yang dan di ke dari dengan untuk pada sudah telah tidak ini itu akan oleh atau ada lagi kami kita sedang masih".split(" "),
  en: "the and of to in is with for on at from was are we this that not no it a an has been now by as".split(" "),
};

/**
 * In which language a text is written, for who reads it aloud: "en", "id", or
 * "" when its words do not tell. For entries that do not say it:
 * what was written before they had a language.
 */
export function langOf(text) {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (tag) => words.filter((w) => WORDS[tag].includes(w)).length;
  const en = count("en");
  const id = count("id");
  return en === id ? "" : en > id ? "en" : "id";
}
