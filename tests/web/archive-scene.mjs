// SPDX-License-Identifier: MIT
//
// A cholecystectomy of 64 minutes as it came from another relay, so that its
// times are an operation's and not a test's. archive.mjs and screenshots use it.

const M = 60000;

/** [minute, kind, part, text or step or {…}] */
const LINES = [
  [0, "milestone", "circulator", "patient-in-room"],
  [0.4, "milestone", "circulator", "sign-in"],
  [1.1, "update", "circulator", "Allergies: penicillin, a rash as a child. Latex no."],
  [1.6, "update", "anaesthetist", "78 kg, ASA 2, two episodes of nausea before. BP 134/82, HR 76, SpO2 98 on air, Mallampati 2."],
  [2.7, "milestone", "anaesthetist", "anaesthesia-start"],
  [3.9, "milestone", "anaesthetist", "airway-secured"],
  [4.1, "update", "anaesthetist", "Tube 7.0 at 21 cm, grade 1 with a Mac 3, ETCO2 35, sevoflurane 1.8 %."],
  [5.4, "update", "circulator", null],
  [5.8, "correction", "circulator", "Cefazolin 2 g given, stockings on, diathermy pad on the right thigh.", { refers: 8 }],
  [6.9, "milestone", "circulator", "positioned"],
  [8.3, "milestone", "circulator", "prepped"],
  [9.9, "update", "scrub", "Counts: 10 swabs, 5 packs, 2 blades, 8 needles. Sterile indicators are in order."],
  [10.2, "milestone", "circulator", "time-out"],
  [11.4, "milestone", "circulator", "incision"],
  [12.4, "update", "registrar", "Insisi infraumbilikal 12 mm, fasia dibuka tajam, tidak ada adhesi."],
  [13.1, "milestone", "surgeon", "pneumoperitoneum"],
  [13.4, "update", "surgeon", "Insufflating to 12 first, flow 10. Scope in: liver smooth, no ascites, pelvis clean."],
  [15, "milestone", "surgeon", "ports-placed"],
  [16.6, "milestone", "surgeon", "exploration"],
  [17, "update", "surgeon", "Gallbladder wall thick, omentum stuck to the fundus. Parkland grade 3, see PMID 25870652."],
  [18.2, "question", "", "What is the Parkland scale in one line?", { question: 1 }],
  [19.5, "answer", "", "1 to 5: how inflamed and how buried the gallbladder is. 3 means adhesions to the body.", { refers: 21, question: 1 }],
  [21, "milestone", "surgeon", "adhesiolysis"],
  [23.5, "milestone", "surgeon", "fundus-retracted"],
  [25, "update", "circulator", null],
  [25.3, "retraction", "", null, { refers: 25 }],
  [26, "poll", "", "Which structure is at the apex of the triangle?\nCystic duct\nCystic artery\nRight hepatic artery"],
  [28.5, "result", "", null, { refers: 27, tally: [{ votes: 6 }, { votes: 17, right: true }, { votes: 2 }] }],
  [29, "milestone", "surgeon", "peritoneum-opened"],
  [33, "milestone", "surgeon", "triangle-cleared"],
  [34.2, "update", "surgeon", "Everything you cut today stays above the line from Rouviere's sulcus to the base of segment 4."],
  [37, "milestone", "surgeon", "critical-view"],
  [38.1, "milestone", "surgeon", "artery-clipped"],
  [39, "milestone", "surgeon", "duct-clipped"],
  [44, "update", "anaesthetist", "MAP 72 after ephedrine 5 mg, peak pressure 24, 600 ml in."],
  [47, "milestone", "surgeon", "separation-start"],
  [52, "update", "scrub", "First count is complete: 10 swabs, 5 packs."],
  [53, "milestone", "surgeon", "gallbladder-free"],
  [57, "milestone", "surgeon", "specimen-out"],
  [60, "update", "surgeon", `=1+1, "quoted", <b>&amp; it's\nnext line --> \u{1F44D}`],
  [61, "update", "circulator", "[NAME] takes the specimen to [LOCATION]; the label was read twice."],
  [64, "notice", "", "closed"],
];

const STEPS = new Set(["milestone", "notice"]);

/** Imports it as `who` (educator and moderator); resolves with its id.
 * pace: times the original. */
export async function importOperation(who, { source, codeName, pace = 1 }) {
  const { procedure } = await who.request("import", {
    source,
    template: "laparoscopic-cholecystectomy",
    code_name: codeName,
    basis: "training",
    consent: "ARCHIVE-17",
  });
  let number = 0;
  let t_ms = 0;
  for (const [minute, kind, part, what, more = {}] of LINES) {
    t_ms = Math.round(minute * M * pace);
    const fields = { procedure, number: ++number, t_ms, kind, ...more };
    if (part) fields.part = part;
    if (what && STEPS.has(kind)) fields.step = what;
    else if (what) Object.assign(fields, { lang: part === "registrar" ? "id" : "en", student: what, colleague: what });
    await who.request("import.entry", fields);
  }
  await who.request("import.end", { procedure, number, t_ms });
  return procedure;
}
