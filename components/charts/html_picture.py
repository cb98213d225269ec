"""Plotly figures drawn as plain HTML, for pages that are to be seen at once: Plotly's own script takes a second.

It draws what the pictures of the overview are made of: bars, marks, lines, texts, rules, a scale above the plot and a
key below it. Nothing in such a picture can be zoomed or chosen; what Plotly shows on hover is shown as a tooltip.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from components.charts.figure import SIZE, Content, Trace, title_height
from components.charts.palette import LINE

_OUTLINES = {  # what each of Plotly's symbols looks like as the style of a square of its size
    "circle": "border-radius:50%;background:{colour}",
    "circle-open": "border-radius:50%;border:{line}px solid {colour}",
    "diamond": "transform:rotate(45deg) scale(.75);background:{colour}",
    "diamond-open": "transform:rotate(45deg) scale(.75);border:{line}px solid {colour}",
    "square-open": "border:{line}px solid {colour}",
    "triangle-up": "background:{colour};clip-path:polygon(50% 0,100% 100%,0 100%)",
    "triangle-down-open": "background:{colour};"
    "clip-path:polygon(evenodd,0 0,100% 0,50% 100%,0 0,24% 14%,50% 68%,76% 14%,24% 14%)",
    "line-ns": "background:{colour};clip-path:inset(0 calc(50% - 1px))",
}
_HATCHING = f"background-image:repeating-linear-gradient(135deg,{LINE} 0 1px,transparent 1px 6px)"
_SHIFTS = {"left": "0", "center": "-50%", "right": "-100%", "top": "0", "middle": "-50%", "bottom": "-100%"}


class _Plot(NamedTuple):
    """The plot of a figure: its place in pixels, and how its axes count."""

    layout: Content
    left: float
    right: float
    top: float
    height: float

    def axis(self, name: str) -> Any:
        """Give a horizontal axis by its short name: ``x``, ``x2``; where the figure has none, one without labels."""
        return self.layout.get(f"xaxis{name[1:]}", {})

    def percent(self, x: float, axis: str | None) -> float:
        """Convert a place on a horizontal axis (``paper``: a share of the plot) to percent of the plot's width."""
        if axis == "paper":
            return 100 * x
        scale = self.axis(axis or "x")
        (begin, end), (low, high) = scale.get("domain", (0, 1)), scale["range"]
        return float(100 * (begin + (end - begin) * (x - low) / (high - low)))

    def pixels(self, y: float, axis: str | None = None) -> float:
        """Convert a place on the vertical axis, which counts pixels from above, to pixels below the plot's top."""
        return self.height * (1 - y) if axis == "paper" else y


def draw_as_html(content: Content) -> str:
    """Draw a figure of this room as HTML, and give it, with its description for those who can't see it.

    ``content``: the figure as a dictionary, as its ``to_dict`` gives. Its vertical axis counts pixels from the top of
    the plot down. ``layout.meta``: ``alt``, the description; ``beside``, pixels for labels at the left.
    """
    layout, traces = content["layout"], content["data"]
    meta, margin, size = layout["meta"], layout["margin"], layout["font"]["size"]
    above = margin["t"] - title_height(layout["title"]["text"], size / SIZE)
    plot = _Plot(layout, meta.get("beside", 0), margin["r"], above, layout["height"] - margin["t"] - margin["b"])
    inside = "".join([*_draw_rules(plot), *_draw_scales(plot), *_draw_traces(plot, traces), *_draw_texts(plot)])
    place = f"left:{plot.left:g}px;right:{plot.right:g}px;top:{plot.top:g}px;height:{plot.height:g}px"
    colours = f"color:{layout['font'].get('color', 'inherit')};background:{layout.get('paper_bgcolor', 'none')}"
    height = plot.top + plot.height + margin["b"]
    sizes = f"height:{height:g}px;min-width:{meta.get('least_width', 0)}px;font-size:{size:g}px"
    described = f'role="img" aria-label="{html.escape(meta["alt"])}"'
    return (
        f'<div style="{colours}">{draw_title_as_html(content)}'
        f'<div {described} tabindex="0" style="overflow-x:auto;scrollbar-width:auto">'
        f'<div style="position:relative;line-height:1.25;{sizes}">'
        f'<div style="position:absolute;{place}">{inside}</div>{_draw_key(content)}</div></div></div>'
    )


