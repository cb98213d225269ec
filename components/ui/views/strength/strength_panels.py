"""The pictures of element strength: two panels side by side, scores by issue area, and a radar."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import element_by_issue
from components.charts import element_by_issue_figure, observed_figure, perceived_figure, radar_figure
from components.inventory import vocabulary
from components.inventory.text import counted
from components.ui.frame.address import known_words
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.widgets.figures import picture_scale, show_wide_figure
from components.ui.widgets.links import city_words
from components.ui.widgets.tables import table_twin

_PERCEIVED = {
    "label": "Element",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "ratings": "Ratings",
    "with_evidence": "Ratings with evidence",
    "round": "Round",
    "previous": "Score in the round before",
    "change": "Change",
}
_OBSERVED = {
    "element": "Element",
    "label": "Signal",
    "count": "Count",
    "base": "Of",
    "unknown": "Not known for",
    "words": "In words",
}
_BY_ISSUE = {
    "element": "Element",
    "issue_area": "Issue area",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "ratings": "Ratings",
}


def ties_at_hand(view: View) -> pd.DataFrame | None:
    """The ties worked out with the inventory, where no filter changes them."""
    return view.loaded.ties if view.filtered is view.whole else None


def panels(perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """Perceived and observed side by side, their rows level; one under the other on a phone."""
    scale = picture_scale()
    left, right = st.columns(2, gap="medium")
    with left:
        show_wide_figure(perceived_figure(perceived, scale=scale), "perceived-strength")
    with right:
        show_wide_figure(observed_figure(observed, scale=scale), "observed-strength")
    st.caption(
        "Left: the dot is the score, the line runs from the lowest to the highest single rating, the diamond is the "
        "score in the round before; a hollow dot is thin evidence (fewer than three raters). Right: a full bar is all "
        "of what could be; an empty bar is a counted none. Grey hatching: not known."
    )
    table_twin("What people say, as a table", lambda: titled_columns(perceived, _PERCEIVED), "perceived-strength")
    table_twin("What is on record, as a table", lambda: _observed_table(observed), "observed-strength")


def how_to_read(view: View) -> None:
    """That the scale is ours, and which filters reach the ratings."""
    st.markdown(
        "The framework gives the six elements no official scale. The scale here, 1 (weak) to 5 (strong), is ours, "
        "and so are the signals counted from the inventory."
    )
    filters = view.filters
    if filters.issue_areas:
        st.caption("Under the issue filter only ratings that name one of these issue areas are counted.")
    elif not filters.is_empty:
        st.caption("The filters choose what is counted on record. Ratings are of the whole ecosystem, so they stay.")


def parting(parted: pd.DataFrame) -> None:
    """Where what people say and what is on record part."""
    st.markdown("### Where they part")
    if parted.empty:
        st.markdown(
            "On no element do the two part by the thresholds in “How this is measured”. Where an element is not "
            "rated, or too little is on record, nothing can be said."
        )
    for row in parted.itertuples():
        way = "less" if row.direction == "rated higher" else "more"
        signals = "; ".join(plain(words) for words in row.observed)
        st.markdown(
            f"- **{plain(row.label)}** is rated {row.score:.1f} of 5 by {counted(row.raters, 'rater')}, "
            f"but {way} is on record than that suggests: {signals}."
        )


def what_to_collect(view: View) -> None:
    """What a city team would need, where nobody has rated the elements."""
    where = "this city" if view.loaded.inventory.about("city") is None else plain(view.loaded.name)
    with st.container(border=True):
        st.markdown(
            f"**How strong people think the elements are is not known for {where}.** No source rates them. To learn "
            "it, ask at least three people from different organizations, and note one row a rating in the table "
            "*Assessments*:\n"
            "- **element**: one of the six;\n"
            "- **indicator**: what about it is rated, such as “We know what skills our partners have”;\n"
            "- **rating**: 1 (weak) to 5 (strong);\n"
            "- **rater**: a pseudonym, which is never shown, and the rater's organization;\n"
            "- **date** and **round**, so that change can be seen; **issue area** and **evidence** where there are any."
        )
        st.page_link(
            view_page("inventory"),
            label="Get the template under Inventory",
            icon=":material/arrow_forward:",
            query_params=city_words(view),
        )


def by_issue_area(view: View) -> None:
    """Each element's score by issue area, where ratings name one."""
    st.markdown("### By issue area")
    by_issue = element_by_issue(view.filtered)
    if by_issue.empty:
        st.markdown("Not known: no rating on record names an issue area.")
        return
    asked = list(view.filters.issue_areas) or known_words(view.filtered)["issue"]
    issues = [*asked, *(issue for issue in dict.fromkeys(by_issue["issue_area"]) if issue not in asked)]
    show_wide_figure(element_by_issue_figure(by_issue, issues, scale=picture_scale()), "strength-by-issue")
    st.caption("Darker is rated stronger. Grey hatching: not known, no rating names the two.")
    table_twin("By issue area, as a table", lambda: _by_issue_table(by_issue), "strength-by-issue")


def radar(perceived: pd.DataFrame) -> None:
    """The radar that the field is used to, folded: it hides spread, raters and what is not known."""
    folded = st.expander("The same scores as a radar", on_change="rerun", key="radar")
    if folded.open:
        with folded:
            st.caption("A radar hides how far ratings lie apart, and leaves a gap where an element is not known.")
            show_wide_figure(radar_figure(perceived, scale=picture_scale()), "strength-radar")


def _labelled(table: pd.DataFrame) -> pd.DataFrame:
    labels = vocabulary("elements").set_index("word")["label"]
    return table.assign(element=table["element"].map(labels))


def _observed_table(observed: pd.DataFrame) -> pd.DataFrame:
    return titled_columns(_labelled(observed), _OBSERVED)


def _by_issue_table(by_issue: pd.DataFrame) -> pd.DataFrame:
    return titled_columns(_labelled(by_issue), _BY_ISSUE)


def titled_columns(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    table = table[list(columns)].rename(columns=columns)
    scores = [name for name in table if str(name).startswith(("Score", "Change"))]
    return table.round(dict.fromkeys(scores, 1))
