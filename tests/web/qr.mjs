// SPDX-License-Identifier: MIT
//
// What client/web/qr.js draws is read by a decoder that is not ours, at every
// length at which something changes. tests/e2e/80-relayjs.sh runs it.

import { qr } from "../../client/web/qr.js";

const { default: module } = await import(`${process.env.NPM}/node_modules/jsqr/dist/jsQR.js`);
const decode = module.default ?? module;
const SCALE = 4;
const MARGIN = 4;
let passed = 0;
let failed = 0;

function picture(dark) {
  const side = (dark.length + 2 * MARGIN) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (dark[Math.floor(y / SCALE) - MARGIN]?.[Math.floor(x / SCALE) - MARGIN])
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return decode(pixels, side, side)?.data;
}

const link = `https://or.example.org/#sr1.${"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w.abcde-fghij-klmno-pqrst".repeat(4)}`;
// The fullest of each version and one more.
for (const length of [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180, 181, 213]) {
  const text = link.slice(0, length);
  if (picture(qr(text)) === text) passed++;
  else {
    failed++;
    console.log(`qr.mjs: failed: ${length} bytes`);
  }
}
if (qr(link.slice(0, 214)) === null) passed++;
else {
  failed++;
  console.log("qr.mjs: failed: more than there is room for");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
