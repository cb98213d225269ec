"""The network map as a still picture of HTML, seen as soon as the page is: the live map's script takes long to load.

Each mark is a link to its organization. Marks stand at shares of the plot's width and height, so that one picture fits
every window. Names are placed for several widths of the plot, and the browser shows those of the widest that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, cos, hypot, pi, sin
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from components.charts.map_labels import FIRST, SPOTS, Label, Scene, Spot, place_labels
from components.charts.network_map import Payload, Shown

# Least widths of the plot for which names are placed, and its heights, in pixels where text has its usual size.
_WIDTHS = (280, 352, 480, 640, 800)
_WIDE = 480  # from this width on the plot is higher, and the legend open
_LOW, _HIGH = 432, 576
_USUAL = 640  # the width at a desk, for which the map is drawn out and lines have their width
_SIDE, _EDGE = 0.11, 0.0625  # shares of the plot left free beside the outermost marks, for names
_FARTHEST, _LARGEST = 2.4, 1.15  # how far a map is drawn out to the shape of the plot; how large marks become
_PIXEL = 1 / 16  # rem
_GAP = 14  # pixels around a circle that no other comes into (``map_positions.GAP``): half of them take a click, too
_CLEAR_OF_LEAD = 2  # pixels between the line that leads to a name and either end of it; still_map.css says so too
_GRID = 2000  # the lines' coordinates run from 0 to this

_READ_AS_THEY_ARE = " '/:;,=.(){}-"  # signs of a picture in an address; all others are escaped

_CSS = (Path(__file__).parent / "still_map.css").read_text("utf-8")
_SHAPES = {
    "circle": "none",
    "square": "none",
    "diamond": "polygon(50% 0,100% 50%,50% 100%,0 50%)",
    "triangle": "polygon(50% 0,100% 100%,0 100%)",
    "triangleDown": "polygon(0 0,100% 0,50% 100%)",
    "hexagon": "polygon(100% 50%,75% 93%,25% 93%,0 50%,25% 7%,75% 7%)",
}
_STAR = [(0.5 + r * sin(k * pi / 5), 0.5 - r * cos(k * pi / 5)) for k, r in enumerate((0.53, 0.22) * 5)]
_SHAPES["star"] = f"polygon({','.join(f'{100 * x:.0f}% {100 * y:.0f}%' for x, y in _STAR)})"


@dataclass(frozen=True)
class _Plan:
    """Where marks stand, as shares of the plot's width and height, and how large they are at each width."""

    shares: npt.NDArray[np.float64]
    per_unit: tuple[float, float]
    """How much of the plot's width and height one pixel of the map's own takes."""

    def zoom(self, width: float) -> float:
        """Work out how large marks are at a width of the plot, so that none meet: 1 is the map's own size."""
        return float(min(width * self.per_unit[0], _height(width) * self.per_unit[1], _LARGEST))


def _height(width: float) -> float:
    return _HIGH if width >= _WIDE else _LOW


def draw_still_map(
    payload: Payload,
    shown: Shown,
    *,
    description: str,
    links: Sequence[str],
    key: Mapping[str, str],
    letters: float = 13,
) -> str:
    """Draw what is shown of a map as HTML, and give it.

    ``payload``: as ``map_payload`` gives. ``description``: for those who can't see it. ``links``: the address of each
    organization. ``key``: what the marks besides the types mean, by their signs. ``letters``: the size of names, in
    pixels where text has its usual size.
    """
    plan = _draw_out(payload["nodes"])
    seen = [row for row in _by_ties(payload["nodes"]) if shown.nodes[row]]
    names = _place_names(payload["nodes"], plan, seen, letters)
    # Only the first is in the order of Tab: from there arrow keys lead to the others.
    marks = "".join(_draw_mark(payload, plan, row, shown, links[row], names.get(row, "")) for row in seen)
    marks = marks.replace(' tabindex="-1"', "", 1)
    lines = _draw_lines(payload, plan, shown)
    legend = _draw_legend(payload["legend"], [payload["nodes"][row]["group"] for row in seen], key)
    return (
        f"<style>{_CSS}{_rules(plan, payload['legend'], letters)}{_spot_rules(names.values())}</style>"
        f'<div class="still-map"><div class="plot" role="group" aria-label="{escape(description)}">{lines}{marks}</div>'
        f'<div class="legend if-wide"><b>Legend</b>{legend}</div>'
        f'<details class="legend if-narrow"><summary>Legend</summary>{legend}</details></div>'
    )


