"""Element strength: what people say of the six elements, beside what is on record."""

import streamlit as st

from components.analysis import element_strength, observed_strength, sentences, strength_differences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, show_lead, stop_if_empty
from components.ui.views.strength import words
from components.ui.views.strength.element_folds import show_elements
from components.ui.views.strength.strength_pictures import (
    remembered_ties,
    say_what_filters_do,
    show_differences,
    show_picture,
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

show_lead(sentences.describe_strength(view.filtered, perceived))
say_what_filters_do(view)
show_picture(view, perceived, observed)
st.caption(f"{words.SCALE_IS_OURS} {plain(sentences.describe_observed_base(view.filtered))}")

if is_rated:
    st.markdown("### Where opinion and record differ")
    show_differences(
        view.remember("differences", lambda: strength_differences(view.filtered, whole=view.whole, observed=observed))
    )
    st.markdown("### By issue area")
    show_scores_by_issue(view)
else:
    show_what_to_collect(view)

st.markdown("### Element by element")
show_elements(view, perceived, observed)
if is_rated:
    show_radar(perceived)

show_how_measured("strength")
show_footer(view.loaded, view.filtered)
