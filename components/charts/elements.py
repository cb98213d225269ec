"""Element strength in one picture: what people say of each element beside what is on record, and the scores as a radar.

Elements stand in the framework's order and have no colours. What is not known is hatched and said in
words, so that it never looks like a low score.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    CLEAR,
    FAINT,
    MARK,
    WIDE_TITLE_LETTERS,
    Writing,
    blank_figure,
    escape,
    hatching,
    named_rows,
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
    rows, signals, height = _place(perceived, observed, scale, _LEAST_IN_FULL if in_full and is_rated else _LEAST)
    title = perceived_title(perceived) if is_rated and not in_full else observed_title(observed)
    alt = f"{perceived_alt(perceived)} {observed_alt(observed)}" if is_rated else observed_alt(observed)
    above = (_SCALES + (_HEADINGS if is_rated else 0)) * scale
    figure = blank_figure(title, alt, height, scale=scale, above=above, letters=WIDE_TITLE_LETTERS)
    writing = Writing()
    for row in named_rows(rows):
        writing.draw_rule(row.top)
        writing.write(row.middle, f"<b>{escape(row.label).replace(' ', '<br>', 1)}</b>", size=14 * scale)
    if is_rated:
        _draw_perceived(figure, writing, rows, scale, in_full)
        _head_the_scales(writing, scale)
    _draw_observed(figure, writing, signals, scale, _OBSERVED if is_rated else _OBSERVED_ALONE)
    writing.put_on(figure)
    figure.update_layout(
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
        barmode="overlay",
        meta={"alt": alt, "least_width": int(_LEAST_WIDTH * scale)},
    )
    return figure


def _place(
    perceived: pd.DataFrame, observed: pd.DataFrame, scale: float, least: float
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Place the rows of elements (``top``, ``middle``) and the bars of signals (``y``), and give the height of all."""
    tops, middles, bars, top = [], [], [], 0.0
    for element in perceived["element"]:
        own = observed.index[observed["element"] == element]
        height = max(least, _HEAD + _SIGNAL * len(own)) * scale
        first = top + (height - _SIGNAL * len(own) * scale) / 2 + 22 * scale
        bars += [(label, first + _SIGNAL * number * scale) for number, label in enumerate(own)]
        tops.append(top)
        middles.append(top + height / 2)
        top += height
    y = pd.Series(dict(bars), dtype=float)
    return perceived.assign(top=tops, middle=middles), observed.loc[y.index].assign(y=y), top


def _draw_perceived(figure: go.Figure, writing: Writing, rows: pd.DataFrame, scale: float, in_full: bool) -> None:
    """Draw the score of each element, the range of its ratings, and hatching where nobody rated."""
    known, unknown = rows.dropna(subset="score"), rows[rows["score"].isna()]
    figure.add_traces([_ranges(known), _scores(known, scale)])
    if in_full:
        figure.add_trace(_previous(known, scale))
        for row in named_rows(known):
            _write_at(writing, "x", 1, row.middle + 24 * scale, _raters_words(row), 12 * scale)
    figure.add_trace(_hatched("not rated", [1.0] * len(unknown), [4.0] * len(unknown), unknown["middle"], scale, "x"))
    ticks = {"tickvals": [1, 3, 5], "ticktext": ["1 weak", "3", "5 strong"], "gridcolor": FAINT}
    _lay_scale(figure, "xaxis", _PERCEIVED, scale, range=[0.7, 5.3], **ticks)


def _lay_scale(figure: go.Figure, axis: str, place: tuple[float, float], scale: float, **options: Any) -> None:
    common = {"side": "top", "zeroline": False, "fixedrange": True, "tickfont": {"size": 12 * scale}, "anchor": "y"}
    figure.update_layout({axis: {"domain": list(place), **common, **options}})


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


def _ranges(known: pd.DataFrame) -> go.Scatter:
    """Draw lines from the lowest to the highest rating, with a gap after each."""
    return go.Scatter(
        name="lowest to highest rating",
        x=[value for row in named_rows(known) for value in (row.lowest, row.highest, None)],
        y=[value for row in named_rows(known) for value in (row.middle, row.middle, None)],
        mode="lines+markers",
        line={"color": MARK, "width": 2},
        marker={"symbol": "line-ns", "size": 12, "line": {"color": MARK, "width": 2}},
        hoverinfo="skip",
    )


