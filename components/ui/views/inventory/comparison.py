"""What a further file would change in the inventory in view, listed before it does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.text import counted, name_key
from components.matching import NEW_RATER, add_file, compare_with_file
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain, table_titles
from components.ui.frame.visit import set_address
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import IncomingFiles, finish_incoming, forget_incoming, open_incoming
from components.ui.views.inventory.own_inventory import check_draft, take_draft
from components.ui.widgets.long_work import begin_work, is_at_work, show_work, stop_work
from components.ui.widgets.tables import offer_table

_COMPARING, _TAKING_IN = "comparing", "taking in"  # places of the page that show work
_COMPARED = "compared"  # the key of the session state that names what was compared last
_MOST_LINES = 2_000  # of differences; more would keep a browser waiting
# The changes in the order in which a person wants to read them.
_ORDER = ["changed", "new row", "not taken", "unclear", "cannot be read", "gone"]
_How = Literal["update", "add", "replace", "anew"]
_HOWS: tuple[_How, ...] = ("update", "add", "replace", "anew")


@dataclass(frozen=True)
class _Comparison:
    """A further file, the inventory in view, and how the file is to be taken in."""

    incoming: IncomingFiles
    coming: Draft
    own: Loaded
    here: Draft
    how: _How

    @property
    def name(self) -> tuple[str, str, str]:
        """The name under which its differences are kept."""
        return "differences", self.incoming.token, self.how


def show_comparison(incoming: IncomingFiles, own: Loaded) -> None:
    """Show what the files would do to the visitor's own inventory in each way, and the button that does it."""
    if incoming.draft is None or own.draft is None:
        return
    how = st.radio(
        words.HOW,
        _HOWS,
        key="how-to-add",
        format_func=words.HOWS.__getitem__,
        label_visibility="collapsed",
        disabled=is_at_work(_TAKING_IN),
    )
    if show_work(_TAKING_IN):
        return
    comparison = _Comparison(incoming, incoming.draft, own, own.draft, how)
    is_ready = _show_what_it_would_do(comparison)
    with st.container(horizontal=True):
        button = words.DO_IT[how]
        st.button(button, type="primary", key="take-in", disabled=not is_ready, on_click=_take_in, args=(comparison,))
        st.button(words.CANCEL, key="cancel-comparing", on_click=_leave_alone)


def _show_what_it_would_do(comparison: _Comparison) -> bool:
    """Show what the file would do, and tell whether that is known yet."""
    if comparison.how == "anew":
        organizations = counted(len(comparison.coming.inventory.organizations), "organization")
        st.markdown(words.DROPPED.format(organizations=organizations))
        return True
    found = _find_differences(comparison)
    if found is None:
        return False
    st.markdown(f"**{plain(describe_differences(found))}**")
    _show_differences(found)
    return True


def _find_differences(comparison: _Comparison) -> pd.DataFrame | None:
    """Have the differences worked out beside the page, and give them; None until then, or where it was stopped."""
    kept = comparison.own.kept
    if comparison.name not in kept and st.session_state.get(_COMPARED) != comparison.name:
        _work_out(comparison)
    if comparison.name in kept:
        found: pd.DataFrame = kept[comparison.name]
        return found
    if not show_work(_COMPARING):
        st.markdown(words.COMPARING_STOPPED)
        st.button(words.COMPARE, key="compare-again", on_click=_work_out, args=(comparison,))
    return None


def _work_out(comparison: _Comparison) -> None:
    how = comparison.how
    assert how != "anew", "nothing is compared"
    st.session_state[_COMPARED] = comparison.name
    begin_work(
        words.COMPARING,
        lambda work: compare_with_file(comparison.here, comparison.coming, how, progress=work.step),
        lambda found: comparison.own.remember(comparison.name, lambda: found),
        _COMPARING,
    )


def describe_differences(differences: pd.DataFrame) -> str:
    """Describe differences in a sentence or two: how many of each there are, and whether they are of two cities."""
    counts = Counter(differences["change"])
    cells, gone = (differences[differences["change"] == change] for change in ("changed", "gone"))
    rows, still = len(cells[["table", "what"]].drop_duplicates()), int((gone["after"] != "").sum())
    more = {"changed": words.IN_ROWS.format(rows=counted(rows, "row"))}
    if still:
        more["gone"] = words.STILL_NAMED.format(count=still)
    parts = [counted(counts[name], *said) + more.get(name, "") for name, said in words.CHANGES.items() if counts[name]]
    if set(counts) == {"same"}:
        return words.NOTHING_CHANGES.format(same=parts[0])
    sentence = "; ".join(parts).capitalize() + "." if parts else words.NOTHING_TO_ADD
    ratings = int((differences["after"] == NEW_RATER).sum())
    raters = words.NEW_RATERS.format(ratings=counted(ratings, "rating")) if ratings else ""
    return f"{_two_cities(differences)}{sentence}{raters}"


def _two_cities(differences: pd.DataFrame) -> str:
    cities = differences[(differences["table"] == "inventory") & (differences["column"] == "city")]
    for before, after in zip(cities["before"], cities["after"], strict=True):
        if before and after and name_key(before) != name_key(after):
            return words.TWO_CITIES.format(here=before, there=after)
    return ""


def _show_differences(found: pd.DataFrame) -> None:
    shown = found[found["change"] != "same"]
    if shown.empty:
        return
    ranked = shown.sort_values("change", key=lambda change: change.map(_ORDER.index), kind="stable")
    if len(ranked) > _MOST_LINES:
        st.caption(words.FIRST_DIFFERENCES.format(shown=_MOST_LINES, count=len(ranked)))
    titled = ranked.assign(table=ranked["table"].map(table_titles()))
    table = titled.set_axis(words.DIFFERENCE_COLUMNS, axis=1)
    st.dataframe(table.head(_MOST_LINES), hide_index=True, width="stretch", placeholder="")
    offer_table(lambda: table, "differences")


def _take_in(comparison: _Comparison) -> None:
    incoming, here, coming, how = comparison.incoming, comparison.here, comparison.coming, comparison.how
    if how == "anew":
        open_incoming(coming, incoming)
        return
    sentence = words.DONE[how].format(files=incoming.called)
    begin_work(
        words.TAKING_IN.format(files=incoming.called),
        lambda work: check_draft(add_file(here, coming, how, progress=work.part(0.0, 0.6)), work, 0.6),
        lambda draft: _finish(incoming, draft, sentence),
        _TAKING_IN,
    )


def _finish(incoming: IncomingFiles, draft: Draft, sentence: str) -> None:
    set_address(part="mend")
    if take_draft(draft, sentence):
        finish_incoming(incoming)  # last: where a click breaks this function off earlier, all of it is done again


def _leave_alone() -> None:
    stop_work()
    forget_incoming()
