"""Representation: who leads, serves and sits for each community, on which issue areas, with what power.

One ink, and a mark of its own shape for each way of being present. An open square is no one on record;
hatching is not known; the two are never drawn alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.analysis import NEAR_PARITY, parity_said
from components.charts.figure import (
    BAND,
    CLEAR,
    FAINT,
    MARK,
    TICKS,
    Rows,
    blank_figure,
    cells,
    escaped,
    hatching,
    issue_label,
    key_below,
    records,
    room_above,
    rows_for,
    rows_in_pixels,
    rule_at,
    table_axes,
    words_at,
)
from components.charts.palette import LINE
from components.inventory import vocabulary
from components.inventory.text import counted, with_capital

_WIDE_COLUMN, _NARROW_COLUMN, _LABELS = 84, 44, 160  # pixels
_ISSUE_LETTERS = 14
_KEY = 44  # pixels for the key below
_LETTERS = 24  # of a community's name on one line
_MANY_ISSUES = 12  # from here on columns are narrow and their labels slant
_SLOT = 0.3  # of a column, between two marks
_PARITY_ROW = 84


class Mark(NamedTuple):
    """One way of being present: its column in the grid's frame, its shape, place in a cell and name."""

    column: str
    symbol: str
    place: float
    label: str


MARKS = (
    Mark("leads", "diamond", -_SLOT, "leads"),
    Mark("serves", "circle", 0.0, "serves"),
    Mark("held", "triangle-up", _SLOT, "holds a seat"),
    Mark("speaks_for", "triangle-down-open", _SLOT, "is only spoken for on a seat"),
)


