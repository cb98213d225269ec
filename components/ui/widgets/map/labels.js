// Labels keep one size on the screen. The most connected come first. A label stands over no mark and no other label, and no
// other mark is as near to it as its own: it is tried all around its own mark and else left to hovering. The first few are
// tried further away too, with a line that nothing crosses, and at last beside their own mark however near others are.

const FIRST = 12; // organizations whose names are heavier, and sought a place further away
const FAR = [12, 22, 34, 48, 64, 82]; // pixels from the mark
const BESIDE = 4; // pixels from a mark to its own label
const CLEAR = 7; // pixels from a label to any other mark, so that nobody takes it for that mark's
const ANGLES = Array.from({ length: 16 }, (_, k) => (k * Math.PI) / 8);
const AT_MOST = 400; // names that are tried
const LINE_HEIGHT = 1.12;

function labelPlacer(map) {
  let placed = [], at = null;
  return {
    forget() { at = null; },
    placed: () => placed,
    draw(pen) {
      const scale = map.network.getScale();
      if (at !== scale) {
        pen.save();
        pen.setTransform(1, 0, 0, 1, 0, 0);
        placed = placeLabels(map, pen, scale);
        pen.restore();
        at = scale;
      }
      for (const label of placed) if (label.far) lead(pen, map, label, scale);
      for (const label of placed) writeLabel(pen, map, label, scale);
      if (map.cursor != null && map.shown[map.cursor]) writeLabel(pen, map, labelOfCursor(map, pen, scale, placed), scale);
    },
  };
}

// Whose names are wanted, the first ones first, and whose marks no name may cover. Beside a chosen organization and its
// neighbours all others are faded: they have no name, and stand in no name's way.
function wanted(map) {
  const chosen = map.view?.selected, all = map.order.filter((i) => map.shown[i]);
  if (chosen == null || !map.shown[chosen]) return { order: all.slice(0, AT_MOST), seen: all };
  const near = new Set(neighbours(map, chosen)), order = [chosen, ...all.filter((i) => near.has(i) && i !== chosen)];
  return { order: order.slice(0, AT_MOST), seen: order };
}

function placeLabels(map, pen, scale) {
  const view = inView(map, scale), taken = takenPlaces(), placed = [];
  const mark = (i) => ({ x: map.nodes[i].x * scale, y: map.nodes[i].y * scale, r: map.radius[i] * scale * 1.15 }); // a triangle is wider than a circle
  taken.put({ ...underButtons(map, view), owner: -1 });
  const { order, seen } = wanted(map);
  for (const i of seen) {
    const { x, y, r } = mark(i);
    taken.put({ x1: x - r, x2: x + r, y1: y - r, y2: y + r, owner: i, isMark: true });
  }
  for (const [rank, i] of order.entries()) {
    const { x, y, r } = mark(i), isFirst = rank < FIRST;
    if (!within({ x1: x, x2: x, y1: y, y2: y }, view)) continue;
    const [text, narrower] = (isFirst ? [2, 3] : [2]).map((most) => measured(map, pen, i, isFirst ? 600 : 400, most));
    const find = (spots, fits) => {
      for (const words of [text, narrower]) {
        const spot = words && spots(x, y, r, words).map((place) => boxed(place, words, i)).find((one) => within(one.box, view) && fits(one));
        if (spot) return spot;
      }
    };
    const isClear = ({ box }) => !taken.hits(box, CLEAR), isOver = ({ box }) => taken.hits(box, 1);
    const isLined = (one) => isFree(lineTo(x, y, r, one), taken, i);
    const close = find(spotsAround, isClear);
    const far = !close && isFirst && (find(spotsFurther, (one) => isClear(one) && isLined(one)) || find(spotsFurther, (one) => !isOver(one) && isLined(one)));
    const spot = close || far || (isFirst && find(spotsAround, (one) => !isOver(one)));
    if (!spot) continue;
    taken.put(spot.box);
    placed.push({ i, ...spot, far: Boolean(far) });
  }
  return placed;
}

// A label's text in so many lines, and its size on the screen.
function measured(map, pen, i, weight, most) {
  const style = getComputedStyle(map.plot), px = parseFloat(style.fontSize), lines = linesOf(map.names[i], most);
  pen.font = `${weight} ${px}px ${style.fontFamily}`;
  const w = Math.max(...lines.map((line) => pen.measureText(line).width));
  return { text: map.names[i], lines, weight, px, w, h: px * (1 + LINE_HEIGHT * (lines.length - 1)), font: style.fontFamily };
}

const cut = (text) => ([...text].length > 30 ? [...text].slice(0, 29).join("").trimEnd() + "…" : text);

