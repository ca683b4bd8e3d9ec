// SPDX-License-Identifier: MIT
//
// Every page and state there is, one after another, on a relay with the
// people of web.sh's web_scene_people. shots.mjs takes pictures of them,
// access.mjs looks whether everybody can use them.
import { importOperation } from "./archive-scene.mjs";
import { actor, firstHalf, open, secondHalf, waiting } from "./scene.mjs";

export const ALL = ["desktop", "dark", "id", "zoomed", "phone", "phone-dark", "phone-id", "small"];
export const FEW = ["desktop", "phone-id"];
const MOST = ["desktop", "dark", "phone", "phone-id"];

const heading = (p) => p.page.locator("main h1").first().waitFor({ state: "attached" });
const connected = async (p) => {
  await p.page.locator("html[data-connection=up]").waitFor({ state: "attached" });
  await heading(p);
};
/** Waits for what a selector finds. */
const seen = (selector) => async (p) => {
  await connected(p);
  await p.page.locator(selector).filter({ visible: true }).first().waitFor();
};
/** A reader's page with its questions: they come behind the timeline. */
const asked = (selector) => async (p) => {
  await seen(selector)(p);
  await p.page.locator(".question-list[data-known]").waitFor({ state: "attached" });
};
/** The reader's timeline, with an entry in it. */
const reading = asked("[role=feed] article");
const desk = seen(".hero, .desk .state-card");

/** A desk, when the filter is there: until then it says so. */
const filtering = (selector) => async (p) => {
  await seen(selector)(p);
  await p.page.locator("#draft-note").filter({ hasNotText: /being loaded|sedang dimuat/ }).waitFor({ state: "attached" });
};

/** The moderator's queue, and who is there beside it. */
const moderating = async (p) => {
  await seen(".item")(p);
  await p.page.locator(".case-card .facts").filter({ hasText: /\D \d, \D+ \d\D+ \d, \D+ \d/ }).first().waitFor();
};

/** Found by shape alone: what a screen reader reads does not change with the filter's weights. */
const SHAPED = "MRN 40027713, DOB 06/23/1979, call 555-201-0142: BP 92/50, clips on the cystic artery";
const DRAFT = "Mrs Tolliver from Alder Falls is stable, Dr Babcock clips the cystic artery";

/** Texts that nobody thought of, in place of those of some entries. */
function odd(id) {
  const TEXTS = [
    "\u0627\u0644\u0628\u0637\u0646 \u0645\u0641\u062a\u0648\u062d\u060c BP 92/50\u060c \u0646\u0628\u062f\u0623 \u0627\u0644\u0622\u0646",
    `${"Gastroduodenohepatosplenicopancreatico".repeat(12)}cholecystectomy`,
    "\u{1F44D}\u{1F3FD}\u{1F469}\u200D\u2695\uFE0F\u{1F1EE}\u{1F1E9} ".repeat(8),
    `See https://example.org/${"a-long-way/".repeat(30)}end`,
    "Line one\nline two\n\n\tline four",
    "Zero\u200Bwidth, e\u0301\u0323 combined, \u202Eturned\u202C round",
  ];
  const { parse } = JSON;
  JSON.parse = (text, ...more) => {
    const m = parse(text, ...more);
    const here = location.hash.includes(id) && !sessionStorage.getItem("even");
    if (here && m?.op === "entry" && m.kind === "update") m.text = TEXTS[m.number % TEXTS.length];
    return m;
  };
}

/**
 * Calls look({ title, who, path, views, ready, after }) for each state while it
 * lasts. who: an account, or "guest"; ready(person): waits until it is there,
 * and does what leads to it; after(person): puts right what that put wrong. wants(title) false: this state is passed over.
 * Titles with "picture" are for pictures: which rows stand in a timeline that
 * was scrolled depends on the letters' width.
 */
