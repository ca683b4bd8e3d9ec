// SPDX-License-Identifier: MIT
//
// The rules of a procedure, at hand: the STOP bar, quiet and its end, the
// advocate's sign, the people, the end, the patient's withdrawal. staff-desk.js
// shows them; wall screens (staff-wall.js) show the bar, too.

import { allowed, mmss } from "./staff-model.js";
import { whyStopped } from "./stop-why.js";
import { steady } from "./steady.js";
import { announce, confirmHold, faultWords, h, icon, tr } from "./ui.js";

const HOLD_MS = 1000;

const ROLES = { advocate: () => tr("Patient's advocate"), surgeon: () => tr("Surgeon"), poster: () => tr("Posts"),
  moderator: () => tr("Moderator") };

export const stateWords = (state) => ({
  "open": () => tr("Open"), "quiet": () => tr("Quiet phase"), "waiting": () => tr("Waits for the advocate"),
  "stopped": () => tr("Stopped"), "withdrawn": () => tr("Withdrawn"), "paused": () => tr("Waits for its roster"),
  "closing": () => tr("Closing"), "closed": () => tr("Ended"), "waits": () => tr("Comes as live, later"),
  "as-live": () => tr("Played as live"),
})[state]?.() ?? state;

/** The red bar; always in sight. */
export class StopBar {
  #desk;
  #button = h("button", { type: "button", class: "stop stop-bar" });
  #words = h("p", { class: "stop-words", role: "alert" });
  #was = "";
  element;

