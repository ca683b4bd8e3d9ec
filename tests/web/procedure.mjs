// SPDX-License-Identifier: MIT
//
// One whole operation in browsers over TLS, five people and two more at once:
// opened with consent, told, held, asked, polled, corrected, withdrawn, cut
// off, restarted, stopped, resumed, ended, read again from the archive. Run by
// tests/e2e/82-web-procedure.sh.
import { readFileSync } from "node:fs";
import { Test } from "./harness.mjs";

const test = await Test.begin("procedure");
const template = JSON.parse(readFileSync(
  new URL("../../relay/templates/laparoscopic-cholecystectomy.json", import.meta.url), "utf8"));
const steps = template.phases.flatMap((p) => p.steps);
const step = (id, lang) => steps.find((s) => s.id === id).label[lang];

const [nurse, moderator, siti, colleague, educator, advocate, surgeon] = await Promise.all([
  test.person("nurse", { cable: true, touch: true }),
  test.person("moderator"),
  test.person("siti", { phone: true, lang: "id", cable: true }),
  test.person("colleague", { dark: true }),
  test.person("educator"),
  test.person("advocate"),
  test.person("surgeon"),
]);
const readers = [siti, colleague, educator];
let id = "";

/** An entry of the timeline that has these words. */
const row = (reader, words) => reader.page.getByRole("feed").getByRole("article").filter({ hasText: words });

await test.part("everybody enrols by a link", async () => {
  await Promise.all([nurse, moderator, siti, colleague, educator, advocate, surgeon].map((p) => p.enrol()));
  await test.sees("in one's own language", siti.text("Tersambung"));
}, { needed: true });

// ---- opening ----

async function typeCode() {
  const { page } = nurse;
  await page.getByLabel("Room or case code").fill("OR-17");
  await page.getByLabel("The same once more").fill("OR-17");
  for (const tick of await page.getByRole("group", { name: "Before the first word" }).getByRole("checkbox").all()) await tick.check();
}

await test.part("opening wants a consent", async () => {
  const { page } = nurse;
  await nurse.go("/staff");
  await page.getByRole("heading", { name: "Open a procedure" }).waitFor();
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await test.sees("what is missing is said", page.getByRole("alert").filter({ hasText: "the reference of the consent" }));
  test.ok("nothing has opened", !page.url().includes("#"), page.url());
});

