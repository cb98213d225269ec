"""Element strength: what people say beside what is on record, and the scores as a radar.

Elements stand in the framework's order and have no colours. What is not known is hatched and said in
words, so that it never looks like a low score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    CLEAR,
    FAINT,
    LINE_OF_TICKS,
    MARK,
    TICKS,
    blank_figure,
    draw_rule,
    escape,
    hatching,
    measure_rows_in_pixels,
    named_rows,
    put_scale_above,
    write_text,
)
from components.charts.palette import LINE
from components.inventory.schema import vocabulary
from components.inventory.text import counted, join_names

ROW = 112  # pixels a row of the two panels, the same in both, so that they stand level
_SIGNAL_STEP = 40  # pixels from one signal's bar to the next
_ABOVE = TICKS + LINE_OF_TICKS  # pixels for the labels of the scale, which take two lines
_TITLE_LINES = 3  # that the title of either panel takes at least, so that both plots begin level
NOT_KNOWN = "not known"


def perceived_figure(perceived: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw six rows: a dot for the score, a line from the lowest to the highest rating, and who rated.

    ``perceived``: as ``analysis.element_strength`` gives. A hollow dot is thin evidence (fewer than three
    raters); a small diamond is the score of the round before.
    """
    height = ROW * len(perceived) * scale
    title, alt = perceived_title(perceived), perceived_alt(perceived)
    figure = blank_figure(title, alt, height, scale=scale, above=_ABOVE * scale, lines=_TITLE_LINES)
    drawn = perceived.assign(y=[(ROW * place + 50) * scale for place in range(len(perceived))])
    known, unknown = drawn.dropna(subset="score"), drawn[drawn["score"].isna()]
    figure.add_traces([_ranges(known), _previous(known, scale), _scores(known, scale), _unrated(unknown, scale)])
    for place, row in enumerate(named_rows(perceived)):
        top = ROW * place * scale
        _heading(figure, top, str(row.label), scale)
        write_text(figure, top + 84 * scale, _perceived_words(row), size=12 * scale)
    ticks = {"tickvals": [1, 2, 3, 4, 5], "ticktext": ["1<br>weak", "2<br> ", "3<br> ", "4<br> ", "5<br>strong"]}
    put_scale_above(figure, scale, range=[0.8, 5.3], gridcolor=FAINT, ticklabeloverflow="allow", **ticks)
    measure_rows_in_pixels(figure, height)
    return figure


def perceived_title(perceived: pd.DataFrame) -> str:
    """Say the finding of the perceived panel in a sentence."""
    known = perceived.dropna(subset="score")
    if known.empty:
        return "What people say is not known: no rating on record"
    scores, labels = known["score"].map("{:.1f}".format), known["label"]
    high, low = f"{known['score'].max():.1f}", f"{known['score'].min():.1f}"
    if high == low:
        whom = labels.iloc[0] if len(known) == 1 else f"all {len(known)} elements rated"
        return f"Rated by people: {whom}, {high} of 5"
    best, worst = (join_names(labels[scores == score].tolist()) for score in (high, low))
    return f"Rated highest: {best} ({high}\u00a0of\u00a05); lowest: {worst} ({low})"


def perceived_alt(perceived: pd.DataFrame) -> str:
    """Say the perceived panel in words for those who cannot see it."""
    said = [f"{row.label}: {score_words(row)}" for row in named_rows(perceived)]
    return f"Perceived strength of the six elements on a scale from 1 to 5. {'. '.join(said)}."


def score_words(row: Any) -> str:
    """Say a score with its range and raters: ``3.7, ratings from 2 to 5, 3 raters``; ``not known``."""
    if pd.isna(row.score):
        return NOT_KNOWN
    return f"{row.score:.1f}, ratings from {row.lowest:g} to {row.highest:g}, {counted(row.raters, 'rater')}"