def _by_ties(nodes: Sequence[Mapping[str, Any]]) -> list[int]:
    """List the rows of all organizations, the most connected first."""
    return sorted(range(len(nodes)), key=lambda row: -(nodes[row]["ties"] or 0))


def _draw_out(nodes: Sequence[Mapping[str, Any]]) -> _Plan:
    """Draw the map out to the shape of the plot at a desk. This only moves marks further apart, so that none meet."""
    points = np.array([(node["x"], node["y"]) for node in nodes], dtype=float).reshape(-1, 2)
    if not len(points):
        return _Plan(points, (1.0, 1.0))
    size = np.maximum(np.ptp(points, axis=0), 1)
    margins = np.array([_SIDE, _EDGE])
    room = np.array([_USUAL, _HIGH]) * (1 - 2 * margins)
    stretch = np.clip([room[0] / room[1] * size[1] / size[0], room[1] / room[0] * size[0] / size[1]], 1, _FARTHEST)
    zoom = min(*(room / (size * stretch)), _LARGEST)
    filled = size * stretch * zoom / room * (1 - 2 * margins)  # shares of the whole plot
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    per_unit = filled / size
    return _Plan(0.5 + (points - middle) * per_unit, (float(per_unit[0]), float(per_unit[1])))


def _place_names(nodes: Sequence[Mapping[str, Any]], plan: _Plan, seen: list[int], letters: float) -> dict[int, str]:
    """Place the names at each width, and give the HTML of each organization's: as many as it has places."""
    names = [str(node["label"]) for node in nodes]
    sizes = np.array([node["size"] for node in nodes], dtype=float)
    order = list(range(len(seen)))
    runs: list[tuple[Label, int, int]] = []  # a label, and the first and last of the widths at which it stands
    before: dict[Label, int] = {}
    for place, width in enumerate(_WIDTHS):
        wide, high = width - 2, _height(width)  # within the plot's hairline
        scene = Scene(plan.shares[seen] * [wide, high], sizes[seen] * plan.zoom(width), wide, high, letters)
        placed = place_labels(scene, [names[row] for row in seen], order)
        runs += [(label, first, place - 1) for label, first in before.items() if label not in placed]
        before = {label: before.get(label, place) for label in placed}
    runs += [(label, first, len(_WIDTHS) - 1) for label, first in before.items()]
    drawn: dict[int, str] = {}
    for label, first, last in runs:
        row = seen[label.organization]
        drawn[row] = drawn.get(row, "") + _draw_name(label, first, last)
    return drawn


def _draw_name(label: Label, first: int, last: int) -> str:
    weight = " heavy" if label.organization < FIRST else ""
    lines = "<br>".join(map(escape, label.lines))
    return f'<i aria-hidden="true" class="s{label.spot} from{first} to{last}{weight}">{lines}</i>'