export async function everyState(test, look, wants = () => true) {
  const state = (title, who, path, views, ready, after = () => {}) => (wants(title) ? look({ title, who, path, views, ready, after }) : null);

  // ---- before anything is open ----
  await state("enrol", "guest", "/", ALL, heading);
  await state("enrol refused", "guest", "/", FEW, async (p) => {
    await p.page.getByLabel(/^(Invite|Undangan)$/).fill("sr1.AAAA");
    await p.page.getByRole("button", { name: /Enrol|Daftar/ }).click();
    await p.page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  });
  await state("enrol not taken", "guest", "/", FEW, async (p) => {
    const [, relay] = test.people.student.split(".");
    await p.page.getByLabel(/^(Invite|Undangan)$/).fill(`sr1.${relay}.aaaaa-bbbbb-ccccc-ddddd`);
    await p.page.getByRole("button", { name: /Enrol|Daftar/ }).click();
    await p.page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  });
  await state("home empty", "student", "/", FEW, connected);
  await state("not for this account", "student", "/staff", FEW, connected);
  await state("staff opening", "nurse", "/staff", ALL, seen(".open-form"));
  await state("staff opening, incomplete", "nurse", "/staff", FEW, async (p) => {
    await seen(".open-form")(p);
    await p.page.locator(".open-button").click();
    await p.page.locator(".open-bar .fault:not(:empty)").waitFor();
  });
  await state("moderate empty", "moderator", "/moderate", FEW, connected);
  await state("archive empty", "educator", "/archive", FEW, connected);

  // ---- an operation, half way ----
  const people = {};
  for (const name of ["nurse", "moderator", "surgeon", "student", "colleague", "educator"]) people[name] = await actor(test, name);
  const { nurse, moderator, surgeon } = people;
  const id = await open(nurse);
  const { poll } = await firstHalf(people, id);
  await waiting(people, id);

  await state("home staff", "nurse", "/", ALL, seen(".procedure"));
  await state("home student", "student", "/", MOST, seen(".procedure"));
  await state("staff desk", "nurse", `/staff#${id}`, ALL, filtering(".milestone"));
  const drafting = (text) => async (p) => {
    await desk(p);
    await p.page.locator("#draft").fill(text);
    await p.page.locator(".preview .mask").first().waitFor();
    await p.page.locator(".compose").scrollIntoViewIfNeeded();
  };
  await state("staff draft", "nurse", `/staff#${id}`, FEW, drafting(SHAPED));
  await state("picture: staff draft of names", "nurse", `/staff#${id}`, MOST, drafting(DRAFT));
  await state("staff wall", "nurse", `/staff#${id}/wall`, ["desktop", "dark", "wall"], seen(".wall"));
  await state("moderate queue", "moderator", `/moderate#${id}`, ALL, moderating);
  await state("moderate editing", "moderator", `/moderate#${id}`, FEW, async (p) => {
    await moderating(p);
    await p.page.locator(".item").first().getByRole("button", { name: /^(Edit|Ubah|Sunting)/ }).click();
    await p.page.locator(".edit-form textarea").waitFor();
    await p.page.locator(".preview-out .preview-text").first().waitFor();
  });
  await state("moderate poll", "moderator", `/moderate#${id}`, FEW, async (p) => {
    await moderating(p);
    await p.page.getByRole("button", { name: /^(New poll|Jajak pendapat baru|Polling baru)/ }).click();
    await p.page.locator(".poll-choices").waitFor();
  });
  await state("read choosing", "student", "/read", MOST, connected);
  await state("read live", "student", `/read#${id}`, [...ALL, "wall"], reading);
  await state("read live, colleague", "colleague", `/read#${id}`, FEW, reading);
  await state("read search", "student", `/read#${id}`, FEW, async (p) => {
    await reading(p);
    if (await p.page.locator("#search").isHidden()) await p.page.locator(".bar-button, .dock button").nth(2).click();
    await p.page.locator("#search").fill("sulcus");
    await p.page.locator("mark").first().waitFor();
  });
  await state("picture: read why hidden", "student", `/read#${id}`, FEW, async (p) => {
    await reading(p);
    await p.page.keyboard.press("Control+Home");
    await p.page.locator("[role=feed] .mask").filter({ visible: true }).first().click();
    await p.page.locator(".row-why").filter({ visible: true }).first().waitFor();
  });

  // ---- what goes wrong ----
  /** Without a connection, and so it stays: attempts come to nothing at once. */
  const away = async (p) => {
    await p.page.locator("html[data-connection=away]").waitFor({ state: "attached" });
    await p.page.evaluate(() => {
      globalThis.WebSocket = class {
        constructor() {
          throw new Error("no network");
        }
      };
    });
    await p.page.locator("html[data-connection=away]").waitFor({ state: "attached" });
  };
  await state("read away", "student", `/read#${id}`, MOST, async (p) => {
    await reading(p);
    await p.lose();
    await away(p);
    await p.page.locator(".strip-here.is-away").waitFor();
  }, (p) => p.regain());
  await state("staff away, waiting", "nurse", `/staff#${id}`, MOST, async (p) => {
    await filtering(".milestone")(p);
    await p.lose();
    await away(p);
    await p.page.locator("#draft").fill("BP 92/50, clips on the cystic artery");
    await p.page.getByRole("button", { name: /^(Send|Kirim)$/ }).click();
    await p.page.locator(".way-item").first().waitFor();
  }, async (p) => {
    // Given up, so that it is in no later state.
    await p.page.goto("about:blank");
    await p.regain();
  });
  await state("read no relay", "student", `/read#${id}`, FEW, async (p) => {
    const closed = { is: true };
    await p.page.routeWebSocket(/./, (ws) => (closed.is ? ws.close() : ws.connectToServer()));
    p.mend = () => (closed.is = false);
    await p.page.reload();
    await away(p);
    await p.page.locator("main .empty").waitFor();
  }, (p) => p.mend());
  for (const page of ["read", "staff", "archive"])
    await state(`${page} unknown`, { read: "student", staff: "nurse", archive: "educator" }[page], `/${page}#${"f".repeat(32)}`, FEW,
      seen("main .notice, main .warn"));
  await state("read odd texts", "student", `/read#${id}`, MOST, async (p) => {
    await p.page.addInitScript(odd, id);
    await p.page.evaluate(() => sessionStorage.removeItem("even"));
    await p.page.reload();
    await reading(p);
    await p.page.locator("[role=feed] [dir=auto]").filter({ hasText: "\u0645" }).first().waitFor();
  }, (p) => p.page.evaluate(() => sessionStorage.setItem("even", "1")));

  await nurse.request("quiet", { procedure: id });
  await state("read quiet", "student", `/read#${id}`, MOST, asked(".state-card"));
  await state("staff quiet", "nurse", `/staff#${id}`, FEW, filtering(".state-card"));
  await nurse.request("stop", { procedure: id, reason: "other" });
  await state("read stopped", "student", `/read#${id}`, MOST, seen(".state-card"));
  await state("staff stopped", "nurse", `/staff#${id}`, MOST, filtering(".state-card"));
  await state("surgeon stopped", "surgeon", `/staff#${id}`, FEW, filtering(".state-card"));
  await surgeon.request("resume", { procedure: id });
  await nurse.request("resume", { procedure: id });

  // ---- the end ----
  await moderator.request("poll.close", { procedure: id, number: poll });
  await secondHalf(people, id);
  await state("read ended", "student", `/read#${id}`, ALL, asked("form.feedback"));
  await state("staff ended", "nurse", `/staff#${id}`, FEW, seen(".readers-have li"));
  // One with words: their order tells nothing, and is another in each run.
  await people.student.request("feedback", { procedure: id, stars: 5, text: "Clear, and not too fast" });
  await people.colleague.request("feedback", { procedure: id, stars: 4 });

  // ---- the archive ----
  const archivist = await actor(test, "archivist");
  const old = await importOperation(archivist, { source: "1".repeat(32), codeName: "green finch" });
  await importOperation(archivist, { source: "2".repeat(32), codeName: "amber wren", pace: 1.3 });
  await state("archive list", "educator", "/archive", ALL, seen(".archive-table"));
  await state("archive search", "educator", "/archive", FEW, async (p) => {
    await seen(".archive-table")(p);
    await p.page.locator("#in-text").fill("artery");
    await p.page.locator(".text-search button").click();
    // All of them were searched.
    await p.page.getByText(/^\d+ (entries found in|entri ditemukan dalam)/).filter({ visible: true }).first().waitFor();
  });
  await state("archive case", "educator", `/archive#${old}`, ALL, seen(".player"));
  await state("archive verified", "educator", `/archive#${id}`, MOST, async (p) => {
    await seen(".player")(p);
    await p.page.locator("section[aria-labelledby=verify] button").first().click();
    await p.page.locator(".told.good").waitFor();
  });
  await state("archive compared", "educator", `/archive#${old}`, FEW, async (p) => {
    await seen(".player")(p);
    await p.page.locator("#compare-with").selectOption({ label: "amber wren" });
    await p.page.locator("table.compare").scrollIntoViewIfNeeded();
  });

  // ---- administration ----
  await state("admin accounts", "chief", "/admin", ALL, seen("#part > *"));
  await state("admin account", "chief", "/admin", FEW, async (p) => {
    await seen("#part > *")(p);
    await p.page.getByText("nurse", { exact: true }).first().click();
    await p.page.locator("dialog[open] h3").first().waitFor();
  });
  await state("admin audit", "chief", "/admin#audit", MOST, seen("#part > *"));
  await state("admin health", "chief", "/admin#health", MOST, seen("#part > *"));

  // ---- revoked, with the page open ----
  const chief = await actor(test, "chief");
  await state("revoked", "colleague", `/read#${id}`, ["phone-id"], async (p) => {
    await reading(p);
    await chief.request("user.revoke", { account: "colleague" });
    await p.page.locator("main .notice button").waitFor();
  });
  chief.stop();

  for (const relay of [...Object.values(people), archivist]) relay.stop();
}
