// SPDX-License-Identifier: MIT
//
// What waits for a moderator, of all procedures, in one order; and a draft's
// text cut at what is in doubt. No DOM; time is handed in.
//
// Who calls it: moderate.js, moderate-item.js; tests/web.

/** A text in runs: [{text, label}], label undefined where nothing is in doubt.
 * doubt: rows of `held`, in code points, half open; they may overlap. */
export function doubtRuns(text, doubt) {
  const points = [...text];
  const label = new Array(points.length);
  for (const d of doubt)
    for (let i = Math.max(d.begin, 0); i < Math.min(d.end, points.length); i++) label[i] ??= d.label;
  const runs = [];
  points.forEach((c, i) => {
    const last = runs.at(-1);
    if (last && last.label === label[i]) last.text += c;
    else runs.push({ text: c, label: label[i] });
  });
  return runs;
}

const keyOf = (kind, procedure, number) => `${kind}/${procedure}/${number}`;

/**
 * The queue: drafts that are held, soonest gone first, then questions that
 * nobody has looked at, oldest first. An item is {key, kind: "draft" or
 * "question", procedure, number, own, ...}.
 */
export class Queue {
  #items = new Map();

  /** Drafts of one procedure, as `held` answered at `now`. */
  setDrafts(procedure, drafts, account, now) {
    this.#replace("draft", procedure, drafts.map((d) => ({
      number: d.held,
      own: d.author === account,
      since: now - d.age_ms,
      until: now + d.expires_ms,
      draft: d,
    })));
  }

  /** Its questions, as `questions` answered; began: when it opened. */
  setQuestions(procedure, questions, began) {
    this.#replace("question", procedure, questions.filter((q) => q.state === "pending").map((q) => ({
      number: q.question,
      own: q.mine === true,
      since: began + q.t_ms,
      until: Infinity,
      question: q,
    })));
  }

  /** Nothing of it waits any more: it ended, or is not ours. */
  forget(procedure) {
    for (const [key, item] of this.#items) if (item.procedure === procedure) this.#items.delete(key);
  }

  /** It was decided: gone at once, whatever the next answer says. */
  remove(key) {
    this.#items.delete(key);
  }

  get(key) {
    return this.#items.get(key);
  }

  /** In order; what has expired meanwhile is not in it. */
  list(now) {
    for (const [key, item] of this.#items) if (item.until <= now) this.#items.delete(key);
    return [...this.#items.values()].sort((a, b) =>
      (a.kind === b.kind ? 0 : a.kind === "draft" ? -1 : 1) ||
      (a.kind === "draft" ? a.until - b.until : a.since - b.since) || a.number - b.number);
  }

  #replace(kind, procedure, rows) {
    const keys = new Set();
    for (const row of rows) {
      const key = keyOf(kind, procedure, row.number);
      keys.add(key);
      const known = this.#items.get(key);
      // What is shown keeps its times: two clocks need not agree to the ms.
      this.#items.set(key, known ? Object.assign(known, { own: row.own, draft: row.draft, question: row.question })
        : { key, kind, procedure, ...row });
    }
    for (const [key, item] of this.#items)
      if (item.kind === kind && item.procedure === procedure && !keys.has(key)) this.#items.delete(key);
  }
}

/** Where the marker goes when `key` is no more in the list: the next one that
 * is, or the last. before, after: keys in order. */
export function nextKey(before, after, key) {
  if (key === undefined) return after[0];
  if (after.includes(key)) return key;
  const at = before.indexOf(key);
  const behind = before.slice(at + 1).find((k) => after.includes(k));
  return behind ?? after.at(-1);
}

/** "9:05" until then. */
export function countdown(until, now) {
  const s = Math.max(0, Math.ceil((until - now) / 1000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}
