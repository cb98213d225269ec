"""Pictures on cards. One wider than a phone keeps the least width it needs, and scrolls in a frame of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from components.charts import Content, draw_as_html, draw_title_as_html, title_height
from components.inventory.text import slug
from components.ui.frame.text import plain
from components.ui.frame.visit import is_on_projector

DARK_INK, LIGHT_INK = "#22281f", "#eceae3"  # the theme's text colours, as in .streamlit/config.toml
Remember = Callable[[str, Callable[[], Any]], Any]
WHITE, BLACK = "#ffffff", "#0e1117"  # what pictures lie on, so that each colour of a type is seen
_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"]
# What the rules for wide pictures in ``frame/start_files/style.css`` need to know of one, in pixels.
_SIZES = "<style>.st-key-{frame} {{ --atlas-least-width: {width}px; --atlas-title-height: {title}px; }}</style>"


def picture_scale() -> float:
    """Give the scale at which pictures are drawn: on a projector their smallest text, 12 pixels, is 2 % of 1080."""
    return 1.8 if is_on_projector() else 1.0


def on_a_card(figure: go.Figure) -> Content:
    """Lay a figure on white (black in the dark theme), with words in the page's text colour, and give its content.

    The content is a dictionary: where colours are set on the figure, Plotly checks each, which takes ten times as long.
    """
    is_dark = st.context.theme.type == "dark"
    ink, ground = (LIGHT_INK, BLACK) if is_dark else (DARK_INK, WHITE)
    content: Content = figure.to_dict()
    layout = content["layout"]
    layout |= {"paper_bgcolor": ground, "plot_bgcolor": ground}
    # Streamlit's own grey is too pale to read.
    _colour(layout, "font", ink)
    _colour(layout.setdefault("legend", {}), "font", ink)
    for axis in (part for name, part in layout.items() if name.startswith(("xaxis", "yaxis"))):
        _colour(axis, "tickfont", ink)
    for trace in content["data"]:
        if trace.get("mode") == "markers+text":
            _colour(trace.setdefault("unselected", {}), "textfont", ink)
    return content


def _colour(part: Content, font: str, ink: str) -> None:
    """Set the colour of a font of a part of a figure."""
    part[font] = part.get(font, {}) | {"color": ink}


def show_wide_figure(figure: go.Figure, key: str, on_select: Callable[[], None] | None = None) -> None:
    """Show a figure at least ``layout.meta["least_width"]`` pixels wide. ``on_select`` runs when a mark is chosen."""
    _show_on_card(on_a_card(figure), key, on_select)


def show_kept_figure(
    remember: Remember,
    draw: Callable[[], go.Figure],
    key: str,
    on_select: Callable[[], None] | None = None,
    *,
    part: object = None,
) -> None:
    """Show a figure as ``show_wide_figure`` does, drawn once for each size and theme.

    ``remember`` keeps it: that of the view where it changes with the filters, else that of the inventory in view.
    ``part`` says which of several it is, where the key alone does not.
    """
    name = f"figure {key} {part} {is_on_projector()} {st.context.theme.type}"
    _show_on_card(remember(name, lambda: on_a_card(draw())), key, on_select)


def show_picture(remember: Remember, draw: Callable[[], go.Figure], key: str) -> None:
    """Show a figure as a picture on a card, seen as soon as the page is. ``remember`` as for ``show_kept_figure``."""
    name = f"picture {key} {is_on_projector()} {st.context.theme.type}"
    st.html(remember(name, lambda: f'<div class="atlas-picture">{draw_as_html(on_a_card(draw()))}</div>'))


def show_in_words_on_a_phone(said: Mapping[str, Sequence[str]]) -> None:
    """Say a wide picture in words, a line for each heading, on a phone alone: there its counts are out of sight."""
    with st.container(key="in-words"):
        st.markdown("\n".join(f"- **{plain(head)}.** {plain('. '.join(lines))}." for head, lines in said.items()))


def _show_on_card(content: Content, key: str, on_select: Callable[[], None] | None = None) -> None:
    meta, title = content["layout"]["meta"], content["layout"]["title"]["text"]
    frame = f"wide-{slug(key)}"
    above = round(title_height(title, picture_scale()))
    st.html(_SIZES.format(frame=frame, width=int(meta.get("least_width", 0)), title=above))
    with st.container(key=frame):
        with st.container(key=f"title-of-{frame}"):
            st.html(draw_title_as_html(content))
        st.plotly_chart(
            go.Figure(content, _validate=False),
            key=key,
            alt=meta["alt"],
            on_select=on_select or "ignore",
            selection_mode="points",
            config={
                "displaylogo": False,
                "modeBarButtonsToRemove": _BUTTONS,
                "toImageButtonOptions": {"format": "png", "scale": 2, "filename": slug(key)},
            },
        )
