"""Plotly figures on a page: described for those who can't see them, with few buttons, and as an image to take along."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

_UNUSED_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"]


def show_figure(figure: go.Figure, key: str) -> None:
    """Show a figure made by the charts room; its description is in ``layout.meta["alt"]``."""
    meta = figure.layout.meta or {}
    st.plotly_chart(
        figure,
        key=key,
        alt=meta.get("alt"),
        config={
            "displaylogo": False,
            "modeBarButtonsToRemove": _UNUSED_BUTTONS,
            "toImageButtonOptions": {"format": "png", "scale": 2, "filename": key},
        },
    )