def _perceived_words(row: Any) -> str:
    if pd.isna(row.score):
        return "not known: no rating on record"
    raters = counted(row.raters, "rater") + (", thin evidence" if row.thin else "")
    evidence = f"{row.with_evidence} of {counted(row.ratings, 'rating')} with evidence"
    return f"{raters} · {evidence}<br>{_change_words(row)}"


def _change_words(row: Any) -> str:
    if pd.isna(row.change):
        return "no earlier round to compare with"
    if abs(row.change) < 0.05:
        return f"as in the round before ({row.previous:.1f})"
    return f"{'up' if row.change > 0 else 'down'} {abs(row.change):.1f} since the round before ({row.previous:.1f})"


def _heading(figure: go.Figure, top: float, label: str, scale: float) -> None:
    draw_rule(figure, top)
    write_text(figure, top + 18 * scale, f"<b>{escape(label)}</b>", size=14 * scale)


def _ranges(known: pd.DataFrame) -> go.Scatter:
    """Draw lines from the lowest to the highest rating, with a gap after each."""
    x = [value for row in named_rows(known) for value in (row.lowest, row.highest, None)]
    y = [value for row in named_rows(known) for value in (row.y, row.y, None)]
    ends = {"symbol": "line-ns", "size": 14, "line": {"color": MARK, "width": 2}}
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line={"color": MARK, "width": 2},
        marker=ends,
        name="lowest to highest rating",
        hoverinfo="skip",
    )


