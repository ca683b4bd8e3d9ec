// SPDX-License-Identifier: MIT
//
// A whole procedure from the relay, as one audience reads it; and words that
// the archive's parts share.
//
// Who calls it: archive-list.js, archive-case.js.

import { makeRecord } from "./record.js";
import { label, lang, tr } from "./ui.js";

/** The template of a row of `procedures`, or undefined. */
export const templateOf = (page, row) => page.templates.find((t) => t.id === row.template);

export const operationOf = (page, row) => label(templateOf(page, row)?.label) || row.template;

/** A record (record.js), when all of it is here. */
export function readRecord(page, row, audience) {
  return new Promise((resolve, reject) => {
    const entries = [];
    let which = row;
    page.relay.follow(row.procedure, {
      live: false,
      audience,
      onState: (rules) => (which = { ...row, ...rules }),
      onEntry: (entry) => entries.push(entry),
      onCaughtUp: () => resolve(makeRecord(which, templateOf(page, row), entries)),
      onError: reject,
    });
  });
}

/** For export.js: who writes, for whom, in which language. */
export const aboutOf = (page, audience, more = {}) => ({
  exporter: page.relay.account,
  audience,
  lang: lang(),
  offsetMs: 0,
  checkpoint: undefined,
  year: new Date().getUTCFullYear(),
  ...more,
});

const STATES = {
  "open": () => tr("Open"),
  "quiet": () => tr("Quiet phase"),
  "waiting": () => tr("Waits for the advocate"),
  "stopped": () => tr("Stopped"),
  "withdrawn": () => tr("Withdrawn"),
  "paused": () => tr("Waits for its roster"),
  "closing": () => tr("Closing"),
  "closed": () => tr("Ended"),
  "waits": () => tr("Comes as live, later"),
  "as-live": () => tr("Played as live"),
};

export const stateWords = (state) => STATES[state]?.() ?? state;

/** "3:05", minutes and seconds. */
export const shortTime = (ms) =>
  `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

/** Hands a file to the browser's downloads. */
export function saveFile(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** "blue heron" as a file's name. */
export const fileName = (which, rest) => `${which.code_name.replace(/[^a-z0-9]+/gi, "-")}${rest}`;
