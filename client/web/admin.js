// SPDX-License-Identifier: MIT
//
// The administrators' page: accounts, the audit log, the relay's health. Each
// part is a module of its own and draws itself into #part.

import { boot } from "./boot.js";
import { showAccounts } from "./admin-accounts.js";
import { showAudit } from "./admin-audit.js";
import { showHealth } from "./admin-health.js";
import { onLang, tr } from "./ui.js";

const PARTS = { accounts: showAccounts, audit: showAudit, health: showHealth };

const { relay, identity } = await boot({ need: ["admin"], title: () => tr("Administration") });
const room = document.querySelector("#part");
let leave = () => {};

/** A part gets { room, relay, identity } and returns what ends it. */
function show() {
  const name = PARTS[location.hash.slice(1)] ? location.hash.slice(1) : "accounts";
  leave();
  room.replaceChildren();
  for (const a of document.querySelectorAll(".tabs a"))
    if (a.hash === `#${name}`) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  leave = PARTS[name]({ room, relay, identity }) ?? (() => {});
}

addEventListener("hashchange", show);
onLang(show);
show();