await test.part("opening", async () => {
  const { page } = nurse;
  await page.getByLabel("Reference of the consent").fill("C-2031");
  await page.getByLabel("Taken by").fill("advocate");
  for (const may of ["Students", "Colleagues", "An archive for teaching"]) await page.getByRole("checkbox", { name: may }).check();
  await page.getByLabel("Operation", { exact: true }).selectOption("laparoscopic-cholecystectomy");
  await page.getByLabel("Time to undo").selectOption("0");
  const people = page.getByRole("group", { name: "Who takes part", exact: true });
  await people.getByRole("button", { name: "Add a person" }).click();
  for (const [i, name, part] of [[0, "advocate", "advocate"], [1, "surgeon", "surgeon"], [2, "moderator", "moderator"]]) {
    await people.getByRole("textbox", { name: "Account" }).nth(i).fill(name);
    await people.getByRole("combobox", { name: "Part" }).nth(i).selectOption(part);
  }
  const family = page.getByRole("group", { name: "Patient and family", exact: true });
  await family.getByLabel("Name", { exact: true }).fill("Grace Tolliver");
  await page.getByRole("group", { name: "Team in the room", exact: true }).getByLabel("Name", { exact: true }).fill("Nadia Babcock");
  await page.getByRole("group", { name: "Numbers", exact: true }).getByLabel("Number", { exact: true }).fill("40027713");
  await typeCode();
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await page.waitForURL(/#[0-9a-f]{32}$/);
  id = page.url().split("#")[1];
  await test.sees("the desk of it", page.getByRole("heading", { level: 1, name: /^Post to / }));
  await test.sees("STOP is in sight", page.getByRole("button", { name: /^STOP/ }));
}, { needed: true });

await test.part("everybody comes", async () => {
  await Promise.all([
    ...readers.map((p) => p.go(`/read#${id}`)),
    moderator.go(`/moderate#${id}`),
    advocate.go(`/staff#${id}`),
    surgeon.go(`/staff#${id}`),
  ]);
  await Promise.all(readers.map((p) => p.page.getByRole("feed").waitFor({ state: "attached" })));
  const name = await nurse.page.locator("header .code-name").first().textContent();
  for (const p of [...readers, moderator, advocate, surgeon])
    await test.sees(`${p.name} sees the code name and its colour`, p.page.locator(".code-name", { hasText: name }));
  await advocate.button("I am here").click();
  await test.sees("the advocate's sign is noted", advocate.text(/Next sign needed in/));
}, { needed: true });

// ---- telling ----

const hero = () => nurse.page.locator(".hero:enabled");

await test.part("milestones, one tap each, in each reader's language", async () => {
  for (const at of ["patient-in-room", "sign-in", "anaesthesia-start"]) {
    await hero().filter({ hasText: step(at, "en") }).tap();
    await Promise.all([
      test.sees(`${at}: for the student`, row(siti, step(at, "id"))),
      test.sees(`${at}: for the colleague`, row(colleague, step(at, "en"))),
    ]);
  }
  await nurse.page.locator("details.phase summary", { hasText: "Access" }).click();
  await nurse.page.getByRole("button", { name: /^Incision/ }).tap();
  await test.sees("any other, by its button", row(siti, step("incision", "id")));
  await test.sees("from here the time counts", row(colleague, "time counts from here"));
  await test.sees("you are here", siti.page.locator(".strip-here", { hasText: "Akses" }));
});

const draft = () => nurse.page.getByRole("textbox", { name: "Free text" });

await test.part("free text, masked before it is sent", async () => {
  await draft().fill("Mrs Tolliver is stable, Dr Babcock clips the cystic artery");
  const preview = nurse.page.locator(".preview");
  await test.sees("what readers will get", preview.getByText(/\[PATIENT\]|\[NAME/));
  await test.sees("and why", preview.getByText(/on the list of this case/));
  test.ok("the name is not in it", !(await preview.textContent()).includes("Tolliver"));
  await nurse.button("Send").click();
  await test.sees("the colleague reads it", row(colleague, "clips the cystic artery"));
  await test.sees("the student, too", row(siti, "clips the cystic artery"));
  for (const p of readers) {
    const said = await p.page.locator("body").textContent();
    test.ok(`no name reaches ${p.name}`, !/Tolliver|Babcock/.test(said));
  }
  const mask = row(siti, "clips the cystic artery").locator("button.mask").first();
  await mask.tap();
  await test.sees("why it is hidden, in Indonesian", siti.text("Mengapa ini disembunyikan?").last());
});

await test.part("a draft in doubt is held until a moderator decides", async () => {
  await draft().fill("Ask Kwembo about the mesh");
  await test.sees("said while typing", nurse.page.getByText(/The filter would hold this/));
  test.ok("sending is off", await nurse.button("Send").isDisabled());
  await nurse.button("Let a moderator decide").click();
  await test.sees("held, not sent", nurse.page.getByText("Held, not sent. A moderator decides."));
  const item = moderator.page.getByRole("listitem").filter({ hasText: "Kwembo" }).first();
  await test.sees("the moderator has it, the doubt marked", item.locator("mark"));
  test.same("no reader has it", await row(colleague, "about the mesh").count(), 0);
  // By keyboard: the letter on the button.
  await item.focus();
  await moderator.page.keyboard.press("a");
  await test.sees("approved: without the name", row(colleague, /Ask .*about the mesh/));
  test.ok("the name is nowhere", !(await colleague.page.locator("body").textContent()).includes("Kwembo"));
  await test.sees("its author is told", nurse.page.locator(".way-item", { hasText: /Out/ }));

  await draft().fill("Kwembo says hello to everybody");
  await nurse.button("Let a moderator decide").click();
  const second = moderator.page.getByRole("listitem").filter({ hasText: "says hello" }).first();
  await second.getByRole("button", { name: /^Reject/ }).click();
  await second.getByRole("radio", { name: "It is not about the operation." }).check();
  await second.getByRole("button", { name: "Reject it" }).click();
  await test.sees("rejected: with the reason", nurse.page.getByText(/A moderator rejected it.*It is not about the operation\./));
});

await test.part("a question and its answer", async () => {
  await siti.button(/Pertanyaan/).first().tap();
  const ask = siti.page.getByRole("textbox", { name: "Pertanyaan Anda" });
  await ask.fill("Mengapa fundus ditarik ke atas hati?");
  await siti.button("Tanyakan").tap();
  await test.sees("where it went", siti.text("Terkirim kepada moderator. Pertanyaan ini tidak ditampilkan di kamar operasi."));
  const item = moderator.page.getByRole("listitem").filter({ hasText: "Mengapa fundus" }).first();
  await item.getByRole("button", { name: /^Publish/ }).click();
  await test.sees("published", row(colleague, "Mengapa fundus ditarik"));
  await colleague.page.getByRole("button", { name: /I want to know that, too/ }).click();
  await test.sees("a vote", colleague.page.getByRole("button", { name: /You voted for it/ }));
  const out = moderator.page.getByRole("listitem").filter({ hasText: "Mengapa fundus" });
  await out.getByRole("button", { name: "Answer", exact: true }).click();
  await moderator.page.getByRole("textbox", { name: /^Answer for all readers/ }).fill("It opens the triangle: see PMID 31562232.");
  await moderator.button("Send the answer").click();
  await test.sees("the answer", row(colleague, "It opens the triangle"));
  const link = row(colleague, "It opens the triangle").getByRole("link", { name: /31562232/ });
  test.ok("what it cites is a link", /pubmed.*31562232/.test(await link.getAttribute("href")), await link.getAttribute("href"));
  test.same("that tells nobody where it was followed", await link.getAttribute("rel"), "noreferrer noopener");
  await siti.page.keyboard.press("Escape");
});

await test.part("a quiz", async () => {
  await moderator.button("New poll").click();
  await moderator.page.getByRole("textbox", { name: "Question" }).fill("Which structure is clipped first?");
  await moderator.page.getByRole("textbox", { name: "Choice 1" }).fill("Cystic artery");
  await moderator.page.getByRole("textbox", { name: "Choice 2" }).fill("Portal vein");
  await moderator.page.getByRole("radio", { name: "Choice 1 is right" }).check();
  await moderator.button("Ask the readers").click();
  await row(siti, "Which structure is clipped first?").getByRole("button", { name: /Cystic artery/ }).tap();
  await row(colleague, "Which structure is clipped first?").getByRole("button", { name: /Portal vein/ }).click();
  await test.sees("chosen", row(colleague, "Which structure").getByRole("button", { name: /Portal vein/, pressed: true }));
  await moderator.button("Close it and show the result").click();
  await test.sees("the result, what was right", row(siti, "jawaban benar"));
  await test.sees("and what one chose", row(colleague, "your choice"));
});

await test.part("a correction, and a withdrawal", async () => {
  await draft().fill("Cefazolin 20 g given");
  await nurse.button("Send").click();
  await test.sees("it is out", row(colleague, "Cefazolin 20 g"));
  const mine = nurse.page.locator(".had-item", { hasText: "Cefazolin 20 g" });
  await mine.getByRole("button", { name: "Correct" }).click();
  await draft().fill("Cefazolin 2 g given");
  await nurse.button("Send").click();
  for (const p of readers) await test.sees(`corrected for ${p.name}`, row(p, "Cefazolin 2 g given"));
  for (const p of readers) await test.gone(`the old text is gone for ${p.name}`, p.page.getByText("Cefazolin 20 g"));
  await test.sees("and said to be", row(colleague, "Corrected"));

  await draft().fill("The family waits in the garden");
  await nurse.button("Send").click();
  await test.sees("another one is out", row(siti, "waits in the garden"));
  const wrong = nurse.page.locator(".had-item", { hasText: "waits in the garden" }).getByRole("button", { name: "Withdraw" });
  await nurse.hold(wrong, () => test.gone("withdrawn: gone for the student", siti.page.getByText("waits in the garden")));
  for (const p of readers) await test.gone(`gone for ${p.name}`, p.page.getByText("waits in the garden"));
  await test.sees("said in Indonesian", row(siti, /ditarik/i));
});

// ---- what goes wrong ----

await test.part("quiet", async () => {
  await nurse.button("Quiet").click();
  await test.sees("readers are told", colleague.text("Quiet: the team does not post for now."));
  test.ok("nothing can be posted", await draft().isDisabled());
  await nurse.page.locator(".quiet-button").click();
  await test.gone("it goes on", colleague.page.locator(".state-card").getByText("Quiet: the team does not post for now."));
});

await test.part("the student's network is lost, and comes back", async () => {
  await siti.lose();
  await test.sees("said calmly", siti.text(/tidak ada yang hilang|Menyambung/i));
  await draft().fill("Duct clipped, two below and one above");
  await nurse.button("Send").click();
  await test.sees("others read on", row(colleague, "Duct clipped"));
  test.same("the student does not have it", await row(siti, "Duct clipped").count(), 0);
  await siti.regain();
  await test.sees("what was missed comes by itself", row(siti, "Duct clipped"));
  const numbers = await siti.page.getByRole("feed").getByRole("article").evaluateAll((list) => list.map((e) => Number(e.dataset.number)));
  test.ok("without gap or repeat", numbers.every((n, i) => i === 0 || n === numbers[i - 1] + 1), numbers.join(" "));
});

await test.part("the nurse's network is lost while she types", async () => {
  await nurse.lose();
  await draft().fill("Gallbladder is off the liver bed");
  await nurse.button("Send").click();
  await hero().tap();
  await test.sees("it waits, counted", nurse.page.getByText(/2 waiting on this device/));
  test.same("nobody has it", await row(colleague, "off the liver bed").count(), 0);
  await nurse.regain();
  await test.sees("then it goes", row(colleague, "off the liver bed"));
  await test.gone("and nothing waits", nurse.page.getByText(/waiting on this device/));
  test.same("once", await row(colleague, "off the liver bed").count(), 1);
});

await test.part("the relay is started again: the roster comes back by itself", async () => {
  for (const p of [nurse, moderator, ...readers, advocate, surgeon]) p.expectAway();
  await test.relay("kill9");
  await test.relay("start");
  await draft().fill("Mrs Tolliver loses 30 ml of blood in all");
  await nurse.button("Send").click();
  await test.sees("it is out, masked", row(colleague, "loses 30 ml of blood"));
  test.ok("no name", !(await colleague.page.locator("body").textContent()).includes("Tolliver"));
  await test.sees("the student has it, too", row(siti, "loses 30 ml of blood"));
});

// ---- STOP ----

await test.part("STOP", async () => {
  const stop = nurse.page.getByRole("button", { name: /^STOP/ });
  const dark = readers.map((p) => p.page.evaluate(() => new Promise((resolve) => {
    const feed = document.querySelector("[role=feed]");
    const look = () => feed.querySelector("article") || resolve(Date.now());
    new MutationObserver(look).observe(feed, { childList: true, subtree: true });
    look();
  })));
  // The hold is over when the page asks: this is the clock's zero.
  const asked = nurse.page.evaluate(() => new Promise((resolve) => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      if (String(data).includes('"op":"stop"')) resolve(Date.now());
      return send.call(this, data);
    };
  }));
  await nurse.hold(stop, async () => {
    await asked;
  });
  const from = await asked;
  const times = (await Promise.all(dark)).map((at) => at - from);
  console.log(`    STOP: the last of ${readers.length} screens was dark after ${Math.max(...times)} ms`);
  for (const p of readers) test.same(`nothing of it stays for ${p.name}`, await p.page.getByRole("feed").getByRole("article").count(), 0);
  await test.sees("readers are told that it ended, in their language", siti.text(/Siaran (di)?hentikan|Siaran telah berakhir|Siaran dihentikan/));
  await test.sees("and not why", colleague.text(/The broadcast (was stopped|has ended)/));
  await test.sees("the nurse may not let it go on", nurse.text("The surgeon or the patient's advocate can let it go on."));
  await siti.page.reload();
  await test.sees("nor does a reload show it", siti.text(/Siaran/));
  test.same("nothing of it", await siti.page.getByRole("article").filter({ hasText: "Cefazolin" }).count(), 0);
});

