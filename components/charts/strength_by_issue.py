"""Element strength by issue area: a table of scores, darker where stronger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.charts.elements import NOT_KNOWN, score_words
from components.charts.figure import (
    CLEAR,
    DARK_TEXT,
    LIGHT_TEXT,
    WIDE_TITLE_LETTERS,
    Trace,
    begin_drawing,
    escape,
    issue_label,
    label_table,
    make_trace,
    named_rows,
    room_for_labels,
    stack_rows,
    table_cells,
)
from components.charts.palette import SLATE
from components.inventory.schema import vocabulary
from components.inventory.text import counted

_LETTERS = 14  # of an element's label on one line above the table
_ISSUE_LETTERS = 19  # of an issue area's label on one line beside the table


def element_by_issue_figure(by_issue: pd.DataFrame, issue_areas: Sequence[str], *, scale: float = 1.0) -> go.Figure:
    """Draw a table of scores, issue areas down and the six elements across, darker where stronger.

    ``by_issue``: as ``analysis.element_strength`` gives by issue area. ``issue_areas``: the rows, in order; a cell
    without a rating is hatched. ``customdata`` of a cell: element, issue area.
    """
    elements = vocabulary("elements")
    labels = dict(zip(elements["word"], elements["label"], strict=True))
    issues = [issue_label(issue) for issue in issue_areas]
    rows = stack_rows(issues, 46, _ISSUE_LETTERS, scale)
    alt = by_issue_alt(by_issue, len(issue_areas))
    title = by_issue_title(by_issue, len(issue_areas))
    above, _ = room_for_labels(list(labels.values()), _LETTERS, 0, scale)
    drawing = begin_drawing(title, alt, rows.whole, scale=scale, above=above, letters=WIDE_TITLE_LETTERS)
    found = {(row.issue_area, row.element): row for row in named_rows(by_issue)}
    at = [(issue, element) for issue in issue_areas for element in labels]
    places = [divmod(place, len(labels))[::-1] for place in range(len(at))]
    rated = [found.get(key) for key in at]
    hover = [_cell_hover(labels[element], issue, row) for (issue, element), row in zip(at, rated, strict=True)]
    colours = [CLEAR if row is None else _shade(row.score) for row in rated]
    keys = [(element, issue) for issue, element in at]
    drawing.traces += [
        table_cells(places, rows, colours, [row is None for row in rated], hover, keys),
        _cell_words([(x, rows.middles[y]) for x, y in places], rated, scale),
    ]
    label_table(drawing, list(labels.values()), issues, rows, letters=(_LETTERS, _ISSUE_LETTERS), scale=scale)
    drawing.set_layout(meta={"least_width": int(640 * scale)})
    return drawing.to_figure()


def by_issue_title(by_issue: pd.DataFrame, issues: int) -> str:
    """Say the finding of the table in a sentence."""
    if by_issue.empty:
        return "No rating on record names an issue area"
    low = min(named_rows(by_issue), key=lambda row: row.score)
    labels = vocabulary("elements").set_index("word")["label"]
    empty = issues * len(labels) - len(by_issue)
    rest = f"; nobody has rated {empty} of {counted(issues * len(labels), 'square')}" if empty else ""
    return (
        f"Rated lowest: {labels[low.element].lower()} on {low.issue_area}, "
        f"{low.score:.1f} of 5 by {counted(low.raters, 'rater')}{rest}"
    )


def by_issue_alt(by_issue: pd.DataFrame, issues: int) -> str:
    """Say the table in words for those who cannot see it; the table below holds each cell."""
    return (
        f"How strong people say the six elements (across) are on {counted(issues, 'issue area')} (down), from 1 to 5. "
        f"{by_issue_title(by_issue, issues)}. The table below holds each square."
    )


def _step(score: float) -> int:
    """Round a score to one of the five steps of the scale, halves upwards."""
    return min(max(int(score + 0.5), 1), 5)


def _shade(score: float) -> str:
    return SLATE[_step(score) - 1]


def _cell_words(places: Sequence[tuple[float, float]], rated: Sequence[Any], scale: float) -> Trace:
    known = [(place, row) for place, row in zip(places, rated, strict=True) if row is not None]
    return make_trace(
        "scatter",
        name="scores",
        x=[x for (x, _), _ in known],
        y=[y for (_, y), _ in known],
        mode="text",
        text=[f"<b>{row.score:.1f}</b><br>{_by(row)}" for _, row in known],
        textfont={"size": 12 * scale, "color": [_ink(row.score) for _, row in known]},
        hoverinfo="skip",
    )


def _by(row: Any) -> str:
    return ("only " if row.thin else "") + counted(row.raters, "rater")


def _ink(score: float) -> str:
    """Give the colour of text that can be read on the shade of a score."""
    return LIGHT_TEXT if _step(score) == 5 else DARK_TEXT


def _cell_hover(element: str, issue: str, row: Any) -> str:
    where = f"{escape(element)} · {escape(issue_label(issue))}"
    return f"{where}<br>{NOT_KNOWN}: no rating on record" if row is None else f"{where}<br>{score_words(row)}"