// A longer name stands in several lines, of much the same length.
function linesOf(name, most) {
  const count = Math.min(most, Math.ceil(name.length / (most > 2 ? 13 : 20))), lines = [""];
  for (const word of name.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim(), written = lines.join(" ").length + word.length / 2;
    if (lines.at(-1) && lines.length < count && written > (name.length * lines.length) / count) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map(cut);
}

function spotsBeside(x, y, r, { w, h }) {
  const out = r + BESIDE, shifted = [w / 2, w / 4, (3 * w) / 4];
  return [
    [x + out, y - h / 2, "left"], [x - w / 2, y + out, "center"], [x - out - w, y - h / 2, "right"],
    ...shifted.map((by) => [x - by, y - out - h, "center"]), ...shifted.slice(1).map((by) => [x - by, y + out, "center"]),
  ];
}

function spotsAround(x, y, r, words) {
  const slant = r * 0.7 + 3, { w, h } = words;
  return [
    ...spotsBeside(x, y, r, words),
    [x + slant, y + slant, "left"], [x + slant, y - slant - h, "left"],
    [x - slant - w, y + slant, "right"], [x - slant - w, y - slant - h, "right"],
  ];
}

function spotsFurther(x, y, r, { w, h }) {
  const at = (far, angle) => [
    x + Math.cos(angle) * (r + far + w / 2) - w / 2, y + Math.sin(angle) * (r + far + h / 2) - h / 2,
    Math.cos(angle) > 0.3 ? "left" : Math.cos(angle) < -0.3 ? "right" : "center",
  ];
  return FAR.flatMap((far) => ANGLES.map((angle) => at(far, angle)));
}

function boxed([left, top, align], text, owner) {
  return { ...text, left, top, align, box: { x1: left - 2, x2: left + text.w + 2, y1: top - 1, y2: top + text.h + 2, owner } };
}

// Which places are taken, kept by the cells of a grid that they touch.
function takenPlaces() {
  const size = 64, cells = new Map();
  const touched = ({ x1, x2, y1, y2 }) => {
    const keys = [];
    for (let x = Math.floor(x1 / size); x <= Math.floor(x2 / size); x++)
      for (let y = Math.floor(y1 / size); y <= Math.floor(y2 / size); y++) keys.push(`${x} ${y}`);
    return keys;
  };
  return {
    put(box) { for (const key of touched(box)) (cells.get(key) ?? cells.set(key, []).get(key)).push(box); },
    hits(box, clear) {
      const wide = { ...box, x1: box.x1 - clear, x2: box.x2 + clear, y1: box.y1 - clear, y2: box.y2 + clear };
      const isTaken = (other) => other.owner !== box.owner && meet(other.isMark ? wide : box, other);
      return touched(wide).some((key) => cells.get(key)?.some(isTaken));
    },
  };
}

const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

const within = (box, view) => box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;

// What the plot shows of the map, in pixels of this zoom.
function inView({ network, plot }, scale) {
  const { x, y } = network.getViewPosition(), w = plot.clientWidth / 2, h = plot.clientHeight / 2;
  return { x1: x * scale - w, x2: x * scale + w, y1: y * scale - h, y2: y * scale + h };
}

// Where the map's own buttons stand, in pixels of this zoom: no label goes under them.
function underButtons({ root, plot }, view) {
  const frame = plot.getBoundingClientRect(), own = root.querySelector(".zoom").getBoundingClientRect();
  return { x1: view.x1 + own.left - frame.left, x2: view.x1 + own.right - frame.left, y1: view.y1 + own.top - frame.top, y2: view.y1 + own.bottom - frame.top };
}

function writeLabel(pen, { colours }, { lines, left, top, w, align, px, weight, font }, scale) {
  pen.font = `${weight} ${px / scale}px ${font}`;
  pen.textAlign = align;
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5 / scale;
  pen.strokeStyle = colours.page;
  pen.fillStyle = colours.text;
  const x = { left, center: left + w / 2, right: left + w }[align] / scale;
  const write = (act) => lines.forEach((line, k) => pen[act](line, x, (top + k * px * LINE_HEIGHT) / scale));
  write("strokeText");
  write("fillText");
}

// The line from the edge of a mark to its label.
function lineTo(x, y, r, { left, top, w, h }) {
  const toX = Math.max(left, Math.min(x, left + w)), toY = Math.max(top, Math.min(y, top + h));
  const far = Math.hypot(toX - x, toY - y) || 1;
  return { x1: x + ((toX - x) * r) / far, y1: y + ((toY - y) * r) / far, x2: toX, y2: toY };
}

function isFree({ x1, y1, x2, y2 }, taken, owner) {
  const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4);
  return Array.from({ length: steps }, (_, k) => [x1 + ((x2 - x1) * k) / steps, y1 + ((y2 - y1) * k) / steps])
    .every(([x, y]) => !taken.hits({ x1: x - 2, x2: x + 2, y1: y - 2, y2: y + 2, owner }, 0));
}

function lead(pen, { nodes, radius, colours }, label, scale) {
  const { x, y } = nodes[label.i], { x1, y1, x2, y2 } = lineTo(x * scale, y * scale, radius[label.i] * scale, label);
  const draw = (colour, width) => stroke(pen, x1 / scale, y1 / scale, x2 / scale, y2 / scale, colour, width / scale);
  draw(colours.page, 4); // as the halo of the words: it stands out from the ties
  draw(colours.text, 1.25);
}

// Who is reached by keyboard is always named, though the label may then stand over others.
function labelOfCursor(map, pen, scale, placed) {
  const own = placed.find((label) => label.i === map.cursor);
  if (own) return { ...own, weight: 700 };
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  const text = measured(map, pen, map.cursor, 700, 2), view = inView(map, scale), { x, y } = map.nodes[map.cursor];
  pen.restore();
  const left = Math.max(view.x1 + 4, Math.min((x + map.radius[map.cursor]) * scale + 4, view.x2 - text.w - 4));
  return { i: map.cursor, ...text, left, top: y * scale - text.h / 2, align: "left" };
}