def _draw_mark(payload: Payload, plan: _Plan, row: int, shown: Shown, link: str, name: str) -> str:
    """Draw a mark as a link, with what is said of its organization, and its name at its places."""
    node = payload["nodes"][row]
    kind = _kind(payload["legend"], node["group"])
    x, y = plan.shares[row]
    style = f"--x:{100 * x:.2f}%;--y:{100 * y:.2f}%;--r:{node['size']:g}"
    looks = {"hollow": payload["legend"][kind]["hollow"], "ring": shown.ring[row], "right": x > 0.5, "low": y > 0.5}
    classes = [f"kind{kind}", *(look for look, has_it in looks.items() if has_it)]
    said = [node["label"], f"{payload['legend'][kind]['label']} · {_ties_in_words(node['ties'])}", node.get("does")]
    return (
        f'<a tabindex="-1" href="{escape(link)}" class="{" ".join(classes)}" style="{style}"'
        f' aria-label="{_write_attribute(filter(None, said))}">{name}</a>'
    )


def _write_attribute(lines: Iterable[str]) -> str:
    """Write lines as an attribute. A sign nobody sees stands beside each angle bracket: in front of a browser's own
    reading, Streamlit drops attributes in which markup seems to begin or end."""
    text = "\n".join(" ".join(line.split()) for line in lines)
    return escape(text.replace("<", "<\u2060").replace(">", "\u2060>"))


def _kind(legend: Sequence[Mapping[str, str]], group: str) -> int:
    return next(place for place, mark in enumerate(legend) if mark["group"] == group)


def _ties_in_words(ties: int | None) -> str:
    if ties is None:
        return "ties not known"
    return f"{ties} working tie{'' if ties == 1 else 's'} on record"


def _draw_lines(payload: Payload, plan: _Plan, shown: Shown) -> str:
    """Draw the ties as a picture of their own, under the marks: a path for each width and dash of line."""
    paths: dict[tuple[float, tuple[int, ...]], list[str]] = {}
    grid = np.round(plan.shares * _GRID)
    for edge in payload["edges"]:
        if shown.edges[edge["id"]]:
            style = (edge["width"], tuple(edge.get("dashes", ())))
            a, b = grid[edge["from"]], grid[edge["to"]]
            paths.setdefault(style, []).extend(_strokes(a, b, has_gap="gap" in edge))
    zoom = plan.zoom(_USUAL)
    clear = 0.85 if shown.edges.sum() <= 500 else 0.45 if shown.edges.sum() <= 1500 else 0.2
    drawn = (
        f"<path d='{''.join(strokes)}' style='stroke-width:{_share(width * zoom)}"
        + (f";stroke-dasharray:{' '.join(_share(dash * zoom) for dash in dashes)}" if dashes else "")
        + "'/>"
        for (width, dashes), strokes in paths.items()
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_GRID} {_GRID}' preserveAspectRatio='none'>"
        f"<style>path{{stroke:{payload['line']};fill:none;stroke-opacity:{clear};vector-effect:non-scaling-stroke}}</style>"
        f"{''.join(drawn)}</svg>"
    )
    return f'<img alt="" src="data:image/svg+xml,{quote(svg, safe=_READ_AS_THEY_ARE)}">'


def _share(pixels: float) -> str:
    """Write pixels at the width of a desk as a share of the width."""
    return f"{100 * pixels / _USUAL:.3f}vw"


def _strokes(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], *, has_gap: bool) -> Iterable[str]:
    """Write the line from a to b; where its sides disagree, with a gap in its middle."""
    if not has_gap:
        return [f"M{a[0]:g} {a[1]:g}L{b[0]:g} {b[1]:g}"]
    half = min(0.2, 13 / max(float(np.hypot(*(b - a))), 1))
    before, after = a + (b - a) * (0.5 - half), a + (b - a) * (0.5 + half)
    return [*_strokes(a, np.round(before), has_gap=False), *_strokes(np.round(after), b, has_gap=False)]