  constructor(desk) {
    this.#desk = desk;
    confirmHold(this.#button, HOLD_MS, () => desk.stop());
    this.element = h("div", { class: "stop-place", role: "region", "aria-label": tr("Stop") }, this.#words, this.#button);
    this.update();
  }

  update() {
    const { stopping, state, roles } = this.#desk;
    const may = allowed(roles, state).stop;
    // Before the roles are known it is there: nobody waits for a list to stop.
    this.element.hidden = !may && stopping === null && (state === "closed" || state === "withdrawn");
    const told = {
      waiting: () => tr("Not stopped yet: there is no connection. It goes first, before all else. Another device can stop it now."),
      sent: () => tr("Stopping"),
      failed: () => tr("Not stopped: %s Hold again.", this.#desk.stopFault),
      unsaved: () => tr("Stopped. The relay's disk refused to record it: stop again before the relay is restarted."),
    }[stopping]?.() ?? "";
    if (this.#words.textContent !== told) this.#words.textContent = told;
    this.#words.hidden = !told;
    const stopped = state === "stopped" || state === "withdrawn";
    const is = `${stopped} ${stopping} ${tr("STOP")}`;
    if (is === this.#was) return;
    this.#was = is;
    this.#button.disabled = stopped && stopping !== "unsaved";
    this.#button.replaceChildren(icon("stop"), ...(stopped ? [h("span", {}, tr("Stopped: nobody reads"))]
      : [h("span", { class: "stop-word" }, stopping === "waiting" ? tr("STOP waits for the connection") : tr("STOP")),
          stopping === "waiting" ? "" : h("span", { class: "stop-how" }, tr("hold for one second"))]));
  }
}

/** Asks the relay, and says in `fault` why not. */
function act(fault, words, fn) {
  return async () => {
    fault.textContent = "";
    try {
      await fn();
      if (words) announce(words);
    } catch (err) {
      fault.textContent = faultWords(err);
    }
  };
}

/** What it means that nothing can be posted, and what ends it. */
export class StateCard {
  #desk;
  #was = "";
  #roster;
  element = h("section", { class: "card state-card", "aria-label": tr("State") });

  /** roster(): an element that asks for the list of this case. */
  constructor(desk, roster) {
    this.#desk = desk;
    this.#roster = roster;
    this.update();
  }

  update() {
    const { state, roles, receipt } = this.#desk;
    const lacks = this.#desk.roster === null && state === "paused";
    const is = `${state} ${roles} ${receipt !== null} ${lacks}`;
    if (is === this.#was) return;
    this.#was = is;
    this.element.hidden = state === "open" || state === "";
    this.element.dataset.state = state;
    this.element.replaceChildren(...this.#content(state).flat().filter(Boolean));
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#desk.receipt);
      announce(tr("Copied."));
    } catch {
      announce(tr("It could not be copied: mark it and copy it by hand."));
    }
  }

  #content(state) {
    const may = allowed(this.#desk.roles, state);
    const fault = h("p", { class: "fault", role: "alert" });
    const go = (words, cls) => h("button", { type: "button", class: cls ?? "primary big",
      onclick: act(fault, null, () => this.#desk.resume()) }, words);
    const title = (words) => h("h2", {}, words);
    const text = (...words) => words.map((w) => h("p", {}, w));
    switch (state) {
    case "quiet": return [title(tr("Quiet phase")), text(tr("Nothing can be posted. Readers see that it is a quiet phase.")),
      may.resume ? go(tr("Go on")) : null, fault];
    case "waiting": return [title(tr("Waits for the advocate")),
      text(tr("There was no sign of the patient's advocate: nothing new goes out until there is one.")), fault];
    case "paused": return [title(tr("The relay was started again")),
      text(tr("Names of this case are in nobody's memory but yours. Until it has the list again nothing can be posted; milestones, too, wait.")),
      this.#desk.roster === null ? this.#roster() : text(tr("This device has the list and gives it by itself.")), fault];
    case "stopped": {
      const resume = h("button", { type: "button", class: "big" }, tr("Go on: hold for two seconds"));
      confirmHold(resume, 2000, act(fault, null, () => this.#desk.resume()));
      return [title(tr("Stopped")), text(tr("Readers see that the broadcast was stopped, and not why. What waited to go out is destroyed.")),
        may.resume ? resume : h("p", {}, tr("The surgeon or the patient's advocate can let it go on.")), fault,
        this.#desk.roles.length ? whyStopped((reason) => this.#desk.sayWhy(reason)) : null];
    }
    case "withdrawn": return [title(tr("The consent was taken back")),
      text(tr("It is stopped for good, and erased on the relay. What somebody has photographed cannot be called back.")),
      this.#desk.receipt ? [h("h3", {}, tr("Receipt for the record")), h("pre", { class: "receipt", tabindex: "0" }, this.#desk.receipt),
        h("button", { type: "button", onclick: () => this.#copy() }, tr("Copy the receipt"))] : null];
    case "closing": return [title(tr("Closing"))];
    case "closed": return [title(tr("The procedure has ended")), text(tr("Nothing more is posted.")),
      h("a", { class: "button", href: "/staff" }, tr("Open another one"))];
    case "waits": return [title(tr("It comes later")), text(tr("Readers get it in some days, at its own pace; nobody is told when."))];
    case "as-live": return [title(tr("It is being played")), text(tr("Readers get it now, at the pace of the operation."))];
    default: return [];
    }
  }
}

/** Quiet, one tap. */
export class QuietButton {
  #desk;
  #fault = h("p", { class: "fault", role: "alert" });
  #button = h("button", { type: "button", class: "quiet-button big" });
  element = h("div", { class: "quiet-place" }, this.#button, this.#fault);

  constructor(desk) {
    this.#desk = desk;
    this.#button.addEventListener("click", () => act(this.#fault, null,
      () => (desk.state === "quiet" ? desk.resume() : desk.quiet()))());
    this.update();
  }

  update() {
    const may = allowed(this.#desk.roles, this.#desk.state);
    const quiet = this.#desk.state === "quiet";
    this.element.hidden = !(quiet ? may.resume : may.quiet);
    const words = quiet ? tr("Go on") : tr("Quiet");
    if (this.#button.dataset.words === words) return;
    this.#button.dataset.words = words;
    this.#button.replaceChildren(icon(quiet ? "play" : "pause"), words);
  }
}

/** Who is the advocate, how long until the next sign; for the advocate the button. */
export class AdvocateCard {
  #desk;
  #left = h("p", { class: "advocate-left" });
  #who = h("p", { class: "muted" });
  #fault = h("p", { class: "fault", role: "alert" });
  #button = h("button", { type: "button", class: "primary here" }, tr("I am here"));
  element;

  constructor(desk) {
    this.#desk = desk;
    this.#button.addEventListener("click", () => act(this.#fault, tr("Your sign is noted."), () => desk.sign())());
    this.element = h("section", { class: "card advocate", "aria-labelledby": "advocate-title" },
      h("h2", { id: "advocate-title" }, tr("Patient's advocate")), this.#who, this.#button, this.#left, this.#fault);
    this.update();
  }

  update() {
    const { roles, people, state, signDue } = this.#desk;
    const may = allowed(roles, state);
    const who = advocates(people);
    this.element.hidden = !may.sign && (!who || this.#desk.over);
    this.mine = may.sign;
    this.#button.hidden = !may.sign;
    this.#who.hidden = may.sign;
    if (this.#who.textContent !== who) this.#who.textContent = who;
    const words = signDue && this.#desk.running ? tr("Next sign needed in %s", mmss(signDue - steady())) : "";
    if (this.#left.textContent !== words) this.#left.textContent = words;
    this.element.classList.toggle("is-due", signDue !== null && signDue - steady() < 120000);
  }
}

export const advocates = (people) =>
  people.filter((p) => p.roles.includes("advocate")).map((p) => p.account).join(", ");

/** People, and what ends it all. */
export class EndCard {
  #desk;
  #was = "";
  element = h("details", { class: "card end-card" });

  constructor(desk) {
    this.#desk = desk;
    this.update();
  }

  update() {
    const { roles, people, state, students, colleagues } = this.#desk;
    const is = `${roles} ${JSON.stringify(people)} ${state} ${students} ${colleagues}`;
    if (is === this.#was) return;
    this.#was = is;
    const may = allowed(roles, state);
    const fault = h("p", { class: "fault", role: "alert" });
    const hold = (words, ms, cls, fn) => {
      const b = h("button", { type: "button", class: cls }, words);
      confirmHold(b, ms, act(fault, null, fn));
      return b;
    };
    this.element.replaceChildren(
      h("summary", {}, h("h2", {}, tr("People and the end"))),
      students !== null ? h("p", {}, tr("Reading now: students %s, colleagues %s.", students, colleagues)) : "",
      people.length ? h("ul", { class: "people" }, people.map((p) =>
        h("li", {}, h("strong", { class: "mono" }, p.account), " ", p.roles.map((r) => ROLES[r]?.() ?? r).join(", "))))
        : h("p", { class: "muted" }, tr("No people were named: all of the staff take part with their own roles.")),
      may.close ? h("div", { class: "end-row" },
        h("p", {}, tr("The end is for good. It comes by itself some time after the patient has left the room.")),
        hold(tr("End the procedure: hold for one second"), 1000, "", () => this.#desk.close())) : "",
      may.withdraw ? h("div", { class: "end-row" },
        h("p", {}, tr("If the patient takes the consent back: delivery stops, and everything is erased for good. You get a receipt.")),
        hold(tr("The patient withdraws: hold for three seconds"), 3000, "danger", async () => {
          await this.#desk.withdraw();
          document.querySelector(".state-card")?.scrollIntoView({ block: "center" });
        })) : "",
      fault);
  }
}
