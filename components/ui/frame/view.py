"""What every page opens with: the city, the filters, and the sentence that says what they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import streamlit as st

from components.analysis import Filters, counted
from components.inventory import Inventory, slug, vocabulary
from components.ui.frame.address import FIELDS, read_address, write_address
from components.ui.frame.copy_link import copy_link
from components.ui.frame.loading import (
    UPLOAD,
    Kept,
    Loaded,
    city_dates,
    first_city,
    kept_upload,
    load_shipped,
    shipped_cities,
)
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain
from components.ui.frame.visit import address_words, keep_choice, on_projector, set_address, wide
from components.ui.widgets.tables import FILE_NAME


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
    _filter_bar(loaded, address.filters)
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
    loaded = _open(asked, words.get("date"))
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


def _open(city: str | None, date: str | None) -> Loaded:
    """The city that an address asks for; the first where it asks for none, or for one that is not here."""
    upload = kept_upload()
    if city == UPLOAD and upload:
        return upload
    known = set(shipped_cities()["key"])
    city = slug(city or "")
    return load_shipped(city if city in known else first_city(), date)


def _heading(title: str, loaded: Loaded) -> None:
    chips = []
    if loaded.inventory.fictional:
        chips.append(":violet-badge[Fictional city]")
    if loaded.is_upload:
        chips.append(":gray-badge[Your upload, kept for this visit]")
    as_of = loaded.inventory.about("as_of")
    when = f"As of {plain(spoken_date(as_of))}" if as_of else "Date not known"
    st.markdown(f"## {plain(loaded.name)}: {title} {' '.join(['', *chips, f':small[:gray[{when}]]'])}")


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken_date(text: str) -> str:
    """``2015-05-12`` as ``12 May 2015``, ``2015-05`` as ``May 2015``; a year stays."""
    parts = text.split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        parts[1] = _MONTHS[int(parts[1]) - 1]
    return " ".join(part.lstrip("0") for part in reversed(parts))


# --- The filter bar -------------------------------------------------------------------------------

_CHOICES = {
    "issue": ("Issue area", "Any issue area", "issue_areas"),
    "community": ("Community", "Any community", None),
    "type": ("Key-player type", "Any type", "types"),
    "status": ("Organization's status", "Any status", "organization_statuses"),
    "tie": ("Kind of tie", "Any kind", "relationship_kinds"),
    "tie-status": ("Status of a tie", "Any status", None),
}
_BY_LABELS = {"serves": "served by", "led_by": "led by", "seats": "seated"}


def _filter_bar(loaded: Loaded, filters: Filters) -> None:
    known = {word: list(values) for word, values in loaded.value_words.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _city_choice(loaded)
        _date_choice(loaded)
        _words_choice("issue", known["issue"], filters.issue_areas, width=wide(200), in_bar=True)
        _words_choice("community", known["community"], filters.communities, width=wide(200), in_bar=True)
        if not on_projector():
            _community_by(filters)
        with st.popover(_more_label(filters), width=wide(120)):
            if on_projector():  # one row is all that a room's picture can give to filters
                _community_by(filters)
            for word in ("type", "status", "tie", "tie-status"):
                _words_choice(word, known[word], getattr(filters, FIELDS[word]))
            _least_level(filters)


def _city_choice(loaded: Loaded) -> None:
    cities = shipped_cities()
    names = {row.key: f"{row.city} (fictional)" if row.fictional else row.city for row in cities.itertuples()}
    upload = kept_upload()
    if upload:
        names[UPLOAD] = "Your upload"  # the same words for each upload: the browser holds the choice by them
    keep_choice("city", loaded.city)
    st.selectbox(
        "City",
        list(names),
        key="city",
        format_func=lambda key: names[key],
        on_change=_change_city,
        width=wide(175),
        label_visibility="collapsed",
    )


def _date_choice(loaded: Loaded) -> None:
    dates = [] if loaded.is_upload else city_dates(loaded.city)
    if len(dates) < 2:
        return
    keep_choice("date", loaded.date)
    st.selectbox(
        "Date of the inventory",
        dates[::-1],
        key="date",
        format_func=spoken_date,
        on_change=lambda: set_address(date=st.session_state["date"]),
        width=wide(130),
        label_visibility="collapsed",
    )


def _change_city() -> None:
    """Go to another city with the filters that it knows; the others would only empty it."""
    city = st.session_state["city"]
    known = _open(city, None).value_words
    kept = write_address(read_address(address_words(), known).filters, known)
    gone = dict.fromkeys([*FIELDS, "date", "organization"])
    set_address(**{**gone, **kept, "city": city})


def _words_choice(
    word: str, options: list[str], chosen: tuple[str, ...], width: int | str = "stretch", in_bar: bool = False
) -> None:
    label, placeholder, vocabulary_name = _CHOICES[word]
    labels = _labels(vocabulary_name)
    keep_choice(word, list(chosen))
    st.multiselect(
        label,
        options,
        key=word,
        placeholder=placeholder if options else "None on record",
        format_func=lambda value: labels.get(value, value),
        on_change=_write_filters,
        disabled=not options,
        label_visibility="collapsed" if in_bar else "visible",
        width=width,
    )


def _labels(name: str | None) -> dict[str, str]:
    if name is None:
        return {}
    words = vocabulary(name)
    return dict(zip(words["word"], words["label"], strict=True))


def _community_by(filters: Filters) -> None:
    """How the chosen communities are reached: one way at a time, or any; an address may ask for two."""
    current = ",".join(column for column in _BY_LABELS if column in filters.community_by)
    ways = [",".join(_BY_LABELS), *_BY_LABELS]
    keep_choice("by", current)
    st.selectbox(
        "How a community is reached",
        ways if current in ways else [*ways, current],
        key="by",
        format_func=_by_label,
        on_change=_write_filters,
        width=wide(160),
        label_visibility="collapsed",
        disabled=not filters.communities,
        help="Served by: its work is for them. Led by: they hold its decisions. Seated: it holds a seat that speaks "
        "for them, or that one of them holds.",
    )


def _by_label(ways: str) -> str:
    if ways == ",".join(_BY_LABELS):
        return "Reached any way"
    return " or ".join(_BY_LABELS[way] for way in ways.split(",")).capitalize()


def _least_level(filters: Filters) -> None:
    levels = vocabulary("levels").set_index("word")["label"]
    keep_choice("level", str(filters.least_level or 0))
    st.select_slider(
        "Least level of a tie",
        [str(level) for level in range(6)],
        key="level",
        format_func=lambda level: "any" if level == "0" else levels[level],
        on_change=_write_filters,
    )


def _more_label(filters: Filters) -> str:
    fields = ("types", "statuses", "tie_kinds", "tie_statuses", "least_level")
    count = sum(bool(getattr(filters, field)) for field in fields)
    return f"More ({count})" if count else "More filters"


def _write_filters() -> None:
    state = st.session_state
    values: dict[str, Any] = {FIELDS[word]: tuple(state[word]) for word in _CHOICES if word in state}
    level = int(state.get("level", "0"))
    by = tuple(state.get("by", ",".join(_BY_LABELS)).split(","))
    filters = replace(Filters(**values), least_level=level or None, community_by=by)
    words = address_words()
    known = _open(words.get("city"), words.get("date")).value_words
    set_address(**{**dict.fromkeys(FIELDS), **write_address(filters, known)})


def _clear_filters() -> None:
    set_address(**dict.fromkeys(FIELDS))


def _say_filter(view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(view.sentence), width="content")
        # Always there, so that nothing below moves when the first filter is chosen.
        st.button("Clear all filters", on_click=_clear_filters, type="tertiary", disabled=not view.filter_words)
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
        f"{_control(step['filter'])}, {plain(step['value'])}.{also} Take it out, or choose something wider."
    )


def _control(field: str) -> str:
    """The label of the control that sets a field of the filters."""
    return {FIELDS[word]: label for word, (label, *_) in _CHOICES.items()}.get(field, "Least level of a tie")
