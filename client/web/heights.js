// SPDX-License-Identifier: MIT
//
// Heights of many rows, of which most were never seen: where does a row
// begin, and which row is at a place? A Fenwick tree: both in O(log n), so a
// list of 20,000 scrolls as one of 20. Used by timeline.js; no DOM.

export class Heights {
  #size = 0;
  #tree = new Float64Array(1025); // from 1; a node has the sum of its range
  #each = new Float64Array(1024);

  get length() {
    return this.#size;
  }

  get total() {
    return this.before(this.#size);
  }

  /** Height of row i. */
  at(i) {
    return this.#each[i];
  }

  push(height) {
    if (this.#size === this.#each.length) this.#grow();
    const i = ++this.#size;
    this.#each[i - 1] = height;
    let sum = height;
    for (let k = i - 1, low = i - (i & -i); k > low; k -= k & -k) sum += this.#tree[k];
    this.#tree[i] = sum;
  }

  set(i, height) {
    const by = height - this.#each[i];
    if (by === 0) return;
    this.#each[i] = height;
    for (let k = i + 1; k <= this.#size; k += k & -k) this.#tree[k] += by;
  }

  /** Sum of the heights of rows 0 to i - 1. */
  before(i) {
    let sum = 0;
    for (let k = i; k > 0; k -= k & -k) sum += this.#tree[k];
    return sum;
  }

  /** The row at this place from the top; the nearest one beyond either end. */
  find(place) {
    let at = 0;
    let left = Math.max(0, place);
    let step = 1;
    while (step * 2 <= this.#size) step *= 2;
    for (; step >= 1; step = Math.floor(step / 2)) {
      if (at + step <= this.#size && this.#tree[at + step] <= left) {
        at += step;
        left -= this.#tree[at];
      }
    }
    return Math.max(0, Math.min(at, this.#size - 1));
  }

  clear() {
    this.#size = 0;
  }

  #grow() {
    const each = new Float64Array(this.#each.length * 2);
    const tree = new Float64Array(each.length + 1);
    each.set(this.#each);
    tree.set(this.#tree);
    this.#each = each;
    this.#tree = tree;
  }
}
