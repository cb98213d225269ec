"""The pictures of element strength: the six elements, scores by issue area, and a radar."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import element_strength
from components.charts import element_by_issue_figure, elements_figure, elements_in_words, radar_figure
from components.inventory.text import counted
from components.ui.frame.address import known_words
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.strength import words
from components.ui.views.strength.strength_tables import label_elements, title_columns
from components.ui.widgets.figures import picture_scale, show_in_words_on_a_phone, show_kept_figure, show_wide_figure
from components.ui.widgets.links import show_page_link
from components.ui.widgets.tables import show_table_fold


def remembered_ties(view: View) -> pd.DataFrame | None:
    """Give the ties that were worked out with the whole inventory; None where a filter leaves others."""
    return view.loaded.ties if view.filtered is view.whole else None


def say_what_filters_do(view: View) -> None:
    """Say which of the filters in use reach the ratings."""
    if view.filters.issue_areas:
        st.caption(words.UNDER_AN_ISSUE_FILTER)
    elif not view.filters.is_empty:
        st.caption(words.UNDER_ANOTHER_FILTER)


def show_picture(view: View, perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """Draw the six elements, and show what people say and what is on record as tables."""
    show_in_words_on_a_phone(view.remember("elements in words", lambda: elements_in_words(perceived, observed)))
    show_kept_figure(
        view.remember,
        lambda: elements_figure(perceived, observed, scale=picture_scale(), in_full=True),
        "element-strength",
    )
    is_rated = perceived["score"].notna().any()
    st.caption(words.HOW_TO_READ if is_rated else words.HOW_TO_READ_WITHOUT_RATINGS)
    show_table_fold(
        words.PERCEIVED_TABLE, lambda: title_columns(perceived, words.PERCEIVED_COLUMNS), "perceived-strength"
    )
    show_table_fold(
        words.OBSERVED_TABLE,
        lambda: title_columns(label_elements(observed), words.OBSERVED_COLUMNS),
        "observed-strength",
    )


def show_differences(differences: pd.DataFrame) -> None:
    """Say on which elements people's ratings and what is on record differ."""
    if differences.empty:
        st.markdown(words.NOWHERE_APART)
    for row in differences.to_dict("records"):
        st.markdown(
            words.APART.format(
                element=plain(row["label"]),
                score=row["score"],
                raters=counted(row["raters"], "rater"),
                way=words.WAYS[row["direction"]],
                signals="; ".join(map(plain, row["observed"])),
            )
        )


def show_what_to_collect(view: View) -> None:
    """Say what a city team would need to note, where nobody has rated the elements."""
    city = words.THIS_CITY if view.loaded.inventory.about("city") is None else plain(view.loaded.name)
    with st.container(border=True):
        st.markdown(words.WHAT_TO_COLLECT.format(city=city))
        show_page_link("inventory", words.GET_THE_TEMPLATE, view.city_words)


def show_scores_by_issue(view: View) -> None:
    """Draw each element's score by issue area, or say that no rating names one."""
    by_issue = view.remember("strength by issue", lambda: element_strength(view.filtered, "issue_area"))
    if by_issue.empty:
        st.markdown(words.NO_ISSUE_RATED)
        return
    asked = list(view.filters.issue_areas) or known_words(view.filtered)["issue"]
    issues = [*asked, *(issue for issue in dict.fromkeys(by_issue["issue_area"]) if issue not in asked)]
    show_kept_figure(
        view.remember,
        lambda: element_by_issue_figure(by_issue, issues, scale=picture_scale()),
        "strength-by-issue",
    )
    st.caption(words.HOW_TO_READ_ISSUES)
    show_table_fold(
        words.BY_ISSUE_TABLE,
        lambda: title_columns(label_elements(by_issue), words.BY_ISSUE_COLUMNS),
        "strength-by-issue",
    )


def show_radar(perceived: pd.DataFrame) -> None:
    """Draw the radar that the field is used to, folded: it hides spread, raters and what is not known."""
    folded = st.expander(words.RADAR, on_change="rerun", key="radar")
    if folded.open:
        with folded:
            st.caption(words.WHAT_A_RADAR_HIDES)
            show_wide_figure(radar_figure(perceived, scale=picture_scale()), "strength-radar")
