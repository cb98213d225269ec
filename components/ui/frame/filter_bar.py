"""The filter bar: the controls for city, date and filters, which write the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components.analysis import Filters
from components.inventory import vocabulary
from components.ui.frame.address import FIELDS, read_address, write_address
from components.ui.frame.loading import (
    UPLOAD,
    Loaded,
    city_dates,
    kept_upload,
    open_city,
    shipped_cities,
)
from components.ui.frame.text import spoken_date
from components.ui.frame.visit import address_words, keep_choice, on_projector, set_address, wide

_CHOICES = {
    "issue": ("Issue area", "Any issue area", "issue_areas"),
    "community": ("Community", "Any community", None),
    "type": ("Key-player type", "Any type", "types"),
    "status": ("Organization's status", "Any status", "organization_statuses"),
    "tie": ("Kind of tie", "Any kind", "relationship_kinds"),
    "tie-status": ("Status of a tie", "Any status", None),
}
_BY_LABELS = {"serves": "served by", "led_by": "led by", "seats": "seated"}


def show_filter_bar(loaded: Loaded, filters: Filters) -> None:
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
    known = open_city(city, None).value_words
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
    known = open_city(words.get("city"), words.get("date")).value_words
    set_address(**{**dict.fromkeys(FIELDS), **write_address(filters, known)})


def clear_filters() -> None:
    set_address(**dict.fromkeys(FIELDS))


def control_label(field: str) -> str:
    """The label of the control that sets a field of the filters."""
    return {FIELDS[word]: label for word, (label, *_) in _CHOICES.items()}.get(field, "Least level of a tie")