def _draw_legend(legend: Sequence[Mapping[str, str]], groups: Sequence[str], key: Mapping[str, str]) -> str:
    """Draw what the colours and shapes mean, each with how many are shown, and then the other marks."""
    counts = [groups.count(mark["group"]) for mark in legend]
    rows = [
        (f"mark kind{place}", mark["label"], count)
        for place, (mark, count) in enumerate(zip(legend, counts, strict=True))
        if count and not mark["hollow"]
    ]
    others = sum(count for mark, count in zip(legend, counts, strict=True) if mark["hollow"])
    if others:
        rows.append(("mark hollow", "None of the six types, or not known", others))
    types = "".join(
        f'<li><i class="{sign}"></i><span>{escape(label)}</span><b>{count:,}</b></li>' for sign, label, count in rows
    )
    signs = "".join(
        f'<li><i class="{sign.replace(" ", "-")}"></i><span>{escape(label)}</span></li>' for sign, label in key.items()
    )
    return f"<ul>{types}</ul><ul>{signs}</ul>"


def _rules(plan: _Plan, legend: Sequence[Mapping[str, str]], letters: float) -> str:
    """Write the rules of style that depend on the map: sizes at each width, kinds, and the spots of names."""
    rules = [f".still-map{{--letters:{letters * _PIXEL:g}rem;--pad:{_GAP / 2}}}.still-map .plot{{height:{_rem(_LOW)}}}"]
    for place, width in enumerate(_WIDTHS):
        zoom = f".still-map .plot{{--zoom:{plan.zoom(width):.3f};height:{_rem(_height(width))}}}"
        rules.append(_when(f"width >= {_rem(width)}", zoom) if place else zoom)
        if place:
            rules.append(_when(f"width < {_rem(width)}", f".still-map .from{place}{{display:none}}"))
            rules.append(_when(f"width >= {_rem(width)}", f".still-map .to{place - 1}{{display:none}}"))
    rules.append(_when(f"width >= {_rem(_WIDE)}", ".still-map .if-narrow{display:none}"))
    rules.append(_when(f"width < {_rem(_WIDE)}", ".still-map .if-wide{display:none}"))
    for place, mark in enumerate(legend):
        corners = ";--round:50%" if mark["shape"] == "circle" else ""
        rules.append(f".kind{place}{{--colour:{mark['colour']};--shape:{_SHAPES[mark['shape']]}{corners}}}")
    return "".join(rules)


def _spot_rules(names: Iterable[str]) -> str:
    """Write the rules of style for the spots at which names stand."""
    used = {int(place) for name in names for place in re.findall(r'class="s(\d+) ', name)}
    rules = []
    for place in sorted(used):
        rules.append(f".still-map .s{place}{{{_spot_style(SPOTS[place])}}}")
        if any(SPOTS[place].lead):
            rules.append(f".still-map .s{place}::before{{{_lead_style(SPOTS[place])}}}")
    return "".join(rules)


def _rem(pixels: float) -> str:
    return f"{pixels * _PIXEL:g}rem"


def _when(condition: str, rule: str) -> str:
    return f"@container ({condition}){{{rule}}}"


def _spot_style(spot: Spot) -> str:
    """Write the style of a name at a spot: from the middle of its mark, which is the middle of the link."""
    (radii, pixels, across), (radii_down, pixels_down, down) = spot.across, spot.down
    left, top = _from_the_middle(radii, pixels), _from_the_middle(radii_down, pixels_down)
    align = {0.0: "left", -1.0: "right"}.get(across, "center")
    return f"left:{left};top:{top};transform:translate({100 * across:g}%,{100 * down:g}%);text-align:{align}"


def _from_the_middle(radii: float, pixels: float) -> str:
    return f"calc(50% + var(--r)*var(--zoom)*{_rem(round(radii, 2))} + {_rem(round(pixels, 2))})"


def _lead_style(spot: Spot) -> str:
    """Write the style of the line that leads to a name: from the side of the name back to the edge of its mark."""
    across, down = spot.lead
    far = _rem(round(hypot(spot.across[1], spot.down[1]) - 2 * _CLEAR_OF_LEAD, 2))
    return f"left:{50 - 50 * across}%;top:{50 - 50 * down}%;width:{far};rotate:{atan2(-down, -across):.3f}rad"
