// SPDX-License-Identifier: MIT
//
// People without a browser, who bring a relay into a state that pages are
// then looked at in: relay.js of the pages, under node. access.mjs, shots.mjs
// and bench.mjs use it; what pages themselves can do is tried in procedure.mjs.
import { webcrypto, randomUUID } from "node:crypto";
import { NPM } from "./harness.mjs";

globalThis.crypto ??= webcrypto;
const { default: WS } = await import(`${NPM}/node_modules/ws/wrapper.mjs`);
const { Relay, enrol, parseInvite } = await import("../../client/web/relay.js");

/** The run's own certificate is nobody's authority. */
class Socket extends WS {
  constructor(url, protocol) {
    super(url, protocol, { rejectUnauthorized: false });
  }
}

/** Somebody of the account `name` on a device of node's: a Relay that is up. */
export async function actor(test, name, lang = "en") {
  const url = test.url.replace(/^http/, "ws");
  const keys = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  const invite = await parseInvite(await test.invite(name));
  const made = await enrol({ url, invite, label: `${name}'s script`, lang, keys, WebSocket: Socket });
  const sign = async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, bytes));
  const relay = new Relay({ url, identity: { ...made, sign }, lang, WebSocket: Socket });
  const up = new Promise((resolve) => relay.addEventListener("state", () => relay.state === "up" && resolve()));
  relay.start();
  await up;
  return relay;
}

/** A post; resolves with the relay's answer. */
export const post = (who, procedure, fields) => who.request("post", { draft: randomUUID(), procedure, ...fields });
export const milestone = (who, procedure, step) => post(who, procedure, { kind: "milestone", step });
export const say = (who, procedure, part, text, more = {}) => post(who, procedure, { part, text, ...more });

/** Resolves with the next message of that kind that fits. */
export const next = (who, kind, fits = () => true) =>
  new Promise((resolve) => {
    const hear = (e) => {
      if (!fits(e.detail)) return;
      who.removeEventListener(kind, hear);
      resolve(e.detail);
    };
    who.addEventListener(kind, hear);
  });

export const ROSTER = {
  persons: [
    { part: "patient", name: "Grace Tolliver", also: ["Gracie"] },
    { part: "relative", name: "Desmond Tolliver", also: ["Des"] },
    { part: "surgeon", name: "Nadia Babcock" },
    { part: "anaesthetist", name: "Piotr Zielinski" },
    { part: "scrub", name: "Latoya Finch", also: ["Toya"] },
  ],
  places: ["OR 9", "Alder Falls"],
  organizations: ["Tamarack Ridge Hospital"],
  ids: [{ kind: "MRN", value: "40027713" }],
  dates: ["1979-06-23"],
};

/** Opens a cholecystectomy; resolves with its id. */
export async function open(who, more = {}) {
  const { procedure } = await who.request("open", {
    template: "laparoscopic-cholecystectomy",
    basis: "training",
    consent: "C-2031",
    audiences: ["student", "colleague"],
    archive: true,
    roster: ROSTER,
    code_name: "blue heron",
    hashtags: ["cholecystectomy"],
    ...more,
  });
  return procedure;
}

/** The first half of an operation, up to the critical view: 30 entries or so. */
export async function firstHalf({ nurse, moderator, student, colleague }, id) {
  const steps = (...list) => list.reduce((p, step) => p.then(() => milestone(nurse, id, step)), Promise.resolve());
  await steps("patient-in-room", "sign-in");
  await say(nurse, id, "circulator", "Pt in OR 9. Grace Tolliver, DOB 06/23/1979, MRN 40027713, band and consent match.");
  await say(nurse, id, "anaesthetist", "46F 78 kg ASA 2, two PONV episodes before. BP 134/82 HR 76 SpO2 98 RA, Mallampati 2.");
  await steps("anaesthesia-start", "airway-secured");
  await say(nurse, id, "anaesthetist", "ETT 7.0 at 21 cm, grade 1 with a Mac 3, ETCO2 35, sevo 1.8%.");
  const dose = await say(nurse, id, "circulator", "Cefazolin 20 g given at 08:10, SCDs on, bovie pad right thigh.");
  await post(nurse, id, { kind: "correction", refers: dose.number, part: "circulator",
    text: "Cefazolin 2 g given at 08:10, SCDs on, bovie pad right thigh." });
  await steps("positioned", "prepped", "time-out", "incision");
  await say(nurse, id, "registrar", "Insisi infraumbilikal 12 mm, fasia dibuka tajam, tidak ada adhesi.", { lang: "id" });
  await steps("pneumoperitoneum", "ports-placed", "exploration");
  await say(nurse, id, "surgeon", "GB wall thick, omentum stuck on the fundus. Parkland grade 3, see PMID 25870652.");
  const { question } = await student.request("ask", { draft: randomUUID(), procedure: id,
    text: "What is the Parkland scale in one line?" });
  await moderator.request("question.set", { procedure: id, question, state: "published" });
  await colleague.request("vote", { procedure: id, question });
  await moderator.request("answer", { draft: randomUUID(), procedure: id, question,
    text: "1 to 5: how inflamed and how buried the gallbladder is. 3 means hyperaemic with adhesions to the body." });
  await steps("adhesiolysis", "fundus-retracted", "peritoneum-opened");
  const family = await say(nurse, id, "circulator", "Desmond is in the waiting area and likes to be called Des.");
  await post(nurse, id, { kind: "retraction", refers: family.number });
  const poll = await moderator.request("poll", { draft: randomUUID(), procedure: id,
    text: "Which structure is at the apex of the triangle?", choices: ["Cystic duct", "Cystic artery", "Right hepatic artery"], right: 2 });
  await student.request("poll.vote", { procedure: id, number: poll.number, choice: 2 });
  await say(nurse, id, "surgeon", "Everything you cut today stays above the line from Rouviere's sulcus to the base of segment 4.");
  await steps("triangle-cleared", "cystic-plate-exposed");
  await say(nurse, id, "registrar", "Infundibulum ditarik ke lateral kaki kanan, sulkus Rouviere jam 6.", { lang: "id" });
  return { poll: poll.number, question };
}

/** What a moderator has to decide: drafts that the filter holds, questions. */
export async function waiting({ nurse, student, colleague }, id) {
  await say(nurse, id, "surgeon", "Pince en place sur l'artère, on continue", { lang: "fr" });
  await say(nurse, id, "scrub", "Compresas contadas, todo completo", { lang: "es" });
  await student.request("ask", { draft: randomUUID(), procedure: id, text: "Why is the fundus pulled over the liver first?" });
  await colleague.request("ask", { draft: randomUUID(), procedure: id, text: "Do you use ICG here, and at which dose?" });
}

/** The rest of the operation, and its end. */
export async function secondHalf({ nurse }, id) {
  for (const step of ["critical-view", "artery-clipped", "artery-divided", "cholangiogram", "duct-clipped", "duct-divided",
    "separation-start", "gallbladder-free", "haemostasis", "gallbladder-bagged", "specimen-out", "ports-out",
    "desufflation", "first-count", "fascia-closed", "skin-closed", "final-count", "sign-out", "emergence", "airway-out"])
    await milestone(nurse, id, step);
  await say(nurse, id, "surgeon", "Blood loss 30 ml, no bile spilled. Home tomorrow if the night is quiet.");
  await nurse.request("close", { procedure: id });
}
