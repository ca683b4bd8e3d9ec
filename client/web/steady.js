// SPDX-License-Identifier: MIT
//
// Time that passes. Clocks of devices are hours off and are set while a page is
// open: what counts down, and what waits, goes by the browser's own clock, which
// only goes forward, and times of a procedure come from the relay. That clock
// may stand while the device sleeps, which Drift tells. No DOM;
// tests/web/outbox.test.mjs tries it in node.

/** Milliseconds; of no meaning but between two calls. */
export const steady = () => performance.now();

const APART_MS = 2000;

/** Did the device sleep, or was its clock set? */
export class Drift {
  #now;
  #steady;
  #was;

  constructor(now = () => Date.now(), still = steady) {
    this.#now = now;
    this.#steady = still;
    this.#was = now() - still();
  }

  /** True when the two clocks went apart since the last call. */
  look() {
    const is = this.#now() - this.#steady();
    const apart = Math.abs(is - this.#was) > APART_MS;
    this.#was = is;
    return apart;
  }
}
