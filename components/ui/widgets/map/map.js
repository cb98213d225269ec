// Draws an inventory's network with vis-network. Positions come from the server and never change here;
// the view (view.js) says which organizations and ties are shown. Text is only ever drawn or set as text.

const LIBRARY = "__VIS_NETWORK__";
const SVG = "http://www.w3.org/2000/svg";

function loadLibrary() {
  return (window.atlasVis ??= new Promise((done, failed) => {
    if (window.vis) return done(window.vis);
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.onload = () => done(window.vis);
    script.onerror = () => failed(new Error("The map's drawing library did not load."));
    document.head.append(script);
  }));
}

const maskOf = (text) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return (i) => ((bytes[i >> 3] >> (7 - (i & 7))) & 1) === 1;
};

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".atlas-map");
  const data = root.atlas?.bytes === bytes ? root.atlas.data : JSON.parse(new TextDecoder().decode(bytes));
  const maps = (window.atlasMaps ??= {});
  const entry = (maps[data.map] ??= {});
  if (root.atlas?.version === data.version) {
    Object.assign(root.atlas, { bytes, data, pick: (id) => setTriggerValue("picked", id) });
    return;
  }
  root.atlas?.destroy();
  const atlas = (root.atlas = { version: data.version, bytes, data, destroy() {} });
  atlas.pick = (id) => setTriggerValue("picked", id);
  loadLibrary().then((vis) => {
    if (root.atlas !== atlas) return;
    Object.assign(atlas, drawMap(vis, root, data, entry, (id) => atlas.pick(id)));
    if (entry.view) entry.show(entry.view);
  });
  return () => root.atlas?.destroy();
}

