// SPDX-License-Identifier: MIT
//
// A record played again at a speed: how far it is, and what comes next. Waits
// are at most 20 s long, as in `scrubrelay archive replay`. No DOM; time is
// handed in, so that tests need no clock.
//
// Who calls it: archive-replay.js; tests/web.

/** Times its pace. */
export const SPEEDS = [1, 2, 5, 10, 30, 60];
/** Nobody wants to sit through a pause. */
export const WAIT_MOST_MS = 20000;

export class Replay {
  #times;
  #at = 0; // how many of the times are reached
  #ms; // of the record
  #since = null; // when it last moved; null: it does not play
  #speed = 10;
  // The wait for the next entry: from where, how long in all, how much is over.
  #wait = { from: 0, ms: 0, gone: 0 };

  /** times: of the entries, in ms, never less than the one before. */
  constructor(times) {
    this.#times = times;
    this.seek(this.end);
  }

  get begin() {
    return this.#times[0] ?? 0;
  }
  get end() {
    return this.#times.at(-1) ?? 0;
  }
  get ms() {
    return this.#ms;
  }
  /** Entries that are reached. */
  get count() {
    return this.#at;
  }
  get playing() {
    return this.#since !== null;
  }
  get speed() {
    return this.#speed;
  }

  /** now: any clock in ms; of what was played so far nothing changes. */
  setSpeed(speed, now) {
    this.advance(now);
    this.#speed = speed;
    this.#begin();
  }

  /** To that moment; what stands there is reached. */
  seek(ms) {
    this.#ms = Math.min(Math.max(ms, this.begin), this.end);
    this.#at = this.#reached(this.#ms);
    this.#begin();
  }

  /** At its end it begins anew. */
  play(now) {
    if (this.#at === this.#times.length) this.seek(this.begin);
    this.#since = now;
  }

  pause(now) {
    this.advance(now);
    this.#since = null;
  }

  /** Ms until the next entry; undefined: it does not play. */
  get wait() {
    return this.playing && this.#at < this.#times.length ? this.#wait.ms - this.#wait.gone : undefined;
  }

  /** Moves on to `now`. True when other entries are reached. */
  advance(now) {
    if (!this.playing) return false;
    const before = this.#at;
    let left = Math.max(now - this.#since, 0);
    this.#since = now;
    for (let wait = this.wait; wait !== undefined && left >= wait; wait = this.wait) {
      left -= wait;
      this.#ms = this.#times[this.#at];
      this.#at = this.#reached(this.#ms);
      this.#begin();
    }
    if (this.#at === this.#times.length) this.#since = null;
    else this.#run(left);
    return this.#at !== before;
  }

  /** A new wait, from where it is now. */
  #begin() {
    const gap = (this.#times[this.#at] ?? this.#ms) - this.#ms;
    this.#wait = { from: this.#ms, ms: Math.min(gap / this.#speed, WAIT_MOST_MS), gone: 0 };
  }

  /** Of a pause that is cut, the clock runs through all of it. */
  #run(ms) {
    const wait = this.#wait;
    wait.gone += ms;
    this.#ms = wait.from + (this.#times[this.#at] - wait.from) * (wait.gone / wait.ms);
  }

  #reached(ms) {
    const at = this.#times.findIndex((t) => t > ms);
    return at < 0 ? this.#times.length : at;
  }
}
