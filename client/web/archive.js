// SPDX-License-Identifier: MIT
//
// The educator's page: the list of what is archived, or one procedure of it.
// Which one stands in the fragment (#PROCEDURE, #PROCEDURE/ENTRY), which is
// sent to nobody.
//
// Who calls it: archive.html.

import { boot, needed } from "./boot.js";
import { announce, faultWords, h, onLang, templates, tr } from "./ui.js";
import { ahead } from "./later.js";
import { showCase } from "./archive-case.js";
import { showList } from "./archive-list.js";

const main = document.querySelector("main");
const { relay, identity, header } = await boot({ need: ["educator"], title: () => tr("Archive") });
const page = { relay, identity, header, main, templates: await needed(templates()) };

/** What the fragment names: {procedure, number}. */
function wanted() {
  const found = /^#([0-9a-f]{32})(?:\/([1-9][0-9]{0,15}))?$/.exec(location.hash);
  return found ? { procedure: found[1], number: Number(found[2] ?? 0) } : {};
}

let leave = null;

function fault(err) {
  main.replaceChildren(
    h("section", { class: "card notice" },
      h("h1", {}, tr("This cannot be shown now.")),
      h("p", {}, faultWords(err)),
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: show }, tr("Try again")),
        h("a", { class: "button", href: "#" }, tr("To the archive")))),
  );
}

async function show() {
  const { procedure, number } = wanted();
  leave?.();
  leave = null;
  header.set({ procedure: null, title: () => tr("Archive") });
  try {
    const { procedures } = await relay.request("procedures");
    const row = procedures.find((p) => p.procedure === procedure);
    if (procedure && !row) throw new Error(tr("There is no such procedure for you."));
    leave = row ? await showCase(page, row, procedures, number) : await showList(page, procedures);
  } catch (err) {
    fault(err);
  }
}

/** After a way to another view the reader is told where he is. */
async function go() {
  await show();
  const heading = main.querySelector("h1");
  if (heading) announce(heading.textContent);
  main.focus({ preventScroll: true });
  if (!wanted().number) scrollTo(0, 0);
}

await show();
ahead(() => import("./export.js"), () => import("./receipt.js"));
document.documentElement.dataset.ready = "archive";
addEventListener("hashchange", go);
onLang(show);
