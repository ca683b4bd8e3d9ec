// SPDX-License-Identifier: MIT
//
// A procedure read whole: what exports, search, replay and comparisons work
// on, as client/record.c does it. Times are milliseconds since the template's
// anchor (incision) where that was posted, else since the opening; before it
// they are negative. No DOM.
//
// Who calls it: archive*.js, export*.js.

/** Steps of a template by id: {id, label, anchor, phase: {id, label}}. */
export function stepsOf(template) {
  const steps = new Map();
  for (const phase of template?.phases ?? [])
    for (const step of phase.steps) steps.set(step.id, { ...step, phase });
  return steps;
}

/**
 * which: {procedure, code_name, template, state, basis, release}; template: the
 * object of relay/templates, or undefined; entries: in order of number.
 */
export function makeRecord(which, template, entries) {
  const steps = stepsOf(template);
  const record = { which, template, items: [], anchored: false, anchorMs: 0 };
  let phase = null;
  for (const entry of entries) {
    const step = entry.kind === "milestone" ? steps.get(entry.step) : undefined;
    if (step) phase = step.phase;
    if (step?.anchor && !record.anchored) {
      record.anchored = true;
      record.anchorMs = entry.t_ms;
    }
    record.items.push({ entry, step, phase, t_ms: 0 });
  }
  for (const item of record.items) item.t_ms = item.entry.t_ms - record.anchorMs;
  return record;
}

/** The item of this number, or undefined. Numbers have no gaps. */
export function findItem(record, number) {
  const first = record.items[0]?.entry.number;
  return first === undefined || number === undefined ? undefined : record.items[number - first];
}

const two = (n) => String(n).padStart(2, "0");

/** "T+00:12:31", "T-00:01:05". */
export function recordTime(t_ms) {
  const s = Math.floor(Math.abs(t_ms) / 1000);
  const sign = t_ms < 0 && s ? "-" : "+";
  return `T${sign}${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/**
 * The runs of items of one phase: [{phase, begin, end, ms}], phase null before
 * the first milestone. ms: until the next run begins, or its last item.
 */
export function phaseRuns(record) {
  const { items } = record;
  const runs = [];
  for (let begin = 0; begin < items.length; ) {
    let end = begin + 1;
    while (end < items.length && items[end].phase?.id === items[begin].phase?.id) end++;
    const until = items[end < items.length ? end : end - 1];
    runs.push({ phase: items[begin].phase, begin, end, ms: until.t_ms - items[begin].t_ms });
    begin = end;
  }
  return runs;
}

/** Time of each phase of the template: [{phase, ms}], in its order; a phase
 * that was come back to counts all its runs; ms 0: not met. */
export function phaseTimes(record) {
  const ms = new Map();
  for (const run of phaseRuns(record))
    if (run.phase) ms.set(run.phase.id, (ms.get(run.phase.id) ?? 0) + run.ms);
  return (record.template?.phases ?? []).map((phase) => ({ phase, ms: ms.get(phase.id) ?? 0 }));
}

/** For comparing: compatibility forms, no case, no accents, as output_fold(). */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\u00df/g, "ss")
    .normalize("NFKD");
}

/** Items whose line holds all words, in any case. line(item) -> string. */
export function searchItems(record, query, line) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return record.items.filter((item) => {
    const text = fold(line(item));
    return words.every((word) => text.includes(word));
  });
}
