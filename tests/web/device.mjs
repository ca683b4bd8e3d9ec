// SPDX-License-Identifier: MIT
//
// Devices are not as one would like them (tests/e2e/89-web-device.sh): the clock
// is hours off, or is set while a page is open; storage fills up in the middle
// of a procedure. Times and countdowns stay right, nothing on the screen is
// lost, and it is said what is not kept.
import { Test } from "./harness.mjs";
import { actor, milestone, open, say } from "./scene.mjs";

const HOUR = 3600000;
const test = await Test.begin("device");
const hand = await actor(test, "nurse");
const heron = await open(hand, { roster: undefined, delay_s: 0 });
await milestone(hand, heron, "patient-in-room");
await say(hand, heron, "surgeon", "Liver smooth, no ascites");

/** A device's clock that is off by globalThis.__off; timers and the browser's own clock go on as they do. */
function wrongClock(off) {
  const Right = Date;
  globalThis.__off = off;
  globalThis.Date = class extends Right {
    constructor(...given) {
      super(...(given.length ? given : [Right.now() + globalThis.__off]));
    }
    static now() {
      return Right.now() + globalThis.__off;
    }
  };
}
const setClock = (person, off) => person.page.evaluate((ms) => { globalThis.__off = ms; }, off);

/** Seconds that the page says are left to undo. */
async function left(person) {
  const words = person.page.locator(".way-item[data-state=waiting] .way-state").first();
  await words.waitFor();
  return Number(/(\d+) s/.exec(await words.textContent())?.[1] ?? NaN);
}
const inTime = (s) => s > 0 && s <= 60;
/** "T+00:00:12" or so: not hours. */
const young = (text) => /^T\+00:0\d:\d\d$/.test(text.trim());
const hero = (person) => person.page.getByRole("button", { name: /^Next milestone/ });

for (const [why, off] of [["seven hours ahead", 7 * HOUR], ["seven hours behind", -7 * HOUR]])
  await test.part(`a clock that is ${why}`, async () => {
    const [nurse, student] = [await test.person("nurse"), await test.person("student")];
    for (const person of [nurse, student]) {
      await person.context.addInitScript(wrongClock, off);
      await person.enrol();
    }
    const procedure = await open(hand, { roster: undefined, code_name: undefined });
    await nurse.go(`/staff#${procedure}`);
    const time = nurse.page.locator(".desk-time");
    await time.filter({ hasText: "T+" }).waitFor();
    test.ok("the procedure's time is the relay's", young(await time.textContent()), await time.textContent());
    await hero(nurse).click();
    test.ok("there is as long to undo as there is", inTime(await left(nurse)), await left(nurse));
    await nurse.button("Undo").click();
    await test.sees("and it is undone", nurse.text("Undone. Nobody was shown it."));
    await student.go(`/read#${heron}`);
    const row = student.page.getByRole("article").filter({ hasText: "no ascites" }).locator(".row-time");
    await row.filter({ hasText: "T+" }).waitFor();
    test.ok("readers see the relay's times", young(await row.textContent()), await row.textContent());
    for (const person of [nurse, student]) await person.context.close();
  });

const nurse = await test.person("nurse", { cable: true });
await nurse.context.addInitScript(wrongClock, 0);
await nurse.enrol();
const jumpy = await open(hand, { roster: undefined, code_name: "green wren" });

await test.part("a clock that is set while the page is open", async () => {
  await nurse.go(`/staff#${jumpy}`);
  const time = nurse.page.locator(".desk-time");
  for (const [why, off] of [["back", -3 * HOUR], ["forward", 3 * HOUR]]) {
    await hero(nurse).click();
    await left(nurse);
    await setClock(nurse, off);
    test.ok(`${why}: as long to undo as there is`, inTime(await left(nurse)), await left(nurse));
    test.ok(`${why}: the procedure is not older for it`, young(await time.textContent()), await time.textContent());
    await nurse.button("Undo").click();
    await test.sees(`${why}: undone`, hero(nurse).filter({ hasText: "Patient in the room" }));
    // A board that rests after a tap does not rest for hours.
    await nurse.page.locator(".hero:not([aria-disabled])").waitFor();
    await hero(nurse).click();
    test.ok(`${why}: the next tap counts`, inTime(await left(nurse)));
    await nurse.button("Undo").click();
    await hero(nurse).filter({ hasText: "Patient in the room" }).waitFor();
    await nurse.page.locator(".hero:not([aria-disabled])").waitFor();
    await setClock(nurse, 0);
  }
});