def draw_title_as_html(content: Content) -> str:
    """Draw the title of a figure as HTML, on as many lines as it then needs, and give it."""
    title = content["layout"]["title"]
    style = f"font-family:'Source Serif',serif;font-size:{title['font']['size']:g}px;line-height:1.35"
    return f'<div style="{style}">{title["text"].replace("<br>", " ")}</div>'


def _draw_box(style: str, inside: str = "", hover: str = "") -> str:
    title = f' title="{_write_tooltip(hover)}"' if hover else ""
    return f'<div style="position:absolute;box-sizing:border-box;{style}"{title}>{inside}</div>'


def _write_tooltip(hover: str) -> str:
    """Write a hover text, which is HTML for Plotly, on lines of its own, and give it."""
    text = re.sub(r"<br>", "\n", hover)
    return re.sub(r"</?b>", "", text).replace('"', "&quot;")


def _draw_text(left: float, top: float, text: str, size: float, anchors: tuple[str, str], *, more: str = "") -> str:
    """Draw a text beside a place. ``anchors`` says which of its sides lie there, across and down;
    ``more`` is further style."""
    across, down = anchors
    style = f"left:{left:g}%;top:{top:g}px;transform:translate({_SHIFTS[across]},{_SHIFTS[down]});white-space:nowrap"
    return _draw_box(f"{style};font-size:{size:g}px;text-align:{across}{more}", text)


def _draw_rules(plot: _Plot) -> Iterator[str]:
    for rule in plot.layout.get("shapes", ()):
        line = f"border-top:1px solid {rule['line']['color']}"
        yield _draw_box(f"left:0;right:0;top:{plot.pixels(rule['y0']):g}px;{line}")


def _draw_texts(plot: _Plot) -> Iterator[str]:
    for one in plot.layout.get("annotations", ()):
        left, top = plot.percent(one["x"], one["xref"]), plot.pixels(one["y"], one["yref"]) - one.get("yshift", 0)
        anchors = (one["xanchor"], one.get("yanchor", "middle"))
        yield _draw_text(left, top, one["text"], one["font"]["size"], anchors)


def _draw_scales(plot: _Plot) -> Iterator[str]:
    """Draw the labels of the scales above the plot with their lines, and the names of rows at its left."""
    for name in ("x", "x2"):
        axis = plot.axis(name)
        for value, label in _ticks(axis):
            left = plot.percent(value, name)
            if "gridcolor" in axis:
                yield _draw_box(f"left:{left:g}%;top:0;bottom:0;border-left:1px solid {axis['gridcolor']}")
            yield _draw_text(left, -3, label, axis["tickfont"]["size"], ("center", "bottom"))
    rows = plot.layout["yaxis"]
    for value, label in _ticks(rows):
        yield _draw_text(0, value, label, rows["tickfont"]["size"], ("right", "middle"), more=";padding-right:8px")


def _ticks(axis: Content) -> Iterator[tuple[float, str]]:
    return zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True)


def _draw_traces(plot: _Plot, traces: Sequence[Trace]) -> Iterator[str]:
    for trace in traces:
        if trace["type"] == "bar":
            yield from _draw_bars(plot, trace)
        else:
            yield from _draw_lines(plot, trace)
            yield from _draw_marks(plot, trace)


def _draw_bars(plot: _Plot, trace: Trace) -> Iterator[str]:
    axis, width = trace.get("xaxis"), trace["width"]
    count = len(trace["y"])
    begins, hovers = trace.get("base", [0] * count), trace.get("hovertext", [""] * count)
    rows = zip(trace["x"], trace["y"], begins, hovers, strict=True)
    for place, (x, y, begin, hover) in enumerate(rows):
        if x is None or begin is None:
            continue
        if trace.get("orientation") == "h":
            left, right = plot.percent(begin, axis), plot.percent(begin + x, axis)
            top, height = plot.pixels(y) - width / 2, width
        else:
            left, right = plot.percent(x - width / 2, axis), plot.percent(x + width / 2, axis)
            top, height = plot.pixels(begin), y
        box = f"left:{left:g}%;width:{right - left:g}%;top:{top:g}px;height:{height:g}px"
        yield _draw_box(f"{box};{_style_bar(trace['marker'], place)}", hover=hover)