def _scores(known: pd.DataFrame, scale: float) -> go.Scatter:
    thin = known["thin"].tolist()
    return go.Scatter(
        name="score",
        x=known["score"],
        y=known["middle"],
        mode="markers+text",
        marker={
            "symbol": ["circle-open" if one else "circle" for one in thin],
            "size": 16 * scale,
            "color": MARK,
            "line": {"color": MARK, "width": 3},
        },
        text=[f"<b>{score:.1f}</b>" for score in known["score"]],
        textposition="top center",
        textfont={"size": 13 * scale},
        hovertext=[f"{escape(row.label)}: {score_words(row)}<br>{_change_words(row)}" for row in named_rows(known)],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _previous(known: pd.DataFrame, scale: float) -> go.Scatter:
    return go.Scatter(
        name="score in the round before",
        x=known["previous"],
        y=known["middle"],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 10 * scale, "color": MARK, "line": {"color": MARK, "width": 1.5}},
        hovertext=[f"{escape(row.label)}: {_change_words(row)}" for row in named_rows(known)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_observed(
    figure: go.Figure, writing: Writing, signals: pd.DataFrame, scale: float, place: tuple[float, float]
) -> None:
    """Draw a bar for each signal, from none to all that it could be, with its label above and its count beside it."""
    share = _known_share(signals)
    partly, unknown = share[share < 1], signals[signals["count"].isna()]
    figure.add_traces(
        [
            _outlines(signals, scale),
            _hatched("signal not known", [0.0] * len(unknown), [1.0] * len(unknown), unknown["y"], scale, "x2"),
            _hatched("not known", partly, 1 - partly, signals.loc[partly.index, "y"], scale, "x2"),
            _filled(signals.dropna(subset="ratio"), share, scale),
        ]
    )
    _write_signals(writing, signals, scale)
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["none", "half", "all"], "showgrid": False}
    _lay_scale(figure, "xaxis2", place, scale, range=[-0.01, 1.01], **ticks)


def _outlines(signals: pd.DataFrame, scale: float) -> go.Bar:
    """Draw the outline of each bar, which stands for all that the signal could be."""
    return go.Bar(
        name="whole",
        x=[1.0] * len(signals),
        y=signals["y"],
        marker={"color": CLEAR, "line": {"color": LINE, "width": 1}},
        hovertext=[f"{escape(row.label)}<br>{escape(row.words)}" for row in named_rows(signals)],
        hovertemplate="%{hovertext}<extra></extra>",
        **_bar(scale, "x2"),
    )


def _filled(known: pd.DataFrame, share: pd.Series, scale: float) -> go.Bar:
    """Fill each bar as far as is on record. ``share``: how much is known of what each signal asks about."""
    lengths, marker = known["ratio"] * share[known.index], {"color": MARK, "line": {"width": 0}}
    return go.Bar(name="on record", x=lengths, y=known["y"], marker=marker, hoverinfo="skip", **_bar(scale, "x2"))


def _write_signals(writing: Writing, signals: pd.DataFrame, scale: float) -> None:
    """Write the label of each signal above its bar, and its count beside it."""
    for row in named_rows(signals):
        _write_at(writing, "x2", 0, row.y - 14 * scale, escape(row.label), 12 * scale)
        more = f"<br>{row.unknown:,} not known" if pd.notna(row.unknown) and row.unknown else ""
        writing.write(row.y, f"<b>{count_words(row.count, row.base)}</b>{more}", size=13 * scale, right=True)


def _known_share(observed: pd.DataFrame) -> pd.Series:
    """Work out what share of all that each signal asks about is known (0 to 1), NaN where there is nothing."""
    share = observed["base"] / (observed["base"] + observed["unknown"].fillna(0)).replace(0, pd.NA)
    return pd.Series(share.astype("Float64").to_numpy(dtype=float, na_value=float("nan")), observed.index)


def _bar(scale: float, axis: str) -> dict[str, Any]:
    return {"orientation": "h", "width": 13 * scale, "xaxis": axis, "showlegend": False}


def _hatched(name: str, base: Any, length: Any, y: Any, scale: float, axis: str) -> go.Bar:
    """Hatch a stretch that is not known, ``length`` long from ``base`` on."""
    marker = {"color": CLEAR, "line": {"color": LINE, "width": 1}, "pattern": hatching()}
    return go.Bar(name=name, base=base, x=length, y=y, marker=marker, hoverinfo="skip", **_bar(scale, axis))


def perceived_title(perceived: pd.DataFrame) -> str:
    """Say the finding of the perceived panel in a sentence."""
    known = perceived.dropna(subset="score")
    if known.empty:
        return "No rating is on record yet"
    scores, labels = known["score"].map("{:.1f}".format), known["label"].str.lower()
    high, low = f"{known['score'].max():.1f}", f"{known['score'].min():.1f}"
    if high == low:
        whom = labels.iloc[0] if len(known) == 1 else f"{len(known)} elements alike,"
        return f"People rate {whom} {high} of 5"
    best, worst = (join_names(labels[scores == score].tolist()) for score in (high, low))
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


def radar_figure(perceived: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw the six scores as a radar: a small second picture, since it hides spread and what is not known."""
    figure = blank_figure("The same scores as a radar", perceived_alt(perceived), 330 * scale, scale=scale)
    figure.add_trace(_radar_line(perceived, scale))
    lines = {"gridcolor": FAINT, "linecolor": FAINT}
    figure.update_polars(
        bgcolor=CLEAR,
        radialaxis={"range": [0, 5], "tickvals": [1, 2, 3, 4, 5]} | lines,
        angularaxis={"rotation": 90, "direction": "clockwise"} | lines,
    )
    figure.update_layout(margin={"l": 90, "r": 90, "b": 40, "t": 70 * scale})
    return figure


def _radar_line(perceived: pd.DataFrame, scale: float) -> go.Scatterpolar:
    """Draw the line around, back to where it begins, with a gap where a score is not known."""
    labels = [escape(label).replace(" ", "<br>", 1) for label in perceived["label"]]
    scores = [None if pd.isna(score) else float(score) for score in perceived["score"]]
    return go.Scatterpolar(
        name="score",
        r=[*scores, *scores[:1]],
        theta=[*labels, *labels[:1]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": MARK, "width": 2},
        marker={"size": 8 * scale, "color": MARK},
        hoverinfo="r+theta",
    )