await test.part("a held draft does not run out by a clock that is set", async () => {
  const moderator = await test.person("moderator");
  await moderator.context.addInitScript(wrongClock, 0);
  await moderator.enrol();
  await say(hand, heron, "scrub", "Compresas contadas, todo completo", { lang: "es" });
  await moderator.go(`/moderate#${heron}`);
  const draft = moderator.page.getByRole("listitem").filter({ hasText: "Compresas" });
  await test.sees("it waits", draft);
  for (const off of [3 * HOUR, -3 * HOUR]) {
    await setClock(moderator, off);
    // Until the page has looked at its clock once more.
    await moderator.page.evaluate(() => new Promise((resolve) => {
      let frames = 0;
      const watch = new MutationObserver(() => ++frames && resolve());
      watch.observe(document.querySelector(".queue"), { subtree: true, childList: true, characterData: true });
    }));
    test.same("it still waits", await draft.count(), 1);
    test.ok("for ten minutes at most", /gone in (\d|10):\d\d/.test(await draft.textContent()), await draft.textContent());
  }
  await moderator.context.close();
});

// ---- storage ----

/**
 * From now on this person's browser keeps nothing more, as when a disk is full.
 * localStorage is; a database's quota is looked at by Chromium now and then
 * only, so that what it does then is done here: the transaction is given up.
 */
async function fill(person) {
  const giveUp = () => {
    const { put } = IDBObjectStore.prototype;
    globalThis.__put ??= put;
    IDBObjectStore.prototype.put = function (...given) {
      const asked = globalThis.__put.apply(this, given);
      this.transaction.abort();
      return asked;
    };
  };
  await person.context.addInitScript(giveUp);
  await person.page.evaluate(giveUp);
  await person.page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try {
        for (let i = 0; ; i++) localStorage.setItem(`full-${size}-${i}`, "x".repeat(size));
      } catch {
        // No room for that much: for half of it, perhaps.
      }
    }
  });
  return async () => {
    await person.page.evaluate(() => {
      localStorage.clear();
      IDBObjectStore.prototype.put = globalThis.__put;
    });
  };
}

await test.part("storage is full in the middle of a procedure: staff", async () => {
  const { page } = nurse;
  await nurse.go(`/staff#${heron}`);
  const text = page.getByRole("textbox", { name: "Free text" });
  await text.fill("Two clips on the artery");
  await fill(nurse);
  const full = await page.evaluate(() => {
    try {
      localStorage.setItem("one", "more");
      return "there is room";
    } catch (err) {
      return err.name;
    }
  });
  test.same("it is full", full, "QuotaExceededError");
  await nurse.button("Bahasa Indonesia").click();
  await nurse.button("English").click();
  test.same("what was typed stays, in another language, too", await text.inputValue(), "Two clips on the artery");
  await nurse.lose();
  await page.locator("html[data-connection=away]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Send" }).click();
  await hero(nurse).click();
  await test.sees("it says what waits", nurse.text(/^2 waiting on this device/));
  await test.sees("and that nothing else keeps it", nurse.text("Only this window has them: leave it open."));
  await nurse.regain();
  const had = page.getByRole("region", { name: "What readers have" });
  await test.sees("both go when there is a network", had.getByText("Two clips on the artery"));
  await test.sees("in their order", had.getByText("Sign in"));
  await test.gone("and nothing is said any more", nurse.text("Only this window has them").filter({ visible: true }));
});

await test.part("a reader's", async () => {
  const student = await test.person("student");
  await student.enrol();
  await student.go(`/read#${heron}`);
  const article = student.page.getByRole("article").filter({ hasText: "no ascites" });
  const more = article.getByRole("button", { name: "What to do with this update" });
  const mark = student.page.getByRole("button", { name: "Bookmark", exact: true });
  await more.waitFor();
  const room = await fill(student);
  await more.click();
  await mark.click();
  await test.sees("it is said that it is not kept", student.page.getByRole("alert").filter({ hasText: "bookmarks last until this page is closed" }));
  await test.sees("it stands on the screen", article.locator(".row-saved"));
  await room();
  if (!(await mark.isVisible())) await more.click();
  await mark.click();
  await test.gone("with room again nothing is complained about", student.text(/bookmarks last until/));
  await student.context.close();
});

await test.part("an educator's, who verifies", async () => {
  await hand.request("close", { procedure: heron });
  const educator = await test.person("educator");
  await educator.enrol();
  await educator.go(`/archive#${heron}`);
  await educator.button("Verify").waitFor();
  await fill(educator);
  await educator.button("Verify").click();
  await test.sees("the answer is the same", educator.text(/^Verified: \d+ entries, unbroken/));
  await test.sees("and what cannot be compared later", educator.text(/could not keep what it saw/));
  await educator.context.close();
});

await test.part("an administrator's, who reads the log", async () => {
  const chief = await test.person("chief");
  await chief.enrol();
  await fill(chief);
  await chief.go("/admin#audit");
  await test.sees("the answer says so", chief.text(/cannot compare the log next time/));
  await chief.context.close();
});

await test.part("no room for a key: the invite is not used up", async () => {
  const surgeon = await test.person("surgeon");
  await surgeon.page.goto(`${surgeon.origin}/#${await test.invite("surgeon")}`);
  const room = await fill(surgeon);
  await surgeon.button(/Enrol/).click();
  await test.sees("it says what to do", surgeon.text(/does not let the page keep a key/));
  await room();
  await surgeon.button(/Enrol/).click();
  await test.sees("then the same invite is good", surgeon.text("Connected"));
});

hand.stop();
await test.end();
