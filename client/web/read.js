// SPDX-License-Identifier: MIT
//
// The reader's page: /read lists what one may read and follows hashtags,
// /read#PROCEDURE shows one procedure. The rest stands in read-*.js.

import { boot, needed, sayInstead } from "./boot.js";
import { ahead, later } from "./later.js";
import { End } from "./read-end.js";
import { Reading } from "./read-procedure.js";
import { keepOnly } from "./read-keep.js";
import { announce, faultWords, h, templates, tr } from "./ui.js";

const READ = ["student", "colleague", "educator", "poster", "surgeon", "advocate", "moderator"];

const list = templates();
list.catch(() => {}); // said where it is needed
const { relay, header } = await boot({ need: READ, title: () => tr("Read") });
const main = document.querySelector("main");
let shown = null;

const wanted = () => /^#([0-9a-f]{32})$/.exec(location.hash)?.[1] ?? null;

/** What may be read now; asked again until there is an answer. */
async function procedures() {
  for (;;) {
    try {
      return (await relay.request("procedures")).procedures;
    } catch (err) {
      if (err.code !== "away" && err.code !== "limit" && err.code !== "busy") throw err;
      await new Promise((resolve) => (err.code === "away"
        ? relay.addEventListener("state", resolve, { once: true })
        : setTimeout(resolve, err.retryMs ?? 1000)));
    }
  }
}

async function show() {
  const id = wanted();
  shown?.stop();
  shown = null;
  const end = id && new End(relay, id);
  // Without the templates the page says that it does not work, and reads nothing.
  list.catch(() => end?.close());
  let all, known;
  try {
    [all, known] = await Promise.all([procedures(), needed(list)]);
  } catch (err) {
    end?.close();
    throw err;
  }
  if (id !== wanted()) {
    end?.close();
    return;
  }
  const row = all.find((p) => p.procedure === id);
  if (row) {
    shown = new Reading({ relay, header, main, row, end, template: known.find((t) => t.id === row.template) });
    await shown.start();
  } else {
    end?.close();
    const { Choosing } = await later(() => import("./read-choose.js"));
    shown = new Choosing({ relay, header, main, all, templates: known, missing: Boolean(id), procedures });
    shown.start();
  }
  keepOnly(all.map((p) => p.procedure));
}

relay.addEventListener("opened", ({ detail }) => announce(tr("%s has opened.", detail.code_name)));
/** Whatever fails, the page does not stay empty. A browser does not ask twice for a part that failed. */
const tryShow = () => show().catch((err) => sayInstead(tr("This does not work now."), faultWords(err),
  h("p", {}, err.code === "no-part"
    ? h("button", { type: "button", onclick: () => location.reload() }, tr("Load the page again"))
    : h("button", { type: "button", onclick: tryShow }, tr("Try again")))));

window.addEventListener("hashchange", tryShow);
await tryShow();
ahead(() => import("./read-choose.js"));