await test.part("the surgeon lets it go on", async () => {
  const go = surgeon.page.getByRole("button", { name: /^Go on: hold/ });
  await surgeon.hold(go, () => test.sees("it goes on", row(colleague, "Cefazolin 2 g given")));
  for (const p of readers) await test.sees(`${p.name} reads it again`, row(p, "loses 30 ml of blood"));
});

// ---- the end, and after it ----

await test.part("the end", async () => {
  await nurse.page.getByText("People and the end").click();
  const end = nurse.page.getByRole("button", { name: /^End the procedure/ });
  await nurse.hold(end, () => test.sees("the broadcast has ended", colleague.text("The broadcast has ended.")));
  await test.sees("in Indonesian", siti.text("Siaran telah berakhir."));
  await test.sees("nothing more is posted", nurse.text("The procedure has ended"));
});

await test.part("feedback", async () => {
  await siti.page.getByText("5 bintang").click({ force: true });
  await siti.page.locator("#feedback-text").fill("Jelas dan tidak terlalu cepat");
  // In another language the form is another one, with what was filled in.
  for (const tongue of ["English", "Bahasa Indonesia"]) await siti.button(tongue).tap();
  test.same("in the language of the page", await siti.page.getByLabel("Bahasa teks").last().inputValue(), "id");
  await siti.button("Kirim umpan balik").tap();
  await test.sees("thanks", siti.text(/Terima kasih/));
});

