"""Element strength: what people say of the six elements, beside what is on record."""

import streamlit as st

from components.analysis import element_strength, observed_over, observed_strength, parted, strength_sentence
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, stop_if_empty
from components.ui.views.strength.element_folds import elements_opened
from components.ui.views.strength.strength_panels import (
    by_issue_area,
    how_to_read,
    panels,
    parting,
    radar,
    ties_at_hand,
    what_to_collect,
)
from components.ui.widgets.measured import how_measured

view = open_view("element strength")
stop_if_empty(view)
perceived = view.remember("perceived", lambda: element_strength(view.filtered))
observed = view.remember("observed", lambda: observed_strength(view.filtered, ties_at_hand(view), whole=view.whole))
rated = perceived["score"].notna().any()

st.markdown(f"**{plain(strength_sentence(view.filtered))}**")
how_to_read(view)
panels(perceived, observed)
st.caption(plain(observed_over(view.filtered)))
if rated:
    parting(view.remember("parted", lambda: parted(view.filtered, ties_at_hand(view), whole=view.whole)))
else:
    what_to_collect(view)
by_issue_area(view)
elements_opened(view, perceived, observed)
if rated:
    radar(perceived)
how_measured("strength")
link_and_sources(view.loaded, view.filtered)
