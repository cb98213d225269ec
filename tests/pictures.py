"""Reading a picture by what it shows: its traces by their names, and the words written on it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def trace(figure: go.Figure, name: str) -> Any:
    """Give the one trace of a picture that goes by this name."""
    (found,) = figure.select_traces({"name": name})
    return found


def title(figure: go.Figure) -> str:
    """Give a picture's title on one line."""
    return str(figure.layout.title.text).replace("<br>", " ").replace("\u00a0", " ")


def words(figure: go.Figure) -> str:
    """Give all words that are written on a picture, beside its title and axes."""
    return " | ".join(str(note.text) for note in figure.layout.annotations)
