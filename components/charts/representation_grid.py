"""The grid of communities and issue areas: who leads, serves and sits for each community on each issue.

One ink, and a mark of its own shape for each way of being present. An open square is no one on record;
hatching is not known; the two are never drawn alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    CLEAR,
    MARK,
    TITLE_LETTERS,
    WIDE_TITLE_LETTERS,
    TableRows,
    Trace,
    begin_drawing,
    escape,
    hatching,
    issue_label,
    label_table,
    legend_below,
    make_trace,
    named_rows,
    room_for_labels,
    stack_rows,
    table_cells,
)
from components.inventory.text import counted

_WIDE_COLUMN, _NARROW_COLUMN, _LABELS = 84, 44, 160  # pixels
_ISSUE_LETTERS = 14
_KEY = 44  # pixels for the key below
_LETTERS = 24  # of a community's name on one line
_FEW_ISSUES = 5  # narrower than a long title
_MANY_ISSUES = 12  # from here on columns are narrow and their labels slant
_SLOT = 0.3  # of a column, between two marks


class Mark(NamedTuple):
    """One way of being present: its column in the grid's frame, its shape, place in a cell and name."""

    column: str
    symbol: str
    place: float
    label: str


MARKS = (
    Mark("leads", "diamond", -_SLOT, "they lead"),
    Mark("serves", "circle", 0.0, "they are served"),
    Mark("held", "triangle-up", _SLOT, "they have a seat"),
    Mark("speaks_for", "triangle-down-open", _SLOT, "others speak for them"),
)


def marginalized_first(table: pd.DataFrame) -> pd.DataFrame:
    """Put communities marked marginalized first, each part in the order it came."""
    return table.sort_values("marginalized", key=lambda words: words.ne("yes"), kind="stable").reset_index(drop=True)


def representation_figure(grid: pd.DataFrame, *, whole: pd.DataFrame | None = None, scale: float = 1.0) -> go.Figure:
    """Draw communities down and issue areas across; in each cell who leads, serves and sits, with counts.

    ``grid``: as ``analysis.representation_grid`` gives; marginalized communities are drawn first. ``whole``: the grid
    of which it is a part; the title counts over all of that, whatever part is drawn.
    ``customdata`` of a cell: community, issue area. ``layout.meta["least_width"]``: pixels under which
    marks would touch; let a narrower page scroll.
    """
    title, alt = grid_title(grid, whole), grid_alt(grid, whole)
    grid = marginalized_first(grid)
    names, issues = list(dict.fromkeys(grid["community"])), list(dict.fromkeys(grid["issue_area"]))
    many = len(issues) > _MANY_ISSUES
    angle = -50 if many else 0
    labels = [issue_label(issue) for issue in issues]
    rows = stack_rows(names, 50, _LETTERS, scale)
    above, beside = room_for_labels(labels, _ISSUE_LETTERS, angle, scale)
    letters = WIDE_TITLE_LETTERS if len(issues) > _FEW_ISSUES else TITLE_LETTERS
    drawing = begin_drawing(title, alt, rows.whole + _KEY * scale, scale=scale, above=above, letters=letters)
    pairs = zip(grid["community"], grid["issue_area"], strict=True)
    places = [(issues.index(issue), names.index(name)) for name, issue in pairs]
    drawing.traces += _traces(grid, places, rows, scale, scale * (0.9 if many else 1))
    label_table(drawing, labels, names, rows, letters=(_ISSUE_LETTERS, _LETTERS), angle=angle, scale=scale)
    column = _NARROW_COLUMN if many else _WIDE_COLUMN
    width = int((_LABELS + column * len(issues)) * scale + beside)
    drawing.set_layout(
        barmode="overlay",
        margin={"r": beside, "b": _KEY * scale},
        showlegend=True,
        legend=legend_below(scale),
        meta={"least_width": width, "beside": _LABELS * scale},
    )
    return drawing.to_figure()


def _traces(
    grid: pd.DataFrame, places: Sequence[tuple[int, int]], rows: TableRows, scale: float, mark_scale: float
) -> list[Trace]:
    """Draw the cells, the marks of each way of being present, the open squares and the hatching, in this order."""
    middles = [(column, rows.middles[row]) for column, row in places]
    return [
        _grid_cells(grid, places, rows),
        *(_marks(grid, middles, mark, mark_scale) for mark in MARKS),
        _open_squares(grid, middles, scale),
        _unknown_parts(grid, places, rows),
    ]


def grid_title(grid: pd.DataFrame, whole: pd.DataFrame | None = None) -> str:
    """Say in a sentence what is found in the grid, or in the ``whole`` of which it is a part."""
    is_part = whole is not None and len(grid) < len(whole)
    grid = grid if whole is None else whole
    counts = grid["state"].value_counts()
    gone, unknown = int(counts.get("no one on record", 0)), int(counts.get("not known", 0))
    squares = f"{'all ' if is_part else ''}{counted(len(grid), 'square')}"
    if unknown == len(grid):
        return f"Nobody has looked into any of {'' if is_part else 'the '}{squares} yet"
    rest = f"; for {unknown:,} nobody has looked" if unknown else ""
    if not gone:
        return f"Someone is on record in {len(grid) - unknown:,} of {squares}{rest}"
    return f"Nobody is found in {gone:,} of {squares}{_say_how_few_are_known(grid)}{rest}"


_FEW = 2  # organizations; where no more are known, the title says so


def _say_how_few_are_known(grid: pd.DataFrame) -> str:
    """Say how few organizations the pairs without anyone rest on, where these are at most two for each pair."""
    known = grid.loc[grid["state"] == "no one on record", "filled"]
    if known.max() > _FEW:
        return ""
    return f", where we know of {'only 1 organization' if known.max() == 1 else '2 organizations at most'}"


