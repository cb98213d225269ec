"""What every page opens with: the city, the filters, and the sentence that says what they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from components.analysis import Filters
from components.inventory import Inventory, slug
from components.inventory.text import counted
from components.ui.frame.address import read_address, write_address
from components.ui.frame.copy_link import copy_link
from components.ui.frame.filter_bar import clear_filters, control_label, show_filter_bar
from components.ui.frame.loading import (
    UPLOAD,
    Kept,
    Loaded,
    first_city,
    open_city,
)
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain, spoken_date
from components.ui.frame.visit import FILE_NAME, address_words, on_projector


@dataclass(frozen=True)
class View:
    """What a page works with: the whole inventory, the part that the filters leave, and the words for it."""

    loaded: Loaded
    filters: Filters
    filtered: Inventory
    sentence: str

    @property
    def whole(self) -> Inventory:
        return self.loaded.inventory

    @property
    def ground(self) -> Inventory:
        """The city under every filter but the community's own: what representation is measured against."""
        if not self.filters.communities:
            return self.filtered
        wider = replace(self.filters, communities=())
        return self.loaded.remember(("filtered", wider), lambda: wider.apply(self.whole))

    @cached_property
    def filter_words(self) -> dict[str, str]:
        """The filters as words of an address."""
        return write_address(self.filters, self.loaded.value_words)

    def remember(self, name: str, compute: Callable[[], Kept]) -> Kept:
        """What ``compute`` gives, computed once for this inventory under these filters."""
        return self.loaded.remember((name, self.filters), compute)

    @property
    def is_empty(self) -> bool:
        return len(self.filtered.organizations) == 0

    @property
    def key(self) -> str:
        """A name for this view, for file names and widget keys."""
        return self.loaded.key


_LONGEST_ECHO = 80  # characters


def open_view(title: str) -> View:
    """Draw the head of a page and give what it works with."""
    words = address_words()
    loaded = _city_in_view(words)
    address = read_address(words, loaded.value_words)
    _heading(title, loaded)
    show_filter_bar(loaded, address.filters)
    view = _view(loaded, address.filters)
    st.session_state[FILE_NAME] = loaded.file_name
    st.set_page_config(page_title=f"{loaded.name}{' (fictional)' if loaded.inventory.fictional else ''}: {title}")
    _say_filter(view)
    for word, value in (*address.unknown, *_unknown_looks(words)):
        st.warning(
            f"The address asks for {_echo(word)} “{_echo(value)}”, which nothing here has or knows. It was left out."
        )
    return view


def _echo(text: str) -> str:
    """What an address asks for, as far as a person needs it to know it again."""
    return plain(text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…")


def _unknown_looks(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Words on how a view looks that mean nothing here."""
    looks = {"size": ("projector",), "circles": ("degree", "betweenness"), "also": ("tension", "knows-of")}
    asked = [(word, part.strip()) for word in looks for part in words.get(word, "").split(",") if part.strip()]
    return [(word, part) for word, part in asked if part not in looks[word]]


def _view(loaded: Loaded, filters: Filters) -> View:
    filtered = loaded.remember(("filtered", filters), lambda: filters.apply(loaded.inventory))
    sentence = loaded.remember(("sentence", filters), lambda: filters.describe(loaded.inventory))
    return View(loaded, filters, filtered, sentence)


def stop_if_empty(view: View) -> None:
    """End the page where the filters leave no organization, and say which one emptied it."""
    if view.is_empty:
        say_if_empty(view)
        link_and_sources(view.loaded, view.filtered)
        st.stop()


def _city_in_view(words: Mapping[str, str]) -> Loaded:
    asked = slug(words["city"]) if words.get("city") else first_city()
    loaded = open_city(asked, words.get("date"))
    if loaded.is_upload:
        return loaded
    if asked == UPLOAD:
        st.warning(
            "This link shows an inventory that was uploaded in another visit, or before the page was reloaded. Uploads "
            "are kept for one visit only, and for nobody else. If it is yours, upload it again under Inventory. If "
            "not, ask whoever sent the link for the inventory's zip, and upload that."
        )
    elif asked != loaded.city:
        st.warning(
            f"The address asks for the city “{_echo(words['city'])}”, which is not here. {plain(loaded.name)} is shown."
        )
    if words.get("date") and words["date"] != loaded.date:
        shown = f"The one of {spoken_date(loaded.date)}" if loaded.date else "The only one"
        st.warning(f"There is no inventory of {_echo(words['date'])} here. {shown} is shown.")
    return loaded


def _heading(title: str, loaded: Loaded) -> None:
    chips = []
    if loaded.inventory.fictional:
        chips.append(":violet-badge[Fictional city]")
    if loaded.is_upload:
        chips.append(":gray-badge[Your upload, kept for this visit]")
    as_of = loaded.inventory.about("as_of")
    when = f"As of {plain(spoken_date(as_of))}" if as_of else "Date not known"
    st.markdown(f"## {plain(loaded.name)}: {title} {' '.join(['', *chips, f':small[:gray[{when}]]'])}")


def _say_filter(view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(view.sentence), width="content")
        # Always there, so that nothing below moves when the first filter is chosen.
        st.button("Clear all filters", on_click=clear_filters, type="tertiary", disabled=not view.filter_words)
        left_out = view.remember("left out", lambda: view.filters.left_out(view.whole))
        if left_out and not view.is_empty:
            with st.popover("Left out" if on_projector() else "Left out for want of data", type="tertiary"):
                st.markdown("\n".join(f"- {plain(words)}" for words in left_out))
        copy_link(opens_for_others=not view.loaded.is_upload)


def say_if_empty(view: View) -> None:
    """Where no organization is left, say which filter emptied the view."""
    if not view.is_empty:
        return
    if not len(view.whole.organizations):
        st.info(
            "This inventory holds no organization yet. Under Inventory is what could not be read, if anything; add "
            "some there, or choose another city."
        )
        return
    steps = view.filters.steps(view.whole)
    emptied = steps[steps["left"] == 0]
    if emptied.empty:
        return
    step = emptied.iloc[0]
    unknown = int(step["unknown"])
    also = f" {counted(unknown, 'organization has', 'organizations have')} nothing on record there." if unknown else ""
    st.info(
        "No organization is left. The filter that emptied the view: "
        f"{control_label(step['filter'])}, {plain(step['value'])}.{also} Take it out, or choose something wider."
    )
