// SPDX-License-Identifier: MIT
//
// A moderator's rules of a procedure: STOP (held for a second, no dialog),
// quiet, and its end. Who else may let a stop go on does so on the staff page.
//
// Who calls it: moderate-case.js.

import { whyStopped } from "./stop-why.js";
import { announce, confirmHold, faultWords, h, icon, tr } from "./ui.js";

const HOLD_MS = 1000;
const OVER = new Set(["closing", "closed", "withdrawn", "waits"]);

export class Rules {
  #relay;
  #procedure;
  #state = "";
  #stop = h("button", { type: "button", class: "stop" });
  #quiet = h("button", { type: "button", onclick: () => this.#toggle() });
  #fault = h("p", { class: "fault", role: "alert" });
  #why = h("div", {});
  element = h("div", { class: "rules" }, h("div", { class: "buttons" }, this.#stop, this.#quiet), this.#why, this.#fault);

  constructor(relay, procedure) {
    this.#relay = relay;
    this.#procedure = procedure;
    confirmHold(this.#stop, HOLD_MS, () => this.#ask("stop"));
  }

  draw(state) {
    this.#state = state;
    const stopped = state === "stopped";
    this.element.hidden = OVER.has(state);
    this.#stop.disabled = stopped;
    if (stopped !== this.#why.hasChildNodes())
      this.#why.replaceChildren(...(stopped ? [whyStopped((reason) => this.#say(reason))] : []));
    this.#stop.replaceChildren(icon("stop"),
      ...(stopped ? [tr("Stopped: nobody reads")]
        : [h("strong", {}, tr("STOP")), h("span", { class: "stop-how" }, tr("hold for one second"))]));
    const quiet = state === "quiet";
    this.#quiet.hidden = !quiet && state !== "open";
    this.#quiet.replaceChildren(icon(quiet ? "play" : "pause"), quiet ? tr("Go on") : tr("Quiet"));
  }

  #toggle() {
    return this.#ask(this.#state === "quiet" ? "resume" : "quiet");
  }

  async #say(reason) {
    this.draw((await this.#relay.request("stop", { procedure: this.#procedure, reason })).state);
  }

  async #ask(op) {
    this.#fault.textContent = "";
    try {
      const answer = await this.#relay.request(op, { procedure: this.#procedure });
      this.draw(answer.state);
      if (op === "stop") announce(tr("Stopped: nobody reads"), { assertive: true });
      if (answer.unsaved) this.#fault.textContent = tr("It holds, but the relay's disk refused to record it: do it again before the relay is restarted.");
    } catch (err) {
      this.#fault.textContent = op === "stop" ? tr("Not stopped: %s Hold again.", faultWords(err)) : faultWords(err);
    }
  }
}