def _style_bar(marker: Content, place: int) -> str:
    """Give the style of a bar's filling: its colour and outline, or hatching."""
    is_hatched = bool(_one_of(marker.get("pattern", {}).get("shape"), place))
    line = marker.get("line", {})
    outline = f";border:1px solid {line['color']}" if line.get("width") else ""
    return (_HATCHING if is_hatched else f"background:{_one_of(marker['color'], place)}") + outline


def _one_of(option: Any, place: int) -> Any:
    """Give what an option of a trace is for the mark at a place: some have one value for all."""
    return option[place] if isinstance(option, list) else option


def _draw_lines(plot: _Plot, trace: Trace) -> Iterator[str]:
    """Draw the level lines of a trace: a line ends where a place is missing."""
    if "lines" not in trace["mode"]:
        return
    axis, line = trace.get("xaxis"), trace["line"]
    for (begin, y), (end, after) in pairwise(zip(trace["x"], trace["y"], strict=True)):
        if y is not None and after is not None:
            left, right = plot.percent(begin, axis), plot.percent(end, axis)
            top = plot.pixels(y) - line["width"] / 2
            border = f"border-top:{line['width']:g}px solid {line['color']}"
            yield _draw_box(f"left:{left:g}%;width:{right - left:g}%;top:{top:g}px;{border}")


def _draw_marks(plot: _Plot, trace: Trace) -> Iterator[str]:
    marker, size = trace["marker"], trace["marker"]["size"]
    hovers = trace.get("hovertext", [""] * len(trace["x"]))
    for place, (x, y, hover) in enumerate(zip(trace["x"], trace["y"], hovers, strict=True)):
        if x is None or y is None:
            continue
        left, top = plot.percent(x, trace.get("xaxis")), plot.pixels(y)
        around = f"left:calc({left:g}% - {size / 2:g}px);top:{top - size / 2:g}px"
        yield _draw_box(f"{around};{_style_mark(marker, place)}", hover=hover)
        if "text" in trace["mode"]:
            is_above = trace["textposition"] == "top center"
            beside, anchor = (-size / 2 - 2, "bottom") if is_above else (size / 2, "top")
            yield _draw_text(left, top + beside, trace["text"][place], trace["textfont"]["size"], ("center", anchor))


def _style_mark(marker: Content, place: int = 0) -> str:
    """Give the style of a mark: its size, shape and colour."""
    symbol, size, line = _one_of(marker["symbol"], place), marker["size"], marker["line"]
    colour = line["color"] if symbol == "line-ns" else marker["color"]
    shape = _OUTLINES[symbol].format(colour=colour, line=f"{line['width']:g}")
    return f"box-sizing:border-box;width:{size:g}px;height:{size:g}px;{shape}"


def _draw_key(content: Content) -> str:
    """Draw the key to the marks under the plot."""
    if not content["layout"]["showlegend"]:
        return ""
    size = content["layout"]["legend"]["font"]["size"]
    entries = [
        f'<span style="display:inline-flex;align-items:center;gap:6px"><span style="{_style_key_mark(trace)}"></span>'
        f"{html.escape(trace['name'])}</span>"
        for trace in content["data"]
        if trace.get("showlegend")
    ]
    place = f"position:absolute;bottom:0;display:flex;flex-wrap:wrap;gap:2px 16px;font-size:{size:g}px"
    return f'<div style="{place}">{"".join(entries)}</div>'


def _style_key_mark(trace: Trace) -> str:
    if trace["type"] == "bar":
        return f"width:14px;height:14px;{_HATCHING}"
    return _style_mark(trace["marker"])
