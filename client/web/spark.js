// SPDX-License-Identifier: MIT
//
// A line of the latest values, drawn as SVG; the value itself stands beside
// it as text, so that it is hidden from screen readers.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 32;

/** An <svg> of values, oldest first; at most `most` of them fill the width. */
export function spark(values, most) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "polyline");
  const top = Math.max(...values, 1e-9);
  const points = values.map((v, i) =>
    `${(WIDTH * (i + most - values.length)) / (most - 1)},${HEIGHT - 2 - (v / top) * (HEIGHT - 4)}`);
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", "spark");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("points", points.join(" "));
  svg.append(line);
  return svg;
}
