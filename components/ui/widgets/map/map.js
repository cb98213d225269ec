// Draws an inventory's network with vis-network. Positions come from the server; they are drawn out once to the shape of
// the plot, and then stay. The view (view.js) says which organizations and ties are shown. Text is only ever drawn or set
// as text. Beside this file: marks.js draws what vis-network does not, labels.js the names, legend.js the legend.

const LIBRARY = "__VIS_NETWORK__";

function loadLibrary() {
  return (window.atlasVis ??= new Promise((done, failed) => {
    if (window.vis) return done(window.vis);
    const script = document.createElement("script");
    script.src = new URL(`.${LIBRARY}`, window.__streamlit.BACKEND_BASE_URL); // the server may lie below a path
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
  const map = prepare(vis, root, data, entry.view);
  const { network, stop } = map;
  root.querySelector(".vis-network").tabIndex = -1; // the map itself takes the focus
  root.setAttribute("aria-label", data.description);
  map.labels = labelPlacer(map);
  drawBesideTheLibrary(map);
  followPointer(map, pick);
  followKeys(map, pick);
  followButtons(map);
  followSize(map);
  const themed = followTheme(map);
  entry.show = (view) => show(map, view);
  // What a test, or a person's script, can ask of the picture.
  entry.look = () => ({ labels: map.labels.placed(), points: map.nodes.map((_, i) => pointOnScreen(map, i)) });
  entry.onScreen = (box) => boxOnScreen(map, box);
  const forget = () => ["show", "look", "onScreen"].forEach((name) => delete entry[name]);
  return { destroy() { stop.abort(); themed.disconnect(); network.destroy(); forget(); } };
}

// Everything that is known of one map on the page. Where it is known already what is shown, the drawing library is told
// from the start: each later change costs it as much as the first picture.
function prepare(vis, root, data, view) {
  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const colours = { text: css("--st-text-color"), page: ground(css), line: data.line };
  const isShown = view ? maskOf(view.nodes) : () => false, isTie = view ? maskOf(view.edges) : () => false;
  const sized = (n) => (view?.size === "betweenness" ? n.bridge : n.size);
  const nodes = data.nodes.map(({ label, title, shape, color, ...n }, i) => ({ ...n, size: sized(n), hidden: !isShown(i) }));
  const edges = data.edges.map((e, k) => ({ ...e, hidden: !isTie(k) }));
  for (const e of edges) if (e.family === "tension") e.color = { color: "rgba(0,0,0,0)" };
  const tiesOf = nodes.map(() => []);
  edges.forEach((e, k) => { tiesOf[e.from].push(k); if (e.to !== e.from) tiesOf[e.to].push(k); });
  const map = {
    root, data, css, colours, nodes, edges, tiesOf, plot: root.querySelector(".plot"), stop: new AbortController(),
    names: data.nodes.map((n) => n.label), radius: nodes.map((n) => n.size),
    order: nodes.map((_, i) => i).sort((a, b) => (nodes[b].ties ?? 0) - (nodes[a].ties ?? 0) || a - b),
    shown: nodes.map((n) => !n.hidden), shownTies: edges.map((e) => !e.hidden), isRinged: () => false, size: view?.size,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    view: null, hovered: null, cursor: null, fitted: false, moved: false, stretch: "",
  };
  openLegend(map);
  drawOut(map);
  map.nodeSet = new vis.DataSet(nodes);
  map.edgeSet = new vis.DataSet(edges);
  map.clear = clearness(map.shownTies.filter(Boolean).length);
  const color = { color: colours.line, opacity: map.clear };
  const options = { ...data.options, edges: { ...data.options.edges, color }, autoResize: true, groups: groupsOf(data.legend, colours) };
  map.network = new vis.Network(root.querySelector(".canvas"), { nodes: map.nodeSet, edges: map.edgeSet }, options);
  return map;
}

// Show what the filters leave: what stays keeps its place.
function show(map, view) {
  const { nodes, edges, shown, shownTies, data } = map;
  const isShown = maskOf(view.nodes), isTie = maskOf(view.edges), added = [];
  const isSized = map.size !== view.size;
  for (let i = 0; i < nodes.length; i++) {
    if (!shown[i] && isShown(i)) added.push(i);
    shown[i] = isShown(i);
    map.radius[i] = view.size === "betweenness" ? nodes[i].bridge : data.nodes[i].size;
  }
  for (let k = 0; k < edges.length; k++) shownTies[k] = isTie(k);
  const clear = clearness(shownTies.filter(Boolean).length);
  if (clear !== map.clear) map.network.setOptions({ edges: { color: { color: map.colours.line, opacity: clear } } });
  Object.assign(map, { view, clear, size: view.size });
  map.isRinged = maskOf(view.ring);
  if (map.cursor != null && !shown[map.cursor]) map.cursor = null;
  if (isSized) map.nodeSet.update(nodes.map(({ id }) => ({ id, size: map.radius[id] })));
  tellWhatIsShown(map);
  map.labels.forget();
  writeLegend(map, view.key);
  keepInSight(map, added);
  map.root.querySelector(".empty").hidden = shown.some(Boolean);
  map.network.redraw();
  Object.assign(map.root.dataset, { shown: shown.filter(Boolean).length, ties: shownTies.filter(Boolean).length, ready: "yes" });
}

// Tell the drawing library what is hidden. Its own way, by changed data, works out every option anew, which takes a tenth of
// a second for a thousand organizations. Where it has done so for another reason, it has to be told again.
function tellWhatIsShown({ network, nodes, edges, shown, shownTies }) {
  for (const { id } of nodes) network.body.nodes[id].options.hidden = !shown[id];
  for (const { id } of edges) network.body.edges[id].options.hidden = !shownTies[id];
  network.body.emitter.emit("_dataUpdated");
}

// The first picture holds everything. Later a wider filter may bring in what lies outside of it; a narrower one moves nothing.
function keepInSight(map, added) {
  const isOutside = (i) => {
    const { x, y } = map.network.canvasToDOM(map.nodes[i]);
    return x <= 0 || y <= 0 || x >= map.plot.clientWidth || y >= map.plot.clientHeight;
  };
  if (!map.fitted) fit(map, false);
  else if (!map.moved && added.some(isOutside)) fit(map, true);
  map.fitted = true;
}

function fit(map, gently) {
  const seen = map.nodes.filter((_, i) => map.shown[i]);
  if (seen.length) map.network.moveTo({ ...whole(map.plot, seen), animation: gently && motion(map) });
}

const motion = (map) => (map.still ? false : { duration: 200, easingFunction: "easeInOutQuad" });

function extent(points) {
  const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
  const [x1, x2, y1, y2] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, w: Math.max(x2 - x1, 1), h: Math.max(y2 - y1, 1) };
}

// How much of the plot the middles of marks may fill, with room for labels at its sides.
function roomIn({ clientWidth, clientHeight }) {
  const side = Math.min(80, clientWidth * 0.11), high = Math.min(36, clientHeight * 0.09);
  return { w: Math.max(clientWidth - 2 * side, 60), h: Math.max(clientHeight - 2 * high, 60) };
}

// The view that holds all of ``seen``.
function whole(plot, seen) {
  const { x, y, w, h } = extent(seen), room = roomIn(plot);
  return { position: { x, y }, scale: Math.min(room.w / w, room.h / h, 1.15) };
}

// Draw the network out to the shape of the plot. This only moves marks further apart, so that none meet.
const FARTHEST = 2.4;
function drawOut(map) {
  const { w, h } = extent(map.data.nodes), room = roomIn(map.plot);
  const shape = room.w / room.h / (w / h), limit = (stretch) => Math.min(Math.max(stretch, 1), FARTHEST);
  const across = limit(shape), down = limit(1 / shape), stretch = `${across.toFixed(2)} ${down.toFixed(2)}`;
  if (stretch === map.stretch || !map.nodes.length) return;
  map.stretch = stretch;
  map.data.nodes.forEach(({ x, y }, i) => Object.assign(map.nodes[i], { x: x * across, y: y * down }));
  for (const e of map.edges) if (e.gap) e.isClear = isClear(middle(map.nodes[e.from], map.nodes[e.to]), map.nodes);
  if (!map.nodeSet) return;
  map.nodeSet.update(map.nodes.map(({ id, x, y }) => ({ id, x, y })));
  tellWhatIsShown(map);
}

const listen = (map, target, event, act) => target.addEventListener(event, act, { signal: map.stop.signal });

function followPointer(map, pick) {
  const { network, nodes, root } = map, tip = root.querySelector(".tip");
  network.on("click", ({ nodes: [i], pointer }) => {
    const near = i ?? nearest(map, pointer.canvas, 12 / network.getScale());
    tip.hidden = true;
    if (near != null) pick(near);
  });
  network.on("hoverNode", ({ node }) => { map.hovered = node; showTip(map, node); network.redraw(); });
  network.on("blurNode", () => { map.hovered = null; tip.hidden = true; network.redraw(); });
  for (const event of ["dragEnd", "zoom"]) network.on(event, () => { map.moved = true; });
  listen(map, root, "focusin", () => network.setOptions({ interaction: { zoomView: true } }));
  listen(map, root, "focusout", () => network.setOptions({ interaction: { zoomView: false } }));
}

// The shown organization within reach of a click, so that a small circle is no small target.
function nearest(map, { x, y }, reach) {
  let found = null, best = reach;
  map.nodes.forEach((n, i) => {
    const gap = Math.hypot(n.x - x, n.y - y) - map.radius[i];
    if (map.shown[i] && gap < best) [found, best] = [i, gap];
  });
  return found;
}

function followKeys(map, pick) {
  listen(map, map.root, "keydown", (event) => {
    if (event.target !== map.root) return;
    const seen = map.order.filter((i) => map.shown[i]);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && seen.length) {
      const at = seen.indexOf(map.cursor);
      map.cursor = seen[(at + step + (at < 0 && step < 0 ? 1 : 0) + seen.length) % seen.length];
      const said = `${map.names[map.cursor]}, ${tiesInWords(map.nodes[map.cursor])}. Enter opens its card.`;
      map.root.querySelector(".said").textContent = said;
    } else if (event.key === "Enter" && map.cursor != null) pick(map.cursor);
    else if (event.key === "Escape") map.cursor = null;
    else return;
    event.preventDefault();
    map.network.redraw();
  });
}

function followButtons(map) {
  listen(map, map.root.querySelector(".zoom"), "click", ({ target }) => {
    const by = { in: 1.35, out: 1 / 1.35 }[target.dataset.zoom];
    if (!target.dataset.zoom) return;
    map.moved = target.dataset.zoom !== "all";
    if (by) map.network.moveTo({ scale: map.network.getScale() * by, animation: motion(map) });
    else fit(map, true);
  });
}

// The drawing library centres anew after it has told of a new size, so the whole is fitted a moment later.
function followSize(map) {
  map.network.on("resize", () => {
    map.labels.forget();
    openLegend(map);
    requestAnimationFrame(() => {
      if (!map.fitted || map.moved || map.stop.signal.aborted) return;
      drawOut(map);
      fit(map, false);
    });
  });
}

function followTheme(map) {
  const themed = new MutationObserver(() => {
    const page = ground(map.css);
    if (page === map.colours.page) return;
    Object.assign(map.colours, { page, text: map.css("--st-text-color") });
    map.network.setOptions({ groups: groupsOf(map.data.legend, map.colours) });
    tellWhatIsShown(map);
  });
  themed.observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["style", "class"] });
  return themed;
}