def grid_alt(grid: pd.DataFrame, whole: pd.DataFrame | None = None) -> str:
    """Say the grid in words for those who cannot see it; the table below holds each cell."""
    missing = grid[grid["state"] == "no one on record"].groupby("community", sort=False).size()
    most = (
        f" Most often for {missing.idxmax()}, on {counted(int(missing.max()), 'issue area')}." if len(missing) else ""
    )
    return (
        "Communities down, issue areas across; in each square who leads, who is served and who has seats. "
        f"{grid_title(grid, whole)}.{most} The table below holds each square."
    )


def _grid_cells(grid: pd.DataFrame, places: Sequence[tuple[int, int]], rows: TableRows) -> Trace:
    hatched = (grid["state"] == "not known").tolist()
    hover = [_cell_hover(row) for row in named_rows(grid)]
    keys = list(zip(grid["community"], grid["issue_area"], strict=True))
    return table_cells(places, rows, [CLEAR] * len(grid), hatched, hover, keys)


def _cell_hover(row: Any) -> str:
    where = f"<b>{escape(row.community)}</b> · {escape(issue_label(row.issue_area))}"
    if row.state != "on record":
        return f"{where}<br>{state_words(row)}"
    counts = [
        _count("organizations they lead", row.leads),
        _count("organizations that serve them", row.serves),
        _count("seats they hold", row.held),
        _count("seats where others speak for them", row.speaks_for),
    ]
    return "<br>".join([where, *counts])


def state_words(cell: Any) -> str:
    """Say a cell's state: ``nobody found, of 7 organizations known``, ``not known``."""
    if cell.state != "no one on record":
        return str(cell.state)
    return f"nobody found, of {counted(_base(cell), 'organization' if cell.filled else 'seat')} known"


def _base(cell: Any) -> int:
    """Count what a cell without anyone rests on: the organizations, else the seats, whose communities are known."""
    return int(cell.filled) or len(cell.ground_rows)


def _count(label: str, value: Any) -> str:
    return f"{label}: {'not known' if pd.isna(value) else value}"


def _counts_of(grid: pd.DataFrame, mark: Mark) -> pd.Series:
    """Give the counts that a mark shows. Seats that only speak for a community are shown where it holds none itself."""
    if mark.column != "speaks_for":
        return grid[mark.column]
    return grid["speaks_for"].where(grid["held"].fillna(0).eq(0))


def _marks(grid: pd.DataFrame, middles: Sequence[tuple[float, float]], mark: Mark, scale: float) -> Trace:
    """Draw one shape wherever its count is above zero, with the count under it."""
    counts = _counts_of(grid, mark)
    present = [(at, int(count)) for at, count in zip(middles, counts, strict=True) if pd.notna(count) and count]
    return make_trace(
        "scatter",
        x=[x + mark.place for (x, _), _ in present],
        y=[y - 9 * scale for (_, y), _ in present],
        mode="markers+text",
        marker={"symbol": mark.symbol, "size": 11 * scale, "color": MARK, "line": {"color": MARK, "width": 1.5}},
        text=[str(count) for _, count in present],
        textposition="bottom center",
        textfont={"size": 12 * scale},
        name=mark.label,
        showlegend=True,
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _unknown_parts(grid: pd.DataFrame, places: Sequence[tuple[int, int]], rows: TableRows) -> Trace:
    """Hatch the part of a cell on record whose column nobody filled: not known is not none."""
    at = _unknown_places(grid, places)
    return make_trace(
        "bar",
        x=[*(x for x, _ in at), None],  # the last, without a place, has the key show hatching even where no cell does
        base=[*(rows.middles[row] - rows.heights[row] / 2 + 6 for _, row in at), None],
        y=[*(rows.heights[row] - 12 for _, row in at), None],
        width=_SLOT * 0.8,
        name="not known",
        showlegend=True,
        marker={"color": CLEAR, "line": {"width": 0}, "pattern": hatching()},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _unknown_places(grid: pd.DataFrame, places: Sequence[tuple[int, int]]) -> list[tuple[float, int]]:
    """Find the unknown parts of cells in which someone is on record, and give column and row of each."""
    present = (grid["state"] == "on record").tolist()
    held = grid["held"].isna() & grid["speaks_for"].fillna(0).eq(0)
    unknown = {-_SLOT: grid["leads"].isna(), 0.0: grid["serves"].isna(), _SLOT: held}
    return [
        (column + place, row)
        for place, missing in unknown.items()
        for (column, row), shown, gone in zip(places, present, missing, strict=True)
        if shown and gone
    ]


def _open_squares(grid: pd.DataFrame, middles: Sequence[tuple[float, float]], scale: float) -> Trace:
    """Draw an open square where it is known of some whom they serve or who leads them, and none names this community.

    The number of those some stands under it, since one organization says little.
    """
    rows = zip(middles, named_rows(grid), strict=True)
    empty = [(place, _base(row)) for place, row in rows if row.state == "no one on record"]
    return make_trace(
        "scatter",
        x=[x for (x, _), _ in empty],
        y=[y - 11 * scale for (_, y), _ in empty],
        mode="markers+text",
        text=[f"of {base:,}" for _, base in empty],
        textposition="bottom center",
        textfont={"size": 12 * scale},
        name="nobody found, of so many known",
        showlegend=True,
        marker={"symbol": "square-open", "size": 15 * scale, "color": MARK, "line": {"color": MARK, "width": 2}},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )
