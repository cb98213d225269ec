"""What all Plotly pictures use: escaped texts, rows measured in pixels, hatching for what is not known."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import LINE, SLATE
from components.inventory.schema import word_labels
from components.inventory.text import without_turns

CLEAR = "rgba(0,0,0,0)"  # no colour at all
MARK = SLATE[3]  # seen on white and on the dark page alike
FAINT = "rgba(107,122,138,0.28)"  # grid lines and rules
BAND = "rgba(107,122,138,0.18)"  # the range that counts as near parity
DARK_TEXT, LIGHT_TEXT = "#0a0d12", "#ffffff"  # each reads on the shades it is written on
SIZE = 13  # of text, in pixels, at a scale of 1
TITLE_LETTERS = 46  # on one line: what a phone can hold
WIDE_TITLE_LETTERS = 96  # on one line of a picture at least 640 pixels wide, which scrolls on a phone
LINE_OF_TICKS = 16  # pixels for each further line of labels
TICKS = 24  # pixels for one line of labels above the plot, with the space around it
_MOST_LINES, _LONGEST_SLANTED = 8, 60  # of a text in a picture, and letters on a slanted line; it goes on as “…”
_SCRIPT_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: object) -> str:
    """Escape a text for Plotly, which reads texts as HTML, and give it on one line: shown letter for letter."""
    return _one_line(text).translate(_SCRIPT_MARKS)


def _one_line(text: object) -> str:
    """Make each run of spaces and line ends one space; non-breaking spaces stay."""
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", without_turns(str(text))).strip()


def wrap_text(text: object, width: int) -> str:
    """Wrap and ``escape`` a text in lines of at most ``width`` letters; a longer word is broken.

    The end of a text that takes more than eight lines is left out.
    """
    lines = textwrap.wrap(_one_line(text), width, max_lines=_MOST_LINES, placeholder="…") or [""]
    return "<br>".join(escape(line) for line in lines)


Content = dict[str, Any]
"""A figure, or a part of one, as a dictionary in Plotly's own words."""
Trace = Content
"""Bars, marks or lines of a figure."""


def make_trace(kind: str, **options: Any) -> Trace:
    """Make a trace of a kind of Plotly's (``bar``, ``scatter``) with its options, and give it."""
    return {"type": kind} | options


@dataclass
class Drawing:
    """A figure in the making, as dictionaries in Plotly's own words.

    Plotly's objects check each value that is set, which takes ten times as long as all else here. A test has Plotly
    check each picture instead.
    """

    traces: list[Trace] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def set_layout(self, **options: Any) -> None:
        """Set options of the layout. Those of a part (``xaxis={...}``) are set beside the part's others."""
        for name, value in options.items():
            self.layout[name] = self.layout.get(name, {}) | value if isinstance(value, dict) else value

    def to_figure(self) -> go.Figure:
        """Make the figure, and give it."""
        return go.Figure({"data": self.traces, "layout": self.layout}, _validate=False)


def begin_drawing(
    title: str,
    alt: str,
    height: float,
    *,
    scale: float = 1.0,
    above: float = 0,
    lines: int = 1,
    letters: int = TITLE_LETTERS,
) -> Drawing:
    """Begin a figure ``height`` pixels high under its title, the finding, with room for what stands above.

    The title is wrapped at ``letters`` and takes at least ``lines`` lines, so that pictures side by side stand level.
    The description for those who can't see it is kept in ``layout.meta["alt"]``. Colours of text and page are left to
    the theme it is shown in, so that it and its download work in light and dark.
    """
    text = wrap_text(title, letters)
    count = text.count("<br>") + 1
    # Plotly sets the first of several lines higher than a single one.
    pad = {"l": 0, "t": (15 if count > 1 else 4) * scale}
    heading = {"text": f"<b>{text}</b>", "font": {"size": 15 * scale}, "x": 0, "xref": "container", "pad": pad}
    top = max(title_height(text, scale), title_height("<br>" * (lines - 1), scale)) + above
    drawing = Drawing()
    drawing.set_layout(
        title=heading | {"y": 1, "yref": "container", "yanchor": "top"},
        height=height + top,
        margin={"l": 0, "r": 0, "t": top, "b": 0},
        font={"size": SIZE * scale},
        dragmode=False,
        hovermode="closest",
        showlegend=False,
        hoverlabel={"align": "left", "font": {"size": SIZE * scale}},
        meta={"alt": alt},
    )
    return drawing


def title_height(title: str, scale: float) -> float:
    """Work out the pixels that the lines of a title take above a picture."""
    return (20 * (title.count("<br>") + 1) + 12) * scale


def measure_rows_in_pixels(drawing: Drawing, height: float) -> None:
    """Let the vertical axis count pixels from the top of the plot down."""
    hidden = {"visible": False, "showgrid": False, "zeroline": False, "automargin": False}
    drawing.set_layout(yaxis={"range": [height, 0], "fixedrange": True} | hidden)


def put_scale_above(drawing: Drawing, scale: float, **axis: Any) -> None:
    """Put the scale of the horizontal axis above the plot, where nobody can zoom it. ``axis``: its other options."""
    above = {"side": "top", "zeroline": False, "fixedrange": True, "tickfont": {"size": 12 * scale}}
    drawing.set_layout(xaxis=above | axis)