function pointOnScreen(map, i) {
  const { network, nodes, names, shown, radius } = map;
  return { ...network.canvasToDOM(nodes[i]), name: names[i], shown: shown[i], radius: radius[i] * network.getScale() };
}

function boxOnScreen({ network }, { left, top, w, h }) {
  const scale = network.getScale(), { x, y } = network.canvasToDOM({ x: left / scale, y: top / scale });
  return { x1: x, x2: x + w, y1: y, y2: y + h };
}

const tiesInWords = ({ ties }) => (ties == null ? "ties not known" : ties === 1 ? "1 working tie on record" : `${ties} working ties on record`);

function showTip({ root, nodes, names, network, data, plot }, i) {
  const box = root.querySelector(".tip"), title = document.createElement("b"), does = document.createElement("div");
  title.textContent = names[i];
  does.textContent = nodes[i].does ?? "";
  const type = data.legend.find((mark) => mark.group === nodes[i].group)?.label ?? nodes[i].group;
  box.replaceChildren(title, document.createTextNode(`${type} · ${tiesInWords(nodes[i])}`), does);
  box.hidden = false;
  const { x, y } = network.canvasToDOM(nodes[i]), isLow = y > plot.clientHeight / 2;
  box.style.left = `${Math.max(4, Math.min(x + 12, plot.clientWidth - box.offsetWidth - 4))}px`;
  box.style.top = `${isLow ? y - box.offsetHeight - 16 : y + 16}px`;
}
