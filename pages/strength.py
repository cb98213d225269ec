"""Element strength: what people say of the six elements, beside what is on record."""

import streamlit as st

from components.analysis import element_strength, observed_strength, sentences, strength_differences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, stop_if_empty
from components.ui.views.strength import words
from components.ui.views.strength.element_folds import show_elements
from components.ui.views.strength.strength_panels import (
    remembered_ties,
    say_what_filters_do,
    show_differences,
    show_panels,
    show_radar,
    show_scores_by_issue,
    show_what_to_collect,
)
from components.ui.widgets.measured import show_how_measured

view = open_view("strength")
stop_if_empty(view)
perceived = view.remember("perceived", lambda: element_strength(view.filtered))
observed = view.remember("observed", lambda: observed_strength(view.filtered, remembered_ties(view), whole=view.whole))
is_rated = perceived["score"].notna().any()

st.markdown(f"**{plain(sentences.describe_strength(view.filtered))}**")
st.markdown(words.SCALE_IS_OURS)
say_what_filters_do(view)
show_panels(perceived, observed)
st.caption(plain(sentences.describe_observed_base(view.filtered)))

if is_rated:
    st.markdown("### Where they part")
    show_differences(
        view.remember(
            "differences", lambda: strength_differences(view.filtered, remembered_ties(view), whole=view.whole)
        )
    )
else:
    show_what_to_collect(view)

st.markdown("### By issue area")
show_scores_by_issue(view)

st.markdown("### Each element, opened")
show_elements(view, perceived, observed)
if is_rated:
    show_radar(perceived)

show_how_measured("strength")
show_footer(view.loaded, view.filtered)