await test.part("the archive: replay, verify, export", async () => {
  const { page } = educator;
  await educator.go("/archive");
  await page.getByRole("row").filter({ hasText: "Laparoscopic cholecystectomy" }).getByRole("link").click();
  await page.getByRole("heading", { name: "Replay" }).waitFor();
  test.ok("it can be played", await page.getByRole("button", { name: "Play" }).isVisible());
  await page.getByLabel("Moment").focus();
  await page.keyboard.press("Home");
  const few = await page.getByRole("list", { name: "Entries" }).getByRole("listitem").count();
  await page.getByLabel("Speed").selectOption("60");
  await page.getByRole("button", { name: "Play" }).click();
  await test.sees("to its end", page.getByRole("button", { name: "Play" }));
  await page.keyboard.press("End");
  const all = await page.getByRole("list", { name: "Entries" }).getByRole("listitem").count();
  test.ok("entries come as they were", all > few, `${few}, then ${all}`);
  await page.getByRole("button", { name: "Verify" }).click();
  await test.sees("verified in words", page.getByText(/^Verified: \d+ entries, unbroken since the opening\./));
  for (const [format, has] of [["html", "<!doctype html>"], ["csv", "time"], ["jsonl", '"kind"'], ["captions", "WEBVTT"]]) {
    await page.getByRole("region", { name: "Export" }).getByLabel("As", { exact: true }).selectOption(format);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export" }).click()]);
    const text = readFileSync(await file.path(), "utf8");
    test.ok(`${format}: exported`, text.toLowerCase().includes(has.toLowerCase()) && text.includes("Cefazolin 2 g"), text.slice(0, 200));
    test.ok(`${format}: no name, nothing that was taken back`, !/Tolliver|Babcock|Kwembo|garden|20 g/.test(text));
  }
  await test.sees("the feedback, to be read aloud in its language", page.locator("[lang=id]", { hasText: "Jelas dan tidak terlalu cepat" }));
  await page.getByRole("button", { name: "Show who was there" }).click();
  await test.sees("who was there", page.getByRole("rowheader", { name: "siti" }));
});