def _scores(known: pd.DataFrame, scale: float) -> go.Scatter:
    thin = known["thin"].tolist()
    return go.Scatter(
        name="score",
        x=known["score"],
        y=known["y"],
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
        hovertext=[f"{escape(row.label)}: {score_words(row)}" for row in named_rows(known)],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _previous(known: pd.DataFrame, scale: float) -> go.Scatter:
    return go.Scatter(
        name="score in the round before",
        x=known["previous"],
        y=known["y"],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 10 * scale, "color": MARK, "line": {"color": MARK, "width": 1.5}},
        hovertext=[f"{escape(row.label)}: {row.previous:.1f} in the round before" for row in named_rows(known)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _unrated(unknown: pd.DataFrame, scale: float) -> go.Bar:
    """Hatch the whole scale where nobody rated."""
    return go.Bar(
        name="not known",
        x=[4.0] * len(unknown),
        base=1,
        y=unknown["y"],
        orientation="h",
        width=18 * scale,
        marker={"color": CLEAR, "line": {"color": LINE, "width": 1}, "pattern": hatching()},
        hovertext=[f"{escape(row.label)}: not known, no rating on record" for row in named_rows(unknown)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def observed_figure(observed: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw a bar for each signal of an element, from none to all of what it could be, with its count.

    ``observed``: as ``analysis.observed_strength`` gives. An empty bar is a counted zero. Hatching is what is not
    known: a whole bar, or the share of it that is not known.
    """
    elements = vocabulary("elements")
    height = ROW * len(elements) * scale
    title, alt = observed_title(observed), observed_alt(observed)
    figure = blank_figure(title, alt, height, scale=scale, above=_ABOVE * scale, lines=_TITLE_LINES)
    for place, element in enumerate(named_rows(elements)):
        _heading(figure, ROW * place * scale, str(element.label), scale)
    drawn = observed.assign(y=_signal_rows(observed, list(elements["word"]), scale), known_share=_known_share(observed))
    figure.add_traces([_tracks(drawn, scale), _unknown_parts(drawn, scale), _bars(drawn, scale)])
    for row in named_rows(drawn):
        _write_signal(figure, row, scale)
    # The axis ends beyond "all", to leave room for the counts.
    ticks = {"tickvals": [0.5, 1], "ticktext": ["half", "all"]}
    put_scale_above(figure, scale, range=[0, 1.36], showgrid=False, **ticks)
    measure_rows_in_pixels(figure, height)
    figure.update_layout(barmode="overlay")
    return figure


def _known_share(observed: pd.DataFrame) -> pd.Series:
    """Work out what share of all that each signal asks about is known (0 to 1), NaN where there is nothing."""
    share = observed["base"] / (observed["base"] + observed["unknown"].fillna(0)).replace(0, pd.NA)
    return pd.Series(share.astype("Float64").to_numpy(dtype=float, na_value=float("nan")), observed.index)


def _write_signal(figure: go.Figure, row: Any, scale: float) -> None:
    """Write a signal's label above its bar and its count beside it, with how many are not known."""
    write_text(figure, row.y - 16 * scale, escape(row.label), size=12 * scale)
    more = f"{row.unknown:,} not known" if pd.notna(row.unknown) and row.unknown else ""
    above = 4 * scale if more else 0
    write_text(figure, row.y - above, f"<b>{count_words(row.count, row.base)}</b>", size=13 * scale, right=True)
    if more:
        write_text(figure, row.y + 10 * scale, more, size=11 * scale, right=True)


def observed_title(observed: pd.DataFrame) -> str:
    """Say the finding of the observed panel in a sentence."""
    known = observed.dropna(subset="ratio")
    unknown = int(observed["count"].isna().sum())
    if known.empty:
        return "What is on record is too little to count any signal"
    low = min(named_rows(known), key=lambda row: row.ratio)
    label = low.label[:1].lower() + low.label[1:]
    also = f"; {unknown} of {counted(len(observed), 'signal')} not known" if unknown else ""
    return f"Least on record: {label} ({count_words(low.count, low.base)}){also}"


def observed_alt(observed: pd.DataFrame) -> str:
    """Say the observed panel in words for those who cannot see it."""
    said = [f"{row.label}: {row.words}" for row in named_rows(observed)]
    return f"Signals of the six elements counted in the inventory. {'. '.join(said)}."


def count_words(count: Any, base: Any) -> str:
    """Say a count: ``4 of 6``; ``none on record`` where there is nothing to count; ``not known``."""
    if pd.isna(count) or pd.isna(base):
        return NOT_KNOWN
    return f"{count:,} of {base:,}" if base else "none on record"


def _signal_rows(observed: pd.DataFrame, elements: Sequence[str], scale: float) -> list[float]:
    """Work out where each signal's bar stands: below its element's name, one under the other."""
    order = observed.groupby("element", sort=False).cumcount()
    tops = [ROW * elements.index(element) for element in observed["element"]]
    return [(top + 54 + _SIGNAL_STEP * number) * scale for top, number in zip(tops, order, strict=True)]


def _tracks(drawn: pd.DataFrame, scale: float) -> go.Bar:
    """Draw the whole of what each signal could be: an outline, hatched where it is not known."""
    unknown = drawn["count"].isna()
    return go.Bar(
        name="whole",
        x=[1.0] * len(drawn),
        y=drawn["y"],
        orientation="h",
        width=13 * scale,
        marker={
            "color": CLEAR,
            "line": {"color": LINE, "width": 1},
            "pattern": hatching() | {"shape": ["/" if one else "" for one in unknown]},
        },
        hovertext=[f"{escape(row.label)}<br>{escape(row.words)}" for row in named_rows(drawn)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _unknown_parts(drawn: pd.DataFrame, scale: float) -> go.Bar:
    """Hatch the share of each counted signal that is not known."""
    partly = drawn[drawn["known_share"] < 1]
    return go.Bar(
        name="not known",
        x=1 - partly["known_share"],
        base=partly["known_share"],
        y=partly["y"],
        orientation="h",
        width=13 * scale,
        marker={"color": CLEAR, "line": {"color": LINE, "width": 1}, "pattern": hatching()},
        hoverinfo="skip",
    )


def _bars(drawn: pd.DataFrame, scale: float) -> go.Bar:
    known = drawn.dropna(subset="ratio")
    return go.Bar(
        name="on record",
        x=known["ratio"] * known["known_share"],
        y=known["y"],
        orientation="h",
        width=13 * scale,
        marker={"color": MARK, "line": {"width": 0}},
        hoverinfo="skip",
    )


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