function drawMap(vis, root, data, entry, pick) {
  const plot = root.querySelector(".plot");
  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const colours = { text: css("--st-text-color"), page: ground(css), line: data.line };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const nodes = data.nodes.map((n) => ({ ...n }));
  const names = nodes.map((n) => n.label);
  for (const n of nodes) { delete n.label; delete n.title; delete n.shape; delete n.color; n.hidden = true; }
  const edges = data.edges.map((e) => ({ ...e, hidden: true }));
  for (const e of edges) if (e.gap) e.gap = isClear(middle(nodes[e.from], nodes[e.to]), nodes);
  for (const e of edges) if (e.family === "tension") e.color = { color: "rgba(0,0,0,0)" };
  const nodeSet = new vis.DataSet(nodes), edgeSet = new vis.DataSet(edges);
  const options = { ...data.options, autoResize: true, groups: groupsOf(data.legend, colours) };
  const network = new vis.Network(root.querySelector(".canvas"), { nodes: nodeSet, edges: edgeSet }, options);
  root.querySelector(".vis-network").tabIndex = -1; // the map itself takes the focus
  const shown = nodes.map(() => false), shownTies = edges.map(() => false), radius = nodes.map((n) => n.size);
  const order = nodes.map((_, i) => i).sort((a, b) => (nodes[b].ties ?? 0) - (nodes[a].ties ?? 0) || a - b);
  let view = null, ring = () => false, hovered = null, cursor = null, fitted = false, moved = false;

  const label = labelPlacer(root, nodes, names, radius, order, shown, colours);
  network.on("beforeDrawing", (pen) => {
    const marked = [view?.selected, cursor].filter((i) => i != null && shown[i]);
    for (const i of marked) halo(pen, nodes[i], radius[i] + 9, colours.text);
  });
  network.on("afterDrawing", (pen) => {
    for (let k = 0; k < edges.length; k++) if (shownTies[k]) markTie(pen, edges[k], nodes, colours, network.getScale());
    for (let i = 0; i < nodes.length; i++) if (shown[i] && ring(i)) circle(pen, nodes[i], radius[i] + 4, colours.text, 2.5);
    label.draw(pen, network.getScale(), network.getViewPosition(), [hovered, cursor, view?.selected]);
  });
  network.on("click", ({ nodes: [i], pointer }) => {
    const near = i ?? nearest(nodes, shown, radius, pointer.canvas, 12 / network.getScale());
    root.querySelector(".tip").hidden = true;
    if (near != null) pick(near);
  });
  network.on("hoverNode", ({ node }) => { hovered = node; tip(root, nodes[node], names[node], network, data); network.redraw(); });
  network.on("blurNode", () => { hovered = null; root.querySelector(".tip").hidden = true; network.redraw(); });
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => { moved = true; });
  // The drawing library centres anew after it has told of a new size, so the whole is fitted a moment later.
  network.on("resize", () => { label.forget(); requestAnimationFrame(() => { if (fitted && !moved && !stop.signal.aborted) fit(false); }); });
  const stop = new AbortController();
  const listen = (target, event, act) => target.addEventListener(event, act, { signal: stop.signal });
  const move = still ? false : { duration: 200, easingFunction: "easeInOutQuad" };
  const fit = (animation) => {
    const seen = nodes.filter((_, i) => shown[i]);
    if (seen.length) network.moveTo({ ...whole(plot, seen), animation });
  };
  listen(root.querySelector(".zoom"), "click", ({ target }) => {
    const by = { in: 1.35, out: 1 / 1.35 }[target.dataset.zoom];
    if (!target.dataset.zoom) return;
    moved = target.dataset.zoom !== "all";
    if (by) network.moveTo({ scale: network.getScale() * by, animation: move });
    else fit(move);
  });
  listen(root, "focusin", () => network.setOptions({ interaction: { zoomView: true } }));
  listen(root, "focusout", () => network.setOptions({ interaction: { zoomView: false } }));
  listen(root, "keydown", (event) => {
    if (event.target !== root) return;
    const seen = order.filter((i) => shown[i]);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && seen.length) {
      const at = seen.indexOf(cursor);
      cursor = seen[(at + step + (at < 0 && step < 0 ? 1 : 0) + seen.length) % seen.length];
      root.querySelector(".said").textContent = `${names[cursor]}, ${tiesInWords(nodes[cursor])}. Enter opens its card.`;
    } else if (event.key === "Enter" && cursor != null) pick(cursor);
    else if (event.key === "Escape") cursor = null;
    else return;
    event.preventDefault();
    network.redraw();
  });
  const themed = new MutationObserver(() => {
    const page = ground(css);
    if (page === colours.page) return;
    Object.assign(colours, { page, text: css("--st-text-color") });
    network.setOptions({ groups: groupsOf(data.legend, colours) });
  });
  themed.observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["style", "class"] });
  root.setAttribute("aria-label", data.description);

  const inSight = (i) => {
    const { x, y } = network.canvasToDOM({ x: nodes[i].x, y: nodes[i].y });
    return x > 0 && y > 0 && x < plot.clientWidth && y < plot.clientHeight;
  };
  entry.show = (next) => {
    const isShown = maskOf(next.nodes), isTie = maskOf(next.edges);
    const sized = view?.size !== next.size, changes = [], tieChanges = [];
    for (let i = 0; i < nodes.length; i++) {
      const on = isShown(i), size = next.size === "betweenness" ? nodes[i].bridge : data.nodes[i].size;
      if (on !== shown[i] || sized) { changes.push({ id: i, hidden: !on, size }); shown[i] = on; radius[i] = size; }
    }
    for (let k = 0; k < edges.length; k++) {
      const on = isTie(k);
      if (on !== shownTies[k]) { tieChanges.push({ id: k, hidden: !on }); shownTies[k] = on; }
    }
    const clear = clearness(shownTies.filter(Boolean).length);
    if (clear !== view?.clear) network.setOptions({ edges: { color: { color: colours.line, opacity: clear } } });
    view = { ...next, clear };
    ring = maskOf(next.ring);
    if (cursor != null && !shown[cursor]) cursor = null;
    if (changes.length) nodeSet.update(changes);
    if (tieChanges.length) edgeSet.update(tieChanges);
    label.forget();
    legend(root, data, next.key);
    if (!fitted) { openLegendWhereThereIsRoom(root); fit(false); fitted = true; }
    // A wider filter may bring in what lies outside the picture; a narrower one moves nothing.
    else if (!moved && changes.some(({ id, hidden }) => !hidden && !inSight(id))) fit(move);
    root.querySelector(".empty").hidden = shown.some(Boolean);
    network.redraw();
    root.dataset.shown = String(shown.filter(Boolean).length);
    root.dataset.ties = String(shownTies.filter(Boolean).length);
    root.dataset.ready = "yes";
  };
  // What a test, or a person's script, can ask of the picture.
  entry.look = () => ({
    labels: label.placed(),
    points: nodes.map((n, i) => ({ ...network.canvasToDOM({ x: n.x, y: n.y }), name: names[i], shown: shown[i], radius: radius[i] * network.getScale() })),
  });
  entry.onScreen = ({ left, top, w, px }) => {
    const scale = network.getScale(), { x, y } = network.canvasToDOM({ x: left / scale, y: top / scale });
    return { x1: x, x2: x + w, y1: y, y2: y + px };
  };
  return { destroy() { stop.abort(); themed.disconnect(); network.destroy(); delete entry.show; delete entry.look; delete entry.onScreen; } };
}

