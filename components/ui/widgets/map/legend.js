// The legend: kinds of organizations by colour, each with how many are shown, and the marks that this map uses.

const PHONE = 480; // pixels; a map no wider is on a phone
const SVG = "http://www.w3.org/2000/svg";

// On a phone the legend would push the page down, so there a person opens it; elsewhere it is open, beside or under the marks.
function openLegend({ root }) {
  const legend = root.querySelector(".legend"), hasRoom = root.clientWidth > PHONE;
  if (legend.dataset.room === String(hasRoom)) return;
  legend.dataset.room = String(hasRoom);
  legend.open = hasRoom;
}

function writeLegend({ root, data, nodes, shown }, key) {
  const count = new Map();
  nodes.forEach((n, i) => { if (shown[i]) count.set(n.group, (count.get(n.group) ?? 0) + 1); });
  const kinds = data.legend.filter((mark) => !mark.hollow), hollow = data.legend.filter((mark) => mark.hollow);
  const rows = kinds.filter((mark) => count.get(mark.group)).map((mark) => row(glyph(mark), mark.label, count.get(mark.group)));
  const others = hollow.reduce((sum, mark) => sum + (count.get(mark.group) ?? 0), 0);
  if (others) rows.push(row(glyph(hollow[0]), "None of the six types, or not known", others));
  const [types, marks] = root.querySelectorAll(".legend ul");
  types.replaceChildren(...rows);
  marks.replaceChildren(...key.map(({ sign, label }) => row(SIGNS[sign](), label)));
}

function row(picture, text, count) {
  const item = document.createElement("li"), words = document.createElement("span"), figure = document.createElement("b");
  words.textContent = text;
  item.append(picture, words);
  if (count !== undefined) {
    figure.textContent = count.toLocaleString("en");
    item.append(figure);
  }
  return item;
}

function svg(...shapes) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 32 22");
  picture.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    picture.append(shape);
  }
  return picture;
}

const OUTLINES = {
  square: "9,4 23,4 23,18 9,18",
  diamond: "16,2 25,11 16,20 7,11",
  triangle: "16,3 25,19 7,19",
  triangleDown: "7,3 25,3 16,19",
  hexagon: "11,3 21,3 26,11 21,19 11,19 6,11",
  star: "16,1 19,8 26,8 20,13 23,20 16,16 9,20 12,13 6,8 13,8",
};

function glyph({ colour, shape, hollow }) {
  const paint = hollow ? { fill: "none", stroke: colour, "stroke-width": 2 } : { fill: colour };
  return OUTLINES[shape] ? svg(["polygon", { points: OUTLINES[shape], ...paint }]) : svg(["circle", { cx: 16, cy: 11, r: 8, ...paint }]);
}

const ink = { stroke: "currentColor", fill: "none" };
const line = (extra, y = 11) => ["line", { x1: 2, x2: 30, y1: y, y2: y, ...ink, ...extra }];
const SIGNS = {
  area: () => svg(["circle", { cx: 8, cy: 14, r: 4, ...ink }], ["circle", { cx: 22, cy: 11, r: 8, ...ink }]),
  ring: () => svg(["circle", { cx: 16, cy: 11, r: 9, ...ink, "stroke-width": 2.5 }], ["circle", { cx: 16, cy: 11, r: 5, fill: "currentColor", opacity: 0.4 }]),
  levels: () => svg(line({ "stroke-width": 1.5 }, 5), line({ "stroke-width": 5 }, 15)),
  "level unknown": () => svg(line({ "stroke-width": 1.5 })),
  wanted: () => svg(line({ "stroke-width": 2, "stroke-dasharray": "7 5" })),
  lapsed: () => svg(line({ "stroke-width": 2, "stroke-dasharray": "1.5 4" })),
  gap: () => svg(["line", { x1: 2, x2: 12, y1: 11, y2: 11, ...ink, "stroke-width": 2 }], ["line", { x1: 20, x2: 30, y1: 11, y2: 11, ...ink, "stroke-width": 2 }]),
  tension: () => svg(line({ "stroke-width": 1 }, 9), line({ "stroke-width": 1 }, 13)),
  hairline: () => svg(line({ "stroke-width": 0.6 })),
};
