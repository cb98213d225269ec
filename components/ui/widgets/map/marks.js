// What vis-network does not draw: rings, gaps, tensions, and the veil that fades whoever is not chosen or a neighbour.

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

function drawBesideTheLibrary(map) {
  const { network, nodes, edges, colours } = map;
  network.on("beforeDrawing", (pen) => {
    const marked = [map.view?.selected, map.cursor].filter((i) => i != null && map.shown[i]);
    for (const i of marked) halo(pen, nodes[i], map.radius[i] + 9, colours.text);
  });
  network.on("afterDrawing", (pen) => {
    for (let k = 0; k < edges.length; k++) if (map.shownTies[k]) markTie(pen, map, edges[k]);
    for (let i = 0; i < nodes.length; i++) if (map.shown[i] && map.isRinged(i)) ring(pen, map, i);
    const chosen = map.view?.selected;
    if (chosen != null && map.shown[chosen]) {
      veil(pen, map);
      bringForward(pen, map, chosen);
    }
    if (map.hovered != null && map.shown[map.hovered]) bringForward(pen, map, map.hovered);
    map.labels.draw(pen);
  });
}

// The organizations that have a shown tie with this one.
function neighbours({ tiesOf, edges, shown, shownTies }, i) {
  const found = new Set();
  for (const k of tiesOf[i]) if (shownTies[k]) found.add(edges[k].from === i ? edges[k].to : edges[k].from);
  return [...found].filter((j) => shown[j]);
}

// Fade all that is drawn so far.
function veil(pen, { network, plot, colours }) {
  const scale = network.getScale(), { x, y } = network.getViewPosition();
  const w = plot.clientWidth / scale, h = plot.clientHeight / scale;
  pen.globalAlpha = 0.86;
  pen.fillStyle = colours.page;
  pen.fillRect(x - w, y - h, 2 * w, 2 * h);
  pen.globalAlpha = 1;
}

// Draw an organization, its ties and its neighbours above the rest.
function bringForward(pen, map, i) {
  const { network, nodes, edges, tiesOf, shownTies, colours, radius } = map;
  const ties = tiesOf[i].filter((k) => shownTies[k] && edges[k].family !== "tension");
  for (const k of ties) {
    const { from, to, width, dashes } = edges[k];
    pen.setLineDash(dashes ?? []);
    stroke(pen, nodes[from].x, nodes[from].y, nodes[to].x, nodes[to].y, colours.line, width);
  }
  pen.setLineDash([]);
  for (const k of tiesOf[i]) if (shownTies[k]) markTie(pen, map, edges[k]);
  if (map.view?.selected === i) halo(pen, nodes[i], radius[i] + 9, colours.text);
  for (const j of [...neighbours(map, i), i]) {
    network.body.nodes[j].draw(pen);
    if (map.isRinged(j)) ring(pen, map, j);
  }
}

function ring(pen, { nodes, radius, colours }, i) {
  pen.beginPath();
  pen.arc(nodes[i].x, nodes[i].y, radius[i] + 4, 0, 2 * Math.PI);
  pen.strokeStyle = colours.text;
  pen.lineWidth = 2.5;
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

// A tension is two thin lines beside each other; a tie whose sides disagree has a gap in its middle.
function markTie(pen, { nodes, radius, colours, network }, edge) {
  if (!edge.gap && edge.family !== "tension") return;
  const a = nodes[edge.from], b = nodes[edge.to];
  const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, ux = (b.x - a.x) / far, uy = (b.y - a.y) / far;
  if (edge.family === "tension") {
    const start = radius[edge.from], end = far - radius[edge.to];
    for (const side of [-2.2, 2.2]) {
      const x = a.x - uy * side, y = a.y + ux * side;
      stroke(pen, x + ux * start, y + uy * start, x + ux * end, y + uy * end, colours.text, 1);
    }
  } else if (edge.isClear) {
    const half = Math.max(4, 4 / network.getScale()), { x, y } = middle(a, b);
    stroke(pen, x - ux * half, y - uy * half, x + ux * half, y + uy * half, colours.page, edge.width + 3);
  }
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