def marginalized_first(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of communities marked marginalized first, each part in the order it came."""
    return table.sort_values("marginalized", key=lambda words: words.ne("yes"), kind="stable").reset_index(drop=True)


def representation_figure(grid: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Communities down, issue areas across; in each cell who leads, serves and sits, with counts.

    ``grid``: as ``analysis.representation_grid`` gives; marginalized communities are drawn first.
    ``customdata`` of a cell: community, issue area. ``layout.meta["least_width"]``: pixels under which
    marks would touch; let a narrower page scroll.
    """
    grid = marginalized_first(grid)
    names, issues = list(dict.fromkeys(grid["community"])), list(dict.fromkeys(grid["issue_area"]))
    many = len(issues) > _MANY_ISSUES
    angle = -50 if many else 0
    labels = [issue_label(issue) for issue in issues]
    rows = rows_for(names, 50, _LETTERS, scale)
    above, beside = room_above(labels, _ISSUE_LETTERS, angle, scale)
    figure = blank_figure(grid_title(grid), grid_alt(grid), rows.whole + _KEY * scale, scale=scale, above=above)
    places = [
        (issues.index(issue), names.index(name))
        for name, issue in zip(grid["community"], grid["issue_area"], strict=True)
    ]
    figure.add_trace(_grid_cells(grid, places, rows))
    middles = [(column, rows.middles[row]) for column, row in places]
    figure.add_traces([_marks(grid, middles, mark, scale * (0.9 if many else 1)) for mark in MARKS])
    figure.add_traces([_no_one(grid, middles, scale), _nothing_known(grid, places, rows)])
    table_axes(figure, labels, names, rows, letters=(_ISSUE_LETTERS, _LETTERS), angle=angle, scale=scale)
    column = _NARROW_COLUMN if many else _WIDE_COLUMN
    width = int((_LABELS + column * len(issues)) * scale + beside)
    figure.update_layout(
        barmode="overlay",
        margin={"r": beside, "b": _KEY * scale},
        showlegend=True,
        legend=key_below(scale),
        meta={"alt": grid_alt(grid), "least_width": width},
    )
    return figure


def grid_title(grid: pd.DataFrame) -> str:
    """The finding of the grid in a sentence."""
    counts = grid["state"].value_counts()
    gone, unknown = int(counts.get("no one on record", 0)), int(counts.get("not known", 0))
    pairs = counted(len(grid), "pair of community and issue area", "pairs of community and issue area")
    if unknown == len(grid):
        return f"Who is represented is not known for any of {pairs}"
    rest = f"; {unknown:,} not known" if unknown else ""
    if not gone:
        return f"Of {pairs} someone is on record for {len(grid) - unknown:,}{rest}"
    return f"No one is on record for {gone:,} of {pairs}{_on_few(grid)}{rest}"


_FEW = 2


def _on_few(grid: pd.DataFrame) -> str:
    """How thin the ground is on which no one is on record, where at most two organizations are known for each pair."""
    known = grid.loc[grid["state"] == "no one on record", "filled"]
    if known.max() > _FEW:
        return ""
    return f", where {'1 organization is' if known.max() == 1 else 'at most 2 organizations are'} known"


def grid_alt(grid: pd.DataFrame) -> str:
    """The grid in words; its twin holds each cell."""
    missing = grid[grid["state"] == "no one on record"].groupby("community", sort=False).size()
    most = (
        f" Most often for {missing.idxmax()}, on {counted(int(missing.max()), 'issue area')}." if len(missing) else ""
    )
    return (
        "Communities down, issue areas across; in each cell who leads, serves and holds seats. "
        f"{grid_title(grid)}.{most} The table below holds each cell."
    )


def _grid_cells(grid: pd.DataFrame, places: Sequence[tuple[int, int]], rows: Rows) -> go.Bar:
    hatched = (grid["state"] == "not known").tolist()
    hover = [_cell_hover(row) for row in records(grid)]
    keys = list(zip(grid["community"], grid["issue_area"], strict=True))
    return cells(places, rows, [CLEAR] * len(grid), hatched, hover, keys)


def _cell_hover(row: Any) -> str:
    where = f"<b>{escaped(row.community)}</b> · {escaped(issue_label(row.issue_area))}"
    if row.state != "on record":
        return f"{where}<br>{state_words(row)}"
    counts = [
        _count("led by it", row.leads),
        _count("serving it", row.serves),
        _count("seats held by its members", row.held),
        _count("seats that speak for it", row.speaks_for),
    ]
    return "<br>".join([where, *counts])


def state_words(cell: Any) -> str:
    """A cell's state in words: ``no one on record, of 7 organizations known``, ``not known``."""
    if cell.state != "no one on record":
        return str(cell.state)
    return f"no one on record, of {counted(_base(cell), 'organization' if cell.filled else 'seat')} known"


def _base(cell: Any) -> int:
    """Of how many a cell without anyone is known: organizations, else seats, whose communities are."""
    return int(cell.filled) or len(cell.ground_rows)


def _count(label: str, value: Any) -> str:
    return f"{label}: {'not known' if pd.isna(value) else value}"


def _shown(grid: pd.DataFrame, mark: Mark) -> pd.Series:
    """The counts that a mark shows; seats that only speak for a community stand where none is held by it."""
    if mark.column != "speaks_for":
        return grid[mark.column]
    return grid["speaks_for"].where(grid["held"].fillna(0).eq(0))


def _marks(grid: pd.DataFrame, middles: Sequence[tuple[float, float]], mark: Mark, scale: float) -> go.Scatter:
    """One shape wherever its count is above zero, with the count under it."""
    counts = _shown(grid, mark)
    present = [(at, int(count)) for at, count in zip(middles, counts, strict=True) if pd.notna(count) and count]
    return go.Scatter(
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


def _nothing_known(grid: pd.DataFrame, places: Sequence[tuple[int, int]], rows: Rows) -> go.Bar:
    """Hatching over the part of a cell on record whose column nobody filled: not known is not none."""
    present = (grid["state"] == "on record").tolist()
    held = grid["held"].isna() & grid["speaks_for"].fillna(0).eq(0)
    unknown = {-_SLOT: grid["leads"].isna(), 0.0: grid["serves"].isna(), _SLOT: held}
    at = [
        (column + place, row)
        for place, missing in unknown.items()
        for (column, row), shown, gone in zip(places, present, missing, strict=True)
        if shown and gone
    ]
    return go.Bar(
        x=[*(x for x, _ in at), None],  # the last is there for the key alone
        base=[*(rows.middles[row] - rows.heights[row] / 2 + 6 for _, row in at), None],
        y=[*(rows.heights[row] - 12 for _, row in at), None],
        width=_SLOT * 0.8,
        name="not known",
        showlegend=True,
        marker={"color": CLEAR, "line": {"width": 0}, "pattern": hatching()},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _no_one(grid: pd.DataFrame, middles: Sequence[tuple[float, float]], scale: float) -> go.Scatter:
    """An open square where some have filled whom they serve or who leads them, and none names this community.

    Under it stands of how many that is known: one organization says little.
    """
    rows = zip(middles, records(grid), strict=True)
    empty = [(place, _base(row)) for place, row in rows if row.state == "no one on record"]
    return go.Scatter(
        x=[x for (x, _), _ in empty],
        y=[y - 11 * scale for (_, y), _ in empty],
        mode="markers+text",
        text=[f"of {base:,}" for _, base in empty],
        textposition="bottom center",
        textfont={"size": 12 * scale},
        name="no one on record, of k known",
        showlegend=True,
        marker={"symbol": "square-open", "size": 15 * scale, "color": MARK, "line": {"color": MARK, "width": 2}},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


# --- Parity -----------------------------------------------------------------------------------------


def with_parity(communities: pd.DataFrame) -> pd.DataFrame:
    """The communities of ``analysis.representation`` whose parity is known, marginalized ones first."""
    return marginalized_first(communities.dropna(subset="parity"))


def parity_figure(communities: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """For each community its share of seats beside its share of the people, with the band of near parity.

    ``communities``: as ``analysis.representation`` gives; those of unknown parity are left out.
    """
    known = with_parity(communities)
    seats = known["held"].astype(float) / known["parity_seats"].astype(float)
    drawn = known.assign(seats=seats, y=[(_PARITY_ROW * place + 64) * scale for place in range(len(known))])
    height = _PARITY_ROW * len(known) * scale
    title, alt = parity_title(known), parity_alt(known)
    figure = blank_figure(title, alt, height + _KEY * scale, scale=scale, above=TICKS * scale)
    for row in records(drawn):
        rule_at(figure, row.y - 64 * scale)
        of_seats = f"{row.held} of {counted(row.parity_seats, 'seat')}"
        words_at(figure, row.y - 46 * scale, f"<b>{escaped(row.community)}</b>", size=14 * scale)
        words_at(figure, row.y - 46 * scale, of_seats, size=12 * scale, right=True)
        words_at(figure, row.y - 26 * scale, f"{row.parity:.2f}: {_parity_words(row)}", size=12 * scale)
    figure.add_traces([_near_band(drawn, scale), *_shares(drawn, scale)])
    most = max([*drawn["population_share"] * NEAR_PARITY[1], *drawn["seats"], 0.1])
    figure.update_xaxes(
        range=[-0.02 * most, min(most * 1.08, 1.02)],
        tickformat=".0%",
        side="top",
        nticks=6,
        gridcolor=FAINT,
        zeroline=False,
        fixedrange=True,
        tickfont={"size": 12 * scale},
    )
    rows_in_pixels(figure, height)
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend=key_below(scale),
        margin={"b": _KEY * scale},
    )
    return figure


def parity_title(known: pd.DataFrame) -> str:
    """The finding of the parity picture in a sentence."""
    counts = known["parity_words"].value_counts()
    said = [f"{counts[word]} {word}{'' if word == 'near parity' else ' parity'}" for word in counts.index]
    whom = counted(len(known), "community", "communities")
    return f"Share of seats beside share of people, {whom}: {', '.join(said)}"


def parity_alt(known: pd.DataFrame) -> str:
    """The parity picture in words."""
    said = [
        f"{row.community}: {row.held} of {counted(row.parity_seats, 'seat')}, "
        f"{row.population_share:.0%} of the people, {_parity_words(row)}"
        for row in records(known)
    ]
    return f"Share of seats held beside share of the people. {'. '.join(said)}."


def _parity_words(row: Any) -> str:
    return parity_said(row.parity_words, bool(row.one_seat_changes))


def _near_band(drawn: pd.DataFrame, scale: float) -> go.Bar:
    low, high = NEAR_PARITY
    shares = drawn["population_share"]
    return go.Bar(
        x=shares * (high - low),
        base=shares * low,
        y=drawn["y"],
        orientation="h",
        width=24 * scale,
        marker={"color": BAND, "line": {"color": LINE, "width": 1}},
        name=f"near parity ({low} to {high})",
        hoverinfo="skip",
    )


def _shares(drawn: pd.DataFrame, scale: float) -> list[go.Scatter]:
    people = {"symbol": "line-ns", "size": 22 * scale, "line": {"color": MARK, "width": 3}}
    seats = {"symbol": "triangle-up", "size": 14 * scale, "color": MARK}
    columns = {"population_share": ("share of the people", people), "seats": ("share of seats held", seats)}
    return [
        go.Scatter(
            x=drawn[column],
            y=drawn["y"],
            mode="markers",
            marker=marker,
            name=name,
            cliponaxis=False,
            hovertext=[f"{escaped(row.community)}<br>{name}: {getattr(row, column):.0%}" for row in records(drawn)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for column, (name, marker) in columns.items()
    ]


# --- Power ------------------------------------------------------------------------------------------


def power_figure(community: pd.Series, *, scale: float = 1.0) -> go.Figure:
    """How much power the seats have that one community's members hold: a bar for each of 0 to 5.

    ``community``: a row of ``analysis.representation``.
    """
    labels = vocabulary("powers")["label"].tolist()
    counts = list(community["power_counts"])
    title, height = power_title(community), 34 * len(labels) * scale
    said = ", ".join(f"{count} at {label}" for count, label in zip(counts, labels, strict=True))
    figure = blank_figure(title, f"{title}: {said}.", height, scale=scale)
    figure.add_trace(
        go.Bar(
            x=counts,
            y=list(range(len(labels))),
            orientation="h",
            width=0.6,
            marker={"color": MARK},
            text=[str(count) for count in counts],
            textposition="outside",
            textfont={"size": 13 * scale},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(range=[0, max([*counts, 1]) * 1.15], visible=False, fixedrange=True)
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=[escaped(label) for label in labels],
        range=[-0.6, 5.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        automargin=True,
        tickfont={"size": 12 * scale},
    )
    return figure


def power_title(community: pd.Series) -> str:
    """The finding of the power picture in a sentence."""
    seats = counted(int(community["power_seats"]), "seat")
    return f"{with_capital(community['community'])}: {seats} of known power, mean {community['power_mean']:.1f} of 5"