@dataclass
class Writing:
    """Texts and thin lines for a figure."""

    texts: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)

    def write(self, y: float, text: str, *, size: float, right: bool = False) -> None:
        """Write a text that starts at the left edge of the plot (or ends at the right one) at ``y`` of its axis."""
        side = "right" if right else "left"
        place = {"x": 1.0 if right else 0.0, "xref": "paper", "y": y, "yref": "y", "yanchor": "middle"}
        self.texts.append(place | {"xanchor": side, "align": side, "text": text, "font": {"size": size}})

    def draw_rule(self, y: float) -> None:
        """Draw a thin line across the plot, between two rows."""
        place = {"x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "yref": "y"}
        self.rules.append(place | {"type": "line", "line": {"color": FAINT, "width": 1}})

    def put_on(self, drawing: Drawing) -> None:
        """Put all of it on a figure."""
        drawing.set_layout(annotations=[{"showarrow": False} | text for text in self.texts], shapes=self.rules)


def hatching(size: int = 6) -> dict[str, Any]:
    """Give Plotly's pattern for what is not known: grey hatching, never the pale end of a scale."""
    return {
        "shape": "/",
        "fgcolor": LINE,
        "bgcolor": CLEAR,
        "size": size,
        "solidity": 0.2,
        "fgopacity": 1,
        "fillmode": "overlay",
    }


class TableRows(NamedTuple):
    """Where a table's rows stand, in pixels from the top: their middles, their heights, and the height of the whole."""

    middles: list[float]
    heights: list[float]
    whole: float


def stack_rows(names: Sequence[str], least: float, letters: int, scale: float) -> TableRows:
    """Stack rows high enough for names wrapped at ``letters``, and at least ``least`` pixels each."""
    lines = [wrap_text(name, letters).count("<br>") + 1 for name in names]
    heights = [max(least, 16 * count + 8) * scale for count in lines]
    ends = list(accumulate(heights))
    middles = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
    return TableRows(middles, heights, ends[-1] if ends else 0.0)


def table_cells(
    places: Sequence[tuple[int, int]],
    rows: TableRows,
    colours: Sequence[str],
    hatched: Sequence[bool],
    hover: Sequence[str],
    keys: Sequence[Sequence[str]],
) -> Trace:
    """Draw a rectangle for each cell at its place (column, row), to be hovered over, chosen or hatched.

    ``hover`` is pseudo-HTML, escaped already; ``keys`` come back as ``customdata`` when a cell is chosen.
    """
    return make_trace(
        "bar",
        name="cells",
        x=[column for column, _ in places],
        base=[rows.middles[row] - rows.heights[row] / 2 + 2 for _, row in places],
        y=[rows.heights[row] - 4 for _, row in places],
        width=0.95,
        marker={
            # Where each mark has a colour of its own, Plotly hatches in that colour, and only when it replaces.
            "color": [LINE if unknown else colour for colour, unknown in zip(colours, hatched, strict=True)],
            "line": {"color": FAINT, "width": 1},
            "pattern": hatching() | {"shape": ["/" if one else "" for one in hatched], "fillmode": "replace"},
        },
        customdata=[list(key) for key in keys],
        hovertext=list(hover),
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def label_table(
    drawing: Drawing,
    columns: Sequence[str],
    names: Sequence[str],
    rows: TableRows,
    *,
    letters: tuple[int, int],
    angle: int = 0,
    scale: float = 1,
) -> None:
    """Label a table's columns above and its rows at the left; labels are wrapped at ``letters`` (above, beside)."""
    above, beside = letters
    tick = {"tickfont": {"size": 12 * scale}, "showgrid": False, "zeroline": False, "fixedrange": True}
    across = {
        "side": "top",
        "tickvals": list(range(len(columns))),
        "ticktext": [wrap_text(name, above) if angle == 0 else escape(_for_slanting(name)) for name in columns],
        "tickangle": angle,
        "range": [-0.5, len(columns) - 0.5],
        "ticklabeloverflow": "allow",
    }
    down = {
        "tickvals": rows.middles,
        "ticktext": [wrap_text(name, beside) for name in names],
        "range": [rows.whole, 0],
        "automargin": True,
    }
    drawing.set_layout(xaxis=across | tick, yaxis=down | tick)


def room_for_labels(columns: Sequence[str], letters: int, angle: int, scale: float) -> tuple[float, float]:
    """Work out the pixels that labels of columns need above the plot, and to the right of it where they slant."""
    if angle == 0:
        return (max(wrap_text(name, letters).count("<br>") for name in columns) * LINE_OF_TICKS + TICKS) * scale, 0
    rise, run = 5.4, 4.4  # pixels a letter, at a slant of 50 degrees
    lengths = [len(_for_slanting(name)) for name in columns]
    tall = max(lengths) * rise + 16
    wide = max(length * run - 44 * place for place, length in enumerate(reversed(lengths)))
    return tall * scale, max(wide, 0) * scale


def _for_slanting(name: str) -> str:
    """Shorten a name for a slanted line, where it is very long."""
    return name if len(name) <= _LONGEST_SLANTED else f"{name[: _LONGEST_SLANTED - 1]}…"


def legend_below(scale: float) -> dict[str, Any]:
    """Place the key to the marks under the plot."""
    place = {"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"}
    quiet = {"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"}
    return place | quiet | {"font": {"size": 12 * scale}}


def issue_label(issue_area: str) -> str:
    """Give the label of an issue area's word; a word outside the vocabulary is its own label."""
    return word_labels("issue_areas").get(issue_area, issue_area)


def numbers_in(column: Iterable[Any]) -> list[float | None]:
    """Give the numbers of a column as Plotly takes them: None where one is not known."""
    return [None if pd.isna(value) else float(value) for value in column]


def named_rows(table: pd.DataFrame) -> list[Any]:
    """Give the rows of a frame as tuples with a name a column."""
    return list(table.itertuples())