await test.part("undo, before anybody reads", async () => {
  const { page } = nurse;
  await nurse.go("/staff");
  await page.getByLabel("Reference of the consent").fill("C-2032");
  await page.getByRole("checkbox", { name: "Colleagues" }).check();
  await page.getByLabel("Operation", { exact: true }).selectOption("appendectomy");
  await page.getByLabel("Time to undo").selectOption("300");
  await page.getByRole("group", { name: "Who takes part", exact: true }).getByRole("textbox", { name: "Account" }).first().fill("advocate");
  await typeCode();
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await page.waitForURL(/#[0-9a-f]{32}$/);
  await colleague.go(`/read#${page.url().split("#")[1]}`);
  await hero().tap();
  await test.sees("on disk, counted down", page.getByText(/On disk. Readers get it in \d+ s/));
  await page.getByRole("button", { name: "Undo" }).click();
  await test.sees("undone", page.getByText("Undone. Nobody was shown it."));
  test.same("nobody was", await colleague.page.getByRole("feed").getByRole("article").count(), 0);
});

await test.part("an invite is good once, and not for long", async () => {
  const late = await test.person("late");
  const invite = await test.invite("late");
  await test.relay("expire");
  await late.page.goto(`${test.url}/#${invite}`);
  await late.button(/Enrol/).click();
  await test.sees("too old", late.text(/is too old/));
});

await test.end();
