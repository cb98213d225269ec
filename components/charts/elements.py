"""Element strength in one picture: what people say of each element beside what is on record.

Elements stand in the framework's order and have no colours. What is not known is hatched and said in
words, so that it never looks like a low score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    CLEAR,
    FAINT,
    MARK,
    WIDE_TITLE_LETTERS,
    Drawing,
    Trace,
    Writing,
    begin_drawing,
    escape,
    hatching,
    make_trace,
    named_rows,
    numbers_in,
)
from components.charts.palette import LINE
from components.inventory.text import counted, join_names, with_capital

NOT_KNOWN = "not known"
_SCALES, _HEADINGS = 24, 22  # pixels above the rows, for the labels of both scales and for what each of them tells
_HEAD, _SIGNAL, _LEAST, _LEAST_IN_FULL = 14, 38, 56, 84  # pixels a row: at its head, for each signal, and at least
_PERCEIVED, _OBSERVED, _OBSERVED_ALONE = (0.2, 0.5), (0.57, 0.86), (0.3, 0.86)  # shares of the width
_LEAST_WIDTH = 640  # pixels; a narrower page scrolls


def elements_figure(
    perceived: pd.DataFrame, observed: pd.DataFrame, *, scale: float = 1.0, in_full: bool = False
) -> go.Figure:
    """Draw a row an element: a dot for its score on the range of its ratings, and a bar for each signal on record.

    ``perceived``: as ``analysis.element_strength`` gives; ``observed``: as ``analysis.observed_strength`` gives.
    A hollow dot is thin evidence (fewer than three raters). An empty bar is a counted none. Hatching is what is not
    known; how many that are stands under the count. ``in_full`` adds who rated and the score of the round before (a
    small diamond).
    Where nothing is rated, what is on record has the whole width. The title tells what people say; with ``in_full``,
    or where nothing is rated, what is on record. ``layout.meta["least_width"]``: pixels under which
    words would touch.
    """
    is_rated = bool(perceived["score"].notna().any())
    elements, signals, height = _place(perceived, observed, scale, _LEAST_IN_FULL if in_full and is_rated else _LEAST)
    title = perceived_title(perceived) if is_rated and not in_full else observed_title(observed)
    alt = f"{perceived_alt(perceived)} {observed_alt(observed)}" if is_rated else observed_alt(observed)
    above = (_SCALES + (_HEADINGS if is_rated else 0)) * scale
    drawing = begin_drawing(title, alt, height, scale=scale, above=above, letters=WIDE_TITLE_LETTERS)
    writing = Writing()
    for row, y, top in elements:
        writing.draw_rule(top)
        writing.write(y, f"<b>{escape(row.label).replace(' ', '<br>', 1)}</b>", size=14 * scale)
    if is_rated:
        _draw_perceived(drawing, writing, elements, scale, in_full)
        _head_the_scales(writing, scale)
    _draw_observed(drawing, writing, signals, scale, _OBSERVED if is_rated else _OBSERVED_ALONE)
    writing.put_on(drawing)
    drawing.set_layout(
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
        barmode="overlay",
        meta={"least_width": int(_LEAST_WIDTH * scale)},
    )
    return drawing.to_figure()


class _Placed(NamedTuple):
    """A row of a frame, and where its middle is drawn; for an element, also where its part of the picture begins."""

    row: Any
    y: float
    top: float = 0.0


def _place(
    perceived: pd.DataFrame, observed: pd.DataFrame, scale: float, least: float
) -> tuple[list[_Placed], list[_Placed], float]:
    """Place the elements and the bars of their signals, and give both with the height of all."""
    elements, bars, top = [], [], 0.0
    signals = named_rows(observed)
    for row in named_rows(perceived):
        own = [signal for signal in signals if signal.element == row.element]
        height = max(least, _HEAD + _SIGNAL * len(own)) * scale
        first = top + (height - _SIGNAL * len(own) * scale) / 2 + 22 * scale
        bars += [_Placed(signal, first + _SIGNAL * number * scale) for number, signal in enumerate(own)]
        elements.append(_Placed(row, top + height / 2, top))
        top += height
    return elements, bars, top


def _draw_perceived(
    drawing: Drawing, writing: Writing, elements: Sequence[_Placed], scale: float, in_full: bool
) -> None:
    """Draw the score of each element, the range of its ratings, and hatching where nobody rated."""
    known = [one for one in elements if pd.notna(one.row.score)]
    unknown = [one.y for one in elements if pd.isna(one.row.score)]
    drawing.traces += [_ranges(known), _scores(known, scale)]
    if in_full:
        drawing.traces.append(_previous(known, scale))
        for one in known:
            _write_at(writing, "x", 1, one.y + 24 * scale, _raters_words(one.row), 12 * scale)
    drawing.traces.append(_hatched("not rated", [(1.0, 4.0, y) for y in unknown], scale, "x"))
    ticks = {"tickvals": [1, 3, 5], "ticktext": ["1 weak", "3", "5 strong"], "gridcolor": FAINT}
    _lay_scale(drawing, "xaxis", _PERCEIVED, scale, range=[0.7, 5.3], **ticks)


def _lay_scale(drawing: Drawing, axis: str, place: tuple[float, float], scale: float, **options: Any) -> None:
    common = {"side": "top", "zeroline": False, "fixedrange": True, "tickfont": {"size": 12 * scale}, "anchor": "y"}
    drawing.set_layout(**{axis: {"domain": list(place), **common, **options}})


def _head_the_scales(writing: Writing, scale: float) -> None:
    for text, where in (("What people say", _PERCEIVED), ("What is on record", _OBSERVED)):
        place = {"x": where[0], "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
        font = {"size": 13 * scale}
        writing.texts.append(place | {"text": f"<b>{text}</b>", "yshift": _SCALES * scale, "font": font})


def _write_at(writing: Writing, axis: str, x: float, y: float, text: str, size: float) -> None:
    """Write a text that begins at a value of one of the two scales."""
    place = {"x": x, "xref": axis, "y": y, "yref": "y", "xanchor": "left"}
    writing.texts.append(place | {"text": text, "font": {"size": size}})


def _raters_words(row: Any) -> str:
    raters = ("only " if row.thin else "") + counted(row.raters, "rater")
    return f"{raters} · {row.with_evidence} of {counted(row.ratings, 'rating')} with evidence"


def _change_words(row: Any) -> str:
    if pd.isna(row.change):
        return "no earlier round to compare with"
    if abs(row.change) < 0.05:
        return f"as in the round before ({row.previous:.1f})"
    return f"{'up' if row.change > 0 else 'down'} {abs(row.change):.1f} since the round before ({row.previous:.1f})"


def _ranges(known: Sequence[_Placed]) -> Trace:
    """Draw lines from the lowest to the highest rating, with a gap after each."""
    return make_trace(
        "scatter",
        name="lowest to highest rating",
        x=[value for one in known for value in (one.row.lowest, one.row.highest, None)],
        y=[value for one in known for value in (one.y, one.y, None)],
        mode="lines+markers",
        line={"color": MARK, "width": 2},
        marker={"symbol": "line-ns", "size": 12, "line": {"color": MARK, "width": 2}},
        hoverinfo="skip",
    )


def _scores(known: Sequence[_Placed], scale: float) -> Trace:
    return make_trace(
        "scatter",
        name="score",
        x=[float(one.row.score) for one in known],
        y=[one.y for one in known],
        mode="markers+text",
        marker={
            "symbol": ["circle-open" if one.row.thin else "circle" for one in known],
            "size": 16 * scale,
            "color": MARK,
            "line": {"color": MARK, "width": 3},
        },
        text=[f"<b>{one.row.score:.1f}</b>" for one in known],
        textposition="top center",
        textfont={"size": 13 * scale},
        hovertext=[f"{escape(row.label)}: {score_words(row)}<br>{_change_words(row)}" for row, *_ in known],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _previous(known: Sequence[_Placed], scale: float) -> Trace:
    return make_trace(
        "scatter",
        name="score in the round before",
        x=numbers_in(one.row.previous for one in known),
        y=[one.y for one in known],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 10 * scale, "color": MARK, "line": {"color": MARK, "width": 1.5}},
        hovertext=[f"{escape(row.label)}: {_change_words(row)}" for row, *_ in known],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_observed(
    drawing: Drawing, writing: Writing, signals: Sequence[_Placed], scale: float, place: tuple[float, float]
) -> None:
    """Draw a bar for each signal, from none to all that it could be, with its label above and its count beside it."""
    unknown = [(0.0, 1.0, one.y) for one in signals if pd.isna(one.row.count)]
    partly = [(share, 1 - share, one.y) for one in signals if (share := _known_share(one.row)) < 1]
    drawing.traces += [
        _outlines(signals, scale),
        _hatched("signal not known", unknown, scale, "x2"),
        _hatched("not known", partly, scale, "x2"),
        _filled([one for one in signals if pd.notna(one.row.ratio)], scale),
    ]
    _write_signals(writing, signals, scale)
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["none", "half", "all"], "showgrid": False}
    _lay_scale(drawing, "xaxis2", place, scale, range=[-0.01, 1.01], **ticks)


def _outlines(signals: Sequence[_Placed], scale: float) -> Trace:
    """Draw the outline of each bar, which stands for all that the signal could be."""
    return make_trace(
        "bar",
        name="whole",
        x=[1.0] * len(signals),
        y=[one.y for one in signals],
        marker={"color": CLEAR, "line": {"color": LINE, "width": 1}},
        hovertext=[f"{escape(row.label)}<br>{escape(row.words)}" for row, *_ in signals],
        hovertemplate="%{hovertext}<extra></extra>",
        **_bar(scale, "x2"),
    )


def _filled(known: Sequence[_Placed], scale: float) -> Trace:
    """Fill each bar as far as is on record."""
    place = {"x": [float(row.ratio) * _known_share(row) for row, *_ in known], "y": [one.y for one in known]}
    marker = {"color": MARK, "line": {"width": 0}}
    return make_trace("bar", name="on record", marker=marker, hoverinfo="skip", **place, **_bar(scale, "x2"))


def _write_signals(writing: Writing, signals: Sequence[_Placed], scale: float) -> None:
    """Write the label of each signal above its bar, and its count beside it."""
    for row, y, _ in signals:
        _write_at(writing, "x2", 0, y - 14 * scale, escape(row.label), 12 * scale)
        more = f"<br>{row.unknown:,} not known" if pd.notna(row.unknown) and row.unknown else ""
        writing.write(y, f"<b>{count_words(row.count, row.base)}</b>{more}", size=13 * scale, right=True)


def _known_share(signal: Any) -> float:
    """Work out what share of all that a signal asks about is known (0 to 1), NaN where there is nothing."""
    if pd.isna(signal.base):
        return math.nan
    whole = signal.base + (0 if pd.isna(signal.unknown) else signal.unknown)
    return float(signal.base / whole) if whole else math.nan


def _bar(scale: float, axis: str) -> dict[str, Any]:
    return {"orientation": "h", "width": 13 * scale, "xaxis": axis, "showlegend": False}


def _hatched(name: str, stretches: Sequence[tuple[float, float, float]], scale: float, axis: str) -> Trace:
    """Hatch stretches that are not known: where each begins, how long it is, and its height on the picture."""
    begins, lengths = [begin for begin, _, _ in stretches], [length for _, length, _ in stretches]
    place = {"base": begins, "x": lengths, "y": [y for _, _, y in stretches]}
    marker = {"color": CLEAR, "line": {"color": LINE, "width": 1}, "pattern": hatching()}
    return make_trace("bar", name=name, marker=marker, hoverinfo="skip", **place, **_bar(scale, axis))


def perceived_title(perceived: pd.DataFrame) -> str:
    """Say the finding of the perceived panel in a sentence."""
    columns = zip(perceived["label"].str.lower(), perceived["score"], strict=True)
    known = [(label, score) for label, score in columns if pd.notna(score)]
    if not known:
        return "No rating is on record yet"
    high, low = (f"{find(score for _, score in known):.1f}" for find in (max, min))
    if high == low:
        whom = known[0][0] if len(known) == 1 else f"{len(known)} elements alike,"
        return f"People rate {whom} {high} of 5"
    best, worst = (join_names([label for label, score in known if f"{score:.1f}" == end]) for end in (high, low))
    return f"People rate {best} highest ({high}\u00a0of\u00a05) and {worst} lowest ({low})"


def perceived_alt(perceived: pd.DataFrame) -> str:
    """Say the perceived panel in words for those who cannot see it."""
    said = [f"{row.label}: {score_words(row)}" for row in named_rows(perceived)]
    return f"How strong people say the six elements are, from 1 to 5. {'. '.join(said)}."


def score_words(row: Any) -> str:
    """Say a score with its range and raters: ``3.7, ratings from 2 to 5, 3 raters``; ``not known``."""
    if pd.isna(row.score):
        return NOT_KNOWN
    return f"{row.score:.1f}, ratings from {row.lowest:g} to {row.highest:g}, {counted(row.raters, 'rater')}"


def observed_title(observed: pd.DataFrame) -> str:
    """Say the finding of the observed panel in a sentence."""
    known = observed.dropna(subset="ratio")
    unknown = int(observed["count"].isna().sum())
    if known.empty:
        return "Too little is on record to count any signal"
    low = min(named_rows(known), key=lambda row: row.ratio)
    are = "is" if unknown == 1 else "are"
    also = f"; {unknown} of {counted(len(observed), 'signal')} {are} not known" if unknown else ""
    return f"The lowest share on record: {low.words}{also}"


def observed_alt(observed: pd.DataFrame) -> str:
    """Say the observed panel in words for those who cannot see it."""
    said = [_signal_words(row) for row in named_rows(observed)]
    return f"What the inventory says of the six elements, counted. {'. '.join(said)}."


def elements_in_words(perceived: pd.DataFrame, observed: pd.DataFrame) -> dict[str, list[str]]:
    """Say the picture element by element, by its label: what people say, where anybody has rated one, and each signal.

    For a phone, where only a part of the picture is in sight.
    """
    is_rated = perceived["score"].notna().any()
    said: dict[str, list[str]] = {}
    for row in named_rows(perceived):
        rated = [f"People say: {score_words(row)}"] if is_rated else []
        own = observed[observed["element"] == row.element]
        said[row.label] = rated + [_signal_words(signal) for signal in named_rows(own)]
    return said


def _signal_words(row: Any) -> str:
    if pd.isna(row.count):
        return f"{row.label}: {row.words.replace(': ', ', as ', 1)}"
    return with_capital(row.words)


def count_words(count: Any, base: Any) -> str:
    """Say a count: ``4 of 6``; ``none on record`` where there is nothing to count; ``not known``."""
    if pd.isna(count) or pd.isna(base):
        return NOT_KNOWN
    return f"{count:,} of {base:,}" if base else "none on record"
