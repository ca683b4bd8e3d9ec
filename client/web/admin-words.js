// SPDX-License-Identifier: MIT
//
// Words of the administrators' page: roles, events of the audit log
// (relay/AUDIT.md), times. admin-*.js use it.

import { lang, tr } from "./ui.js";

/** In the order of PROTOCOL.md, 1.2. */
export const ROLES = ["poster", "surgeon", "advocate", "moderator", "student", "colleague", "educator", "admin"];

const ROLE_WORDS = {
  poster: () => [tr("Poster"), tr("posts from the operating room")],
  surgeon: () => [tr("Surgeon"), tr("operates, opens, resumes after a stop")],
  advocate: () => [tr("Patient's advocate"), tr("is there for the patient alone, and can stop")],
  moderator: () => [tr("Moderator"), tr("decides what was held, and questions")],
  student: () => [tr("Student"), tr("reads the students' text")],
  colleague: () => [tr("Colleague"), tr("reads the colleagues' text")],
  educator: () => [tr("Educator"), tr("reads the archive, exports, erases")],
  admin: () => [tr("Administrator"), tr("manages accounts and reads no procedure")],
};

/** [name, what it may do]. */
export const roleWords = (role) => ROLE_WORDS[role]?.() ?? [role, ""];

const EVENTS = {
  "relay-start": () => tr("The relay started"),
  "relay-end": () => tr("The relay ended"),
  "reload": () => tr("Settings were read again"),
  "lost": () => tr("Lines that the disk refused"),
  "mended": () => tr("A line that a crash cut off was removed"),
  "audit-read": () => tr("Read the audit log"),
  "hello": () => tr("Connected"),
  "hello-failed": () => tr("A proof was not accepted"),
  "enrol": () => tr("Enrolled a device"),
  "denied": () => tr("Was refused"),
  "user.add": () => tr("Made an account"),
  "user.invite": () => tr("Made an invite"),
  "user.grant": () => tr("Changed roles"),
  "user.revoke": () => tr("Revoked"),
  "open": () => tr("Opened a procedure"),
  "roster": () => tr("Gave the roster"),
  "close": () => tr("Closed a procedure"),
  "autoclose": () => tr("A procedure closed by itself"),
  "quiet": () => tr("Quiet phase"),
  "resume": () => tr("Resumed"),
  "stop": () => tr("STOP"),
  "sign": () => tr("The advocate's sign"),
  "waiting": () => tr("Waits for the advocate"),
  "consent-ended": () => tr("The consent ended"),
  "withdraw": () => tr("The consent was withdrawn"),
  "erase": () => tr("Erased"),
  "rekey": () => tr("Another master key"),
  "retention": () => tr("How long it is kept"),
  "post": () => tr("Posted"),
  "release": () => tr("Released to readers"),
  "correct": () => tr("Corrected"),
  "retract": () => tr("Retracted"),
  "undo": () => tr("Undone"),
  "hold": () => tr("Held"),
  "approve": () => tr("Approved"),
  "edit": () => tr("Edited and let go"),
  "reject": () => tr("Rejected"),
  "gone": () => tr("A draft is gone"),
  "read": () => tr("Reads a procedure"),
  "export": () => tr("Exported"),
  "import": () => tr("Imported"),
  "ask": () => tr("Asked"),
  "question.set": () => tr("Decided on a question"),
  "answer": () => tr("Answered"),
  "poll": () => tr("Made a poll"),
  "poll.close": () => tr("Closed a poll"),
  "feedback": () => tr("Gave feedback"),
  "feedback.list": () => tr("Read the feedback"),
  "outcome": () => tr("Wrote the outcome"),
  "filter-failed": () => tr("The filter failed its test"),
  "filter-well": () => tr("The filter passes its test again"),
};

export const eventWords = (event) => EVENTS[event]?.() ?? event;
/** Those that an administrator looks for first. */
export const ALARMING = new Set(["lost", "mended", "hello-failed", "denied", "filter-failed", "stop", "withdraw", "erase", "user.revoke"]);

const locale = () => (lang() === "id" ? "id-ID" : "en-GB");

export const number = (n) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(n);

/** Day and time by this computer's clock. */
export const moment = (ms) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "medium" }).format(ms);

/** "3 hours", of milliseconds. */
export function duration(ms) {
  const units = [["day", 86400000], ["hour", 3600000], ["minute", 60000], ["second", 1000]];
  const [unit, size] = units.find(([, s]) => ms >= s) ?? units[3];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 })
    .format(Math.floor(ms / size));
}
