"""The scores of the six elements as a radar."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.elements import perceived_alt
from components.charts.figure import CLEAR, FAINT, MARK, Trace, begin_drawing, escape, make_trace, numbers_in


def radar_figure(perceived: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw the six scores as a radar: a small second picture, since it hides spread and what is not known."""
    drawing = begin_drawing("The same scores as a radar", perceived_alt(perceived), 330 * scale, scale=scale)
    drawing.traces.append(_radar_line(perceived, scale))
    lines = {"gridcolor": FAINT, "linecolor": FAINT}
    polar = {
        "bgcolor": CLEAR,
        "radialaxis": {"range": [0, 5], "tickvals": [1, 2, 3, 4, 5]} | lines,
        "angularaxis": {"rotation": 90, "direction": "clockwise"} | lines,
    }
    drawing.set_layout(polar=polar, margin={"l": 90, "r": 90, "b": 40, "t": 70 * scale})
    return drawing.to_figure()


def _radar_line(perceived: pd.DataFrame, scale: float) -> Trace:
    """Draw the line around, back to where it begins, with a gap where a score is not known."""
    labels = [escape(label).replace(" ", "<br>", 1) for label in perceived["label"]]
    scores = numbers_in(perceived["score"])
    return make_trace(
        "scatterpolar",
        name="score",
        r=[*scores, *scores[:1]],
        theta=[*labels, *labels[:1]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": MARK, "width": 2},
        marker={"size": 8 * scale, "color": MARK},
        hoverinfo="r+theta",
    )
