// SPDX-License-Identifier: MIT
//
// What the staff page reckons with: which milestone comes next, what somebody
// may do in a state, how long something is. No DOM and no words;
// tests/web/staff-model.test.mjs tests it in node.

/** Steps of a template in order, each with the phase it is of. */
export const stepsOf = (template) =>
  (template?.phases ?? []).flatMap((phase) => phase.steps.map((step) => ({ ...step, phase })));

/** step -> the standing row that says it was done (the latest one). rows: of entries.js. */
export function doneSteps(rows) {
  const done = new Map();
  for (const row of rows)
    if (row.kind === "milestone" && row.status !== "withdrawn") done.set(row.step, row);
  return done;
}

/**
 * The step that most likely comes next: the first one behind the furthest that
 * was done or is on its way. Steps that were passed over stay where they are:
 * not every operation has each of them. null: all are done.
 */
export function nextStep(template, done, onTheWay = new Set()) {
  const steps = stepsOf(template);
  let furthest = -1;
  steps.forEach((s, i) => {
    if (done.has(s.id) || onTheWay.has(s.id)) furthest = i;
  });
  return steps[furthest + 1] ?? null;
}

/** How many steps of a phase are done. */
export const phaseCount = (phase, done) => phase.steps.filter((s) => done.has(s.id)).length;

/** What of a procedure somebody with these roles in it may do in this state. */
export function allowed(roles, state) {
  const is = (...names) => names.some((r) => roles.includes(r));
  const over = state === "closed" || state === "closing" || state === "withdrawn";
  const running = !over && state !== "waits" && state !== "as-live";
  const staff = roles.length > 0;
  return {
    post: staff && state === "open",
    quiet: staff && running && state !== "quiet" && state !== "stopped",
    resume: (state === "quiet" && staff) || (state === "stopped" && is("surgeon", "advocate")),
    stop: staff && !over && state !== "stopped",
    sign: running && is("advocate"),
    withdraw: state !== "withdrawn" && is("surgeon", "advocate", "moderator"),
    close: staff && running,
  };
}

/** 61000 -> [1, 1]: whole minutes and seconds. */
export function minutes(ms) {
  const s = Math.max(0, Math.ceil(ms / 1000));
  return [Math.floor(s / 60), s % 60];
}

/** 754000 -> "12:34", for what counts down. */
export function mmss(ms) {
  const [m, s] = minutes(ms);
  return `${m}:${String(s).padStart(2, "0")}`;
}

/** A roster as the relay takes it, without what is empty; null when nothing is left. */
export function rosterJson({ persons = [], places = [], organizations = [], ids = [], dates = [] }) {
  const words = (list) => list.map((w) => w.trim()).filter(Boolean);
  const out = {};
  const people = persons
    .map((p) => ({ part: p.part, name: p.name.trim(), also: words(p.also ?? []) }))
    .filter((p) => p.name)
    .map(({ also, ...p }) => (also.length ? { ...p, also } : p));
  if (people.length) out.persons = people;
  if (words(places).length) out.places = words(places);
  if (words(organizations).length) out.organizations = words(organizations);
  const known = ids.map((i) => ({ kind: i.kind, value: i.value.trim() })).filter((i) => i.value);
  if (known.length) out.ids = known;
  if (words(dates).length) out.dates = words(dates);
  return Object.keys(out).length ? out : null;
}

/** Bytes of UTF-8: the relay counts those. */
export const bytesOf = (text) => new TextEncoder().encode(text).length;

/** Most bytes of an update (relay/proto/limits.h, DRAFT_MAX). */
export const TEXT_MAX = 4096;

/** [NAME 2] -> [NAME]: a look has numbers of its own, which readers do not see. */
export const plainMasks = (text) => text.replace(/\[([A-Z]+) \d+\]/g, "[$1]");

/** A text in pieces: { text, mask } where mask is a tag, of what the filter wrote. */
export function maskPieces(text) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(/\[[A-Z]+(?: [\w+-]+)?\]|\*{3,}/g)) {
    if (found.index > at) out.push({ text: text.slice(at, found.index), mask: false });
    out.push({ text: found[0], mask: true });
    at = found.index + found[0].length;
  }
  if (at < text.length) out.push({ text: text.slice(at), mask: false });
  return out;
}