// The view that holds all of ``seen``, with room for labels at the sides.
function whole(plot, seen) {
  const side = Math.min(70, plot.clientWidth * 0.1), high = 30;
  const [x1, x2] = [Math.min(...seen.map((n) => n.x)), Math.max(...seen.map((n) => n.x))];
  const [y1, y2] = [Math.min(...seen.map((n) => n.y)), Math.max(...seen.map((n) => n.y))];
  const across = Math.max(plot.clientWidth - 2 * side, 60) / Math.max(x2 - x1, 1);
  const down = Math.max(plot.clientHeight - 2 * high, 60) / Math.max(y2 - y1, 1);
  return { position: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, scale: Math.min(across, down, 1.15) };
}

// What the map lies on: white, or nearly black in the dark theme, so that each colour of a type is seen.
function ground(css) {
  const [r, g, b] = (css("--st-background-color").match(/[0-9a-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((two) => parseInt(two, 16));
  return r + g + b < 3 * 128 ? "#0e1117" : "#ffffff";
}

const VIS_SHAPES = { circle: "dot" };

function groupsOf(legend, colours) {
  const style = ({ colour, shape, hollow }) => ({
    shape: VIS_SHAPES[shape] ?? shape,
    color: hollow ? { background: colours.page, border: colour } : { background: colour, border: colours.page },
  });
  return Object.fromEntries(legend.map((mark) => [mark.group, style(mark)]));
}

// The shown organization within reach of a click, so that a small circle is no small target.
function nearest(nodes, shown, radius, { x, y }, reach) {
  let found = null, best = reach;
  nodes.forEach((n, i) => {
    const gap = Math.hypot(n.x - x, n.y - y) - radius[i];
    if (shown[i] && gap < best) [found, best] = [i, gap];
  });
  return found;
}

function circle(pen, { x, y }, r, colour, width) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function halo(pen, { x, y }, r, colour) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.globalAlpha = 0.22;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
}

function markTie(pen, edge, nodes, colours, scale) {
  if (!edge.gap && edge.family !== "tension") return;
  const a = nodes[edge.from], b = nodes[edge.to];
  const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
  if (edge.family === "tension") {
    for (const side of [-1, 1]) {
      const ox = (-dy / far) * side * 2.2, oy = (dx / far) * side * 2.2;
      stroke(pen, a.x + ox, a.y + oy, b.x + ox, b.y + oy, colours.text, 1);
    }
    return;
  }
  const half = Math.max(4, 4 / scale), { x: mx, y: my } = middle(a, b);
  const ux = (dx / far) * half, uy = (dy / far) * half;
  stroke(pen, mx - ux, my - uy, mx + ux, my + uy, colours.page, edge.width + 3);
}

// The more lines there are, the fainter each, so that the circles are seen.
const clearness = (ties) => (ties <= 500 ? 0.85 : ties <= 1500 ? 0.45 : 0.2);

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

// A gap is drawn after the circles, so it is left out where it would cut into one.
const isClear = ({ x, y }, nodes) => nodes.every((n) => Math.hypot(n.x - x, n.y - y) > Math.max(n.size, n.bridge) + 8);

function stroke(pen, x1, y1, x2, y2, colour, width) {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

// Labels keep one size on the screen. The most connected come first. A label stands over no circle and no other label: it
// is tried all around its own circle and else left to hovering. The first few are tried further away too, with a line.
const FIRST = 12;
const FAR = [16, 32, 50, 70, 92, 116, 142, 170]; // pixels from the circle
const ANGLES = Array.from({ length: 16 }, (_, k) => (k * Math.PI) / 8);
function labelPlacer(root, nodes, names, radius, order, shown, colours) {
  const size = () => parseFloat(getComputedStyle(root).fontSize) * 0.8;
  let placed = [], at = null, widths = new Map();
  const short = (text) => ([...text].length > 34 ? [...text].slice(0, 33).join("") + "…" : text);
  function place(pen, scale, centre) {
    const px = size(), cell = 64, grid = new Map(), boxes = [];
    const near = (box, act) => {
      for (let gx = Math.floor(box.x1 / cell); gx <= Math.floor(box.x2 / cell); gx++)
        for (let gy = Math.floor(box.y1 / cell); gy <= Math.floor(box.y2 / cell); gy++) if (act(`${gx} ${gy}`)) return true;
      return false;
    };
    const put = (box) => near(box, (key) => { (grid.get(key) ?? grid.set(key, []).get(key)).push(box); return false; });
    const hits = (box, own) => near(box, (key) => (grid.get(key) ?? []).some((o) => o.owner !== own && meet(box, o)));
    const screen = (i) => ({ x: nodes[i].x * scale, y: nodes[i].y * scale, r: radius[i] * scale });
    const seen = order.filter((i) => shown[i]), view = inView(root, scale, centre);
    const reach = (view.x2 - view.x1) / 6;
    put({ ...underButtons(root, view), owner: -1 });
    for (const i of seen) {
      const { x, y, r } = screen(i);
      put({ x1: x - r, x2: x + r, y1: y - r, y2: y + r, owner: i });
    }
    for (const [rank, i] of seen.slice(0, 400).entries()) {
      const { x, y, r } = screen(i), text = short(names[i]);
      const w = widths.get(text + px) ?? widths.set(text + px, pen.measureText(text).width).get(text + px);
      const middle = [x - w / 2, y - px / 2], out = r + 6, slant = r * 0.7 + 4;
      const spots = [
        [x + out, middle[1]], [middle[0], y + out], [x - out - w, middle[1]], [middle[0], y - out - px],
        [x + slant, y + slant], [x + slant, y - slant - px], [x - slant - w, y + slant], [x - slant - w, y - slant - px],
      ];
      const boxOf = ([left, top]) => ({ x1: left - 2, x2: left + w + 2, y1: top - 1, y2: top + px + 2, owner: i });
      const fits = (box) => !hits(box, i) && (!within({ x1: x, x2: x, y1: y, y2: y }, view) || within(box, view));
      const further = FAR.filter((far) => far < reach).flatMap((far) => ANGLES.map((angle) =>
        [x + Math.cos(angle) * (r + far + w / 2) - w / 2, y + Math.sin(angle) * (r + far + px / 2) - px / 2]));
      const close = spots.map(boxOf).find(fits), box = close ?? (rank < FIRST ? further.map(boxOf).find(fits) : undefined);
      if (!box) continue;
      put(box);
      boxes.push({ i, text, left: box.x1 + 2, top: box.y1 + 1, w, px, far: !close });
    }
    return boxes;
  }
  const write = (pen, { text, left, top, px }, scale, weight) => {
    pen.font = `${weight} ${px / scale}px ${getComputedStyle(root).fontFamily}`;
    pen.textAlign = "left";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5 / scale;
    pen.strokeStyle = colours.page;
    pen.strokeText(text, left / scale, top / scale);
    pen.fillStyle = colours.text;
    pen.fillText(text, left / scale, top / scale);
  };
  const lead = (pen, { i, left, top, w, px }, scale) => {
    const x = nodes[i].x * scale, y = nodes[i].y * scale;
    const toX = Math.max(left, Math.min(x, left + w)), toY = Math.max(top, Math.min(y, top + px));
    const far = Math.hypot(toX - x, toY - y) || 1, start = (radius[i] * scale) / far;
    pen.globalAlpha = 0.6;
    stroke(pen, (x + (toX - x) * start) / scale, (y + (toY - y) * start) / scale, toX / scale, toY / scale, colours.text, 1 / scale);
    pen.globalAlpha = 1;
  };
  return {
    forget() { at = null; },
    placed: () => placed,
    draw(pen, scale, centre, asked) {
      if (at !== scale) {
        pen.save();
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.font = `400 ${size()}px ${getComputedStyle(root).fontFamily}`;
        placed = place(pen, scale, centre);
        pen.restore();
        at = scale;
      }
      const bold = new Set(asked.filter((i) => i != null && shown[i]));
      for (const box of placed) if (box.far) lead(pen, box, scale);
      for (const box of placed) if (!bold.has(box.i)) write(pen, box, scale, 400);
      const px = size(), view = inView(root, scale, centre);
      for (const i of bold) {
        const own = placed.find((box) => box.i === i);
        const { left, top } = own ?? { left: (nodes[i].x + radius[i]) * scale + 3, top: nodes[i].y * scale - px / 2 };
        pen.font = `700 ${px / scale}px ${getComputedStyle(root).fontFamily}`;
        const w = pen.measureText(names[i]).width * scale;
        write(pen, { text: names[i], left: Math.max(view.x1 + 4, Math.min(left, view.x2 - w)), top, px }, scale, 700);
      }
    },
  };
}

const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

// The length that two stretches have in common.
const common = (a1, a2, b1, b2) => Math.max(0, Math.min(a2, b2) - Math.max(a1, b1));

// What the window shows of the map, in pixels of this zoom.
function inView(root, scale, centre) {
  const { clientWidth, clientHeight } = root.querySelector(".plot");
  const x = centre.x * scale, y = centre.y * scale, w = clientWidth / 2, h = clientHeight / 2;
  return { x1: x - w, x2: x + w, y1: y - h, y2: y + h };
}

// Where the map's own buttons stand, in pixels of this zoom: no label goes under them.
function underButtons(root, view) {
  const frame = root.getBoundingClientRect(), own = root.querySelector(".zoom").getBoundingClientRect();
  return { x1: view.x1 + own.left - frame.left, x2: view.x1 + own.right - frame.left, y1: view.y1 + own.top - frame.top, y2: view.y1 + own.bottom - frame.top };
}

const within = (box, view) => box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;

const tiesInWords = ({ ties }) => (ties == null ? "ties not known" : ties === 1 ? "1 working tie on record" : `${ties} working ties on record`);

function tip(root, node, name, network, data) {
  const box = root.querySelector(".tip"), title = document.createElement("b");
  title.textContent = name;
  const type = data.legend.find((mark) => mark.group === node.group)?.label ?? node.group;
  const does = document.createElement("div");
  does.textContent = node.does ?? "";
  box.replaceChildren(title, document.createTextNode(`${type} · ${tiesInWords(node)}`), does);
  box.hidden = false;
  const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
  const plot = root.querySelector(".plot"), over = y > plot.clientHeight / 2;
  box.style.left = `${Math.max(4, Math.min(x + 12, plot.clientWidth - box.offsetWidth - 4))}px`;
  box.style.top = `${over ? y - box.offsetHeight - 16 : y + 16}px`;
}

// Beside the marks the legend is open from the start; under them it would take too much of the picture.
function openLegendWhereThereIsRoom(root) {
  root.querySelector(".legend").open = root.clientWidth >= 46 * 16;
}

function legend(root, data, key) {
  const rows = data.legend.filter((mark) => !mark.hollow).map((mark) => row(glyph(mark), mark.label));
  const hollow = data.legend.find((mark) => mark.hollow);
  if (hollow) rows.push(row(glyph(hollow), "None of the six types, or not known"));
  rows.push(...key.map(({ sign, label }) => row(SIGNS[sign](), label)));
  root.querySelector(".legend ul").replaceChildren(...rows);
}

function row(picture, text) {
  const item = document.createElement("li"), words = document.createElement("span");
  words.textContent = text;
  item.append(picture, words);
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
