// SPDX-License-Identifier: MIT
//
// The end of a procedure, asked for while the page does not know yet what that
// is: on a slow network each question that waits for the answer of another is
// felt. read.js asks; read-procedure.js takes what came, and what comes.

/** So many of the last entries come first. */
const TAIL = 60;
const TOLD = ["onEntry", "onState", "onCaughtUp", "onError"];

export class End {
  #follow;
  #heard = [];
  #to = null;

  constructor(relay, procedure) {
    const on = Object.fromEntries(TOLD.map((name) => [name, (what) => this.#tell(name, what)]));
    this.#follow = relay.follow(procedure, { tail: TAIL, ...on });
  }

  #tell(name, what) {
    if (this.#to) this.#to[name](what);
    else this.#heard.push([name, what]);
  }

  /** What came is told now, what comes then. */
  hand(to) {
    this.#to = to;
    for (const [name, what] of this.#heard.splice(0)) to[name](what);
  }

  /** The first entry's number, from the first onState on. */
  get from() { return this.#follow.from; }

  close() {
    this.#heard = [];
    this.#follow.close();
  }
}
