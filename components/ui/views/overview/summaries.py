"""The other views in short: four figures, the six elements, the grid of communities, and how much is known."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.analysis import (
    HeadlineFigures,
    element_strength,
    keep_most_concerned,
    observed_strength,
    representation_grid,
    sentences,
)
from components.charts import elements_figure, elements_in_words, how_much_is_known_figure, representation_figure
from components.inventory import measure_completeness
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.overview import words
from components.ui.widgets.figures import picture_scale, show_in_words_on_a_phone, show_picture


def show_headline_figures(figures: HeadlineFigures) -> None:
    """Show the four figures as cards, two beside each other, each with what it is counted over.

    They are one piece of HTML: as elements of Streamlit's own they take a browser much longer.
    """
    cards = [
        (words.ORGANIZATIONS, f"{figures.organizations:,}", words.OF_KNOWN_TYPE.format(count=figures.of_known_type)),
        (words.WORKING_TIES, _count(figures.working_ties), _say_who_is_tied(figures)),
        (words.KEY_PLAYER_TYPES, _count(_count_types(figures), 6), _say_which_types_are_missing(figures)),
        (words.LEADING_COMMUNITIES, _count(figures.leading_communities, figures.communities), _say_who_leads(figures)),
    ]
    st.html(f'<div class="atlas-figures">{"".join(_draw_card(*card) for card in cards)}</div>')


def _draw_card(label: str, value: str, base: str) -> str:
    lines = f"<span>{escape(label)}</span><b>{escape(value)}</b><small>{escape(base)}</small>"
    return f'<div role="group" aria-label="{escape(label)}">{lines}</div>'


def _count(count: int | None, base: int | None = None) -> str:
    if count is None:
        return words.NOT_KNOWN
    return f"{count:,}" if base is None else words.OF.format(count=count, base=base)


def _say_who_is_tied(figures: HeadlineFigures) -> str:
    if figures.tied_organizations is None:
        return words.NO_SOURCE_SAYS
    return words.TIED.format(tied=figures.tied_organizations, organizations=figures.organizations)


def _count_types(figures: HeadlineFigures) -> int | None:
    return None if figures.missing_types is None else 6 - len(figures.missing_types)


def _say_which_types_are_missing(figures: HeadlineFigures) -> str:
    if figures.missing_types is None:
        return words.NO_SOURCE_SAYS
    if len(figures.missing_types) == 1:
        return words.TYPE_MISSING.format(type=figures.missing_types[0])
    count = len(figures.missing_types)
    return words.TYPES_MISSING.format(count=count) if count else words.NO_TYPE_MISSING


def _say_who_leads(figures: HeadlineFigures) -> str:
    if not figures.of_known_leadership:
        return words.NO_SOURCE_SAYS
    return words.OF_KNOWN_LEADERSHIP.format(count=figures.of_known_leadership)


def show_elements(view: View) -> None:
    """Draw the six elements: what people say of each beside what is on record."""
    perceived = view.remember("perceived", lambda: element_strength(view.filtered))
    observed = view.remember("observed", lambda: observed_strength(view.filtered, whole=view.whole))
    show_in_words_on_a_phone(view.remember("elements in words", lambda: elements_in_words(perceived, observed)))
    show_picture(
        view.remember, lambda: elements_figure(perceived, observed, scale=picture_scale()), key="overview-elements"
    )
    st.caption(
        f"{words.HOW_TO_READ_THE_BARS} {words.SCALE_IS_OURS} {plain(sentences.describe_observed_base(view.filtered))}"
        + ("" if view.filters.is_empty else words.WHAT_THE_FILTERS_DO)
    )


def show_small_grid(view: View) -> None:
    """Draw the communities and issue areas that are most concerned, or say that none is known."""
    grid = view.remember("grid", lambda: representation_grid(view.ground, view.filters.issue_areas or None))
    if grid.empty:
        st.markdown(words.NO_GRID)
        return
    few = (words.FEW_COMMUNITIES, words.FEW_ISSUE_AREAS)
    part = view.remember("small grid", lambda: keep_most_concerned(grid, *few))
    show_picture(
        view.remember, lambda: representation_figure(part, whole=grid, scale=picture_scale()), key="overview-grid"
    )
    if len(part) < len(grid):
        st.caption(words.MOST_CONCERNED)


def show_how_much_is_known(view: View) -> None:
    """Draw how much of each table is filled in."""
    show_picture(
        view.loaded.remember,
        lambda: how_much_is_known_figure(measure_completeness(view.whole), scale=picture_scale()),
        key="overview-known",
    )
