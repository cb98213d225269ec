"""Seats at tables: a community's share of seats beside its share of the people, and how much power its seats have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    BAND,
    FAINT,
    MARK,
    TICKS,
    Trace,
    Writing,
    begin_drawing,
    escape,
    legend_below,
    make_trace,
    measure_rows_in_pixels,
    named_rows,
    numbers_in,
    put_scale_above,
)
from components.charts.palette import LINE
from components.charts.representation_grid import marginalized_first
from components.inventory.schema import vocabulary
from components.inventory.text import counted, join_names, with_capital

_KEY = 44  # pixels for the key below
_PARITY_ROW = 84  # pixels


def parity_figure(communities: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw for each community its share of seats beside its share of the people, with the band of near parity.

    ``communities``: as ``analysis.representation`` gives; those of unknown parity are left out.
    """
    known = marginalized_first(communities.dropna(subset="parity"))
    seats = known["held"].astype(float) / known["parity_seats"].astype(float)
    drawn = known.assign(seats=seats, y=[(_PARITY_ROW * place + 64) * scale for place in range(len(known))])
    height = _PARITY_ROW * len(known) * scale
    title, alt = parity_title(known), parity_alt(known)
    drawing = begin_drawing(title, alt, height + _KEY * scale, scale=scale, above=TICKS * scale)
    writing = Writing()
    for row in named_rows(drawn):
        _write_parity(writing, row, scale)
    writing.put_on(drawing)
    drawing.traces += [_near_band(drawn, scale), *_shares(drawn, scale)]
    most = max([*drawn["near_parity_to"], *drawn["seats"], 0.1])
    share = {"range": [-0.02 * most, min(most * 1.08, 1.02)], "tickformat": ".0%", "nticks": 6}
    put_scale_above(drawing, scale, gridcolor=FAINT, **share)
    measure_rows_in_pixels(drawing, height)
    key = {"showlegend": True, "legend": legend_below(scale), "margin": {"b": _KEY * scale}}
    drawing.set_layout(barmode="overlay", **key)
    return drawing.to_figure()


def _write_parity(writing: Writing, row: Any, scale: float) -> None:
    """Write a community's name, its seats and its parity above the marks of its shares."""
    writing.draw_rule(row.y - 64 * scale)
    of_seats = f"{row.held} of {counted(row.parity_seats, 'seat')}"
    writing.write(row.y - 46 * scale, f"<b>{escape(row.community)}</b>", size=14 * scale)
    writing.write(row.y - 46 * scale, of_seats, size=12 * scale, right=True)
    writing.write(row.y - 26 * scale, f"{row.parity:.2f}: {row.parity_phrase}", size=12 * scale)


def parity_title(known: pd.DataFrame) -> str:
    """Say the finding of the parity picture in a sentence."""
    counts = known["parity_words"].value_counts()
    said = [f"{counts[word]} {word}{'' if word == 'near parity' else ' parity'}" for word in counts.index]
    whom = counted(len(known), "community", "communities")
    return f"Seats beside share of the people: of {whom}, {join_names(said)}"


def parity_alt(known: pd.DataFrame) -> str:
    """Say the parity picture in words for those who cannot see it."""
    said = [
        f"{row.community}: {row.held} of {counted(row.parity_seats, 'seat')}, "
        f"{row.population_share:.0%} of the people, {row.parity_phrase}"
        for row in named_rows(known)
    ]
    return f"Share of seats held beside share of the people. {'. '.join(said)}."


def _near_band(drawn: pd.DataFrame, scale: float) -> Trace:
    return make_trace(
        "bar",
        x=numbers_in(drawn["near_parity_to"] - drawn["near_parity_from"]),
        base=numbers_in(drawn["near_parity_from"]),
        y=numbers_in(drawn["y"]),
        orientation="h",
        width=24 * scale,
        marker={"color": BAND, "line": {"color": LINE, "width": 1}},
        name="near parity (0.8 to 1.2)",
        hoverinfo="skip",
    )


def _shares(drawn: pd.DataFrame, scale: float) -> list[Trace]:
    people = {"symbol": "line-ns", "size": 22 * scale, "line": {"color": MARK, "width": 3}}
    seats = {"symbol": "triangle-up", "size": 14 * scale, "color": MARK}
    columns = {"population_share": ("share of the people", people), "seats": ("share of seats held", seats)}
    return [
        make_trace(
            "scatter",
            x=numbers_in(drawn[column]),
            y=numbers_in(drawn["y"]),
            mode="markers",
            marker=marker,
            name=name,
            cliponaxis=False,
            hovertext=[f"{escape(row.community)}<br>{name}: {getattr(row, column):.0%}" for row in named_rows(drawn)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for column, (name, marker) in columns.items()
    ]


def power_figure(community: pd.Series, *, scale: float = 1.0) -> go.Figure:
    """Draw how much power the seats have that one community's members hold: a bar for each of 0 to 5.

    ``community``: a row of ``analysis.representation``.
    """
    labels = vocabulary("powers")["label"].tolist()
    counts = list(community["power_counts"])
    title, height = power_title(community), 34 * len(labels) * scale
    said = ", ".join(f"{count} at {label}" for count, label in zip(counts, labels, strict=True))
    drawing = begin_drawing(title, f"{title}: {said}.", height, scale=scale)
    drawing.traces.append(_power_bars(counts, scale))
    across = {"range": [0, max([*counts, 1]) * 1.15], "visible": False, "fixedrange": True}
    ticks = {"tickvals": list(range(len(labels))), "ticktext": [escape(label) for label in labels]}
    still = {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True}
    down = {"range": [-0.6, 5.6], "tickfont": {"size": 12 * scale}} | ticks | still
    drawing.set_layout(xaxis=across, yaxis=down)
    return drawing.to_figure()


def _power_bars(counts: Sequence[int], scale: float) -> Trace:
    return make_trace(
        "bar",
        x=counts,
        y=list(range(len(counts))),
        orientation="h",
        width=0.6,
        marker={"color": MARK},
        text=[str(count) for count in counts],
        textposition="outside",
        textfont={"size": 13 * scale},
        cliponaxis=False,
        hoverinfo="skip",
        name="seats by power",
    )


def power_title(community: pd.Series) -> str:
    """Say the finding of the power picture in a sentence."""
    seats = counted(int(community["power_seats"]), "seat")
    name, mean = with_capital(community["community"]), f"{community['power_mean']:.1f} of 5"
    return f"{name} hold {seats} whose power we know: {mean} on average"
