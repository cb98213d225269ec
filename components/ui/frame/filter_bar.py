"""The filter bar: the controls for city, date and filters, which write the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components.analysis import Filters
from components.inventory.schema import word_labels
from components.inventory.text import find_free_name
from components.ui.frame import words
from components.ui.frame.address import FIELDS, read_address, write_address
from components.ui.frame.loading import BRING, UPLOAD, Loaded, city_dates, find_upload, open_city, shipped_cities
from components.ui.frame.store_ready import is_store_needed
from components.ui.frame.text import plain, spoken_date
from components.ui.frame.views import view_page
from components.ui.frame.visit import address_words, asked_date, scale_width, set_address, set_choice

# The vocabulary that has the labels of a filter's values, for those that have one.
_VOCABULARIES = {
    "issue": "issue_areas",
    "type": "types",
    "status": "organization_statuses",
    "tie": "relationship_kinds",
}
_OF_A_CITY = ("date", "version", "draft", "organization", "part")  # words that mean nothing in another city
_ANY_WAY = ",".join(words.REACHED)
_LEFT_OUT = "city-left-out"  # the key of the session state that names the last step without the selector of cities
_MOST_CHIPS = 5  # of the filters in use; further ones are counted


def show_filter_bar(loaded: Loaded, filters: Filters) -> None:
    """Show the controls for city, date and filters, each as the address says, and a chip for each filter in use.

    They go into the container in which this is called, which is one line.
    """
    _choose_city(loaded)
    _choose_date(loaded)
    known = {word: list(values) for word, values in loaded.value_words.items()}
    with st.popover(words.FILTER, icon=":material/filter_list:"):
        _choose_values("issue", known["issue"], filters.issue_areas)
        _choose_values("community", known["community"], filters.communities)
        _choose_how_reached(filters)
        for word in ("type", "status", "tie", "tie-status"):
            _choose_values(word, known[word], getattr(filters, FIELDS[word]))
        _choose_least_level(filters)
    _show_chips(filters)


def _show_chips(filters: Filters) -> None:
    """Show a chip for each value that is asked for, which takes it out; further ones are counted."""
    chips = [(word, value) for word in words.CHOICES for value in getattr(filters, FIELDS[word])]
    if filters.least_level:
        chips.append(("level", str(filters.least_level)))
    for word, value in chips[:_MOST_CHIPS]:
        st.button(
            plain(_chip_label(word, value, filters)),
            key=f"chip-{word}-{value}",
            icon=":material/close:",
            icon_position="right",
            help=words.TAKE_OUT_FILTER,
            on_click=_take_out,
            args=(word, value),
        )
    if len(chips) > _MOST_CHIPS:
        st.markdown(words.MORE_CHIPS.format(count=len(chips) - _MOST_CHIPS), width="content")
    if chips:
        st.button(words.CLEAR_FILTERS, on_click=clear_filters, type="tertiary")


def _chip_label(word: str, value: str, filters: Filters) -> str:
    if word == "level":
        return words.LEVEL_OR_MORE.format(level=value)
    if word == "community" and set(filters.community_by) != set(words.REACHED):
        return words.REACHED_BY.format(ways=_label_ways(",".join(filters.community_by)), community=value)
    return word_labels(_VOCABULARIES[word]).get(value, value) if word in _VOCABULARIES else value


def _take_out(word: str, value: str) -> None:
    """Take one value of a filter out of the address."""
    asked = address_words()
    known = open_city(asked.get("city"), asked_date(asked)).value_words
    filters = read_address(asked, known).filters
    if word == "level":
        filters = replace(filters, least_level=None)
    else:
        left = {FIELDS[word]: tuple(each for each in getattr(filters, FIELDS[word]) if each != value)}
        filters = replace(filters, least_level=filters.least_level, **left)
    set_address(**{**dict.fromkeys(FIELDS), **write_address(filters, known)})


def _choose_city(loaded: Loaded) -> None:
    cities = shipped_cities()
    shipped = zip(cities["word"].tolist(), cities["city"].tolist(), cities["fictional"].tolist(), strict=True)
    names = {word: f"{city}{words.FICTIONAL if fictional else ''}" for word, city, fictional in shipped}
    for workspace, name in _name_workspaces(loaded).items():
        names[workspace] = find_free_name(name, set(names.values()))  # a browser holds the choice by its words
    if find_upload():
        names[UPLOAD] = words.YOUR_UPLOAD  # the same for each upload: the browser holds the choice by these words
    else:
        names[BRING] = words.BRING_IN_MENU
    key = _city_key(loaded)
    if st.session_state.get(key) == BRING:
        st.session_state.pop(key)
        st.switch_page(view_page("inventory"), query_params=address_words())
    set_choice(key, loaded.city)
    st.selectbox(
        words.CITY,
        list(names),
        key=key,
        format_func=lambda city: names[city],
        on_change=lambda: _change_city(key),
        width=scale_width(175),
        label_visibility="collapsed",
    )


def _name_workspaces(loaded: Loaded) -> dict[str, str]:
    """Name the workspaces that the menu has for this person, and the one in view, which only its link may open."""
    in_view = {loaded.city: loaded.workspace.name} if loaded.workspace else {}
    if not is_store_needed():
        return in_view
    from components.ui.frame.workspaces import name_workspaces

    return name_workspaces() | in_view


def _choose_date(loaded: Loaded) -> None:
    dates = [] if loaded.is_upload or loaded.workspace else city_dates(loaded.city)
    if len(dates) < 2:
        return
    set_choice("date", loaded.date)
    st.selectbox(
        words.DATE,
        dates[::-1],
        key="date",
        format_func=spoken_date,
        on_change=lambda: set_address(date=st.session_state["date"]),
        width=scale_width(130),
        label_visibility="collapsed",
    )


def _city_key(loaded: Loaded) -> str:
    """Name the selector of cities: an upload has one of its own, and so has the page after each step without it."""
    return f"city-beside-upload{_turn()}" if loaded.is_upload else f"city{_turn()}"


def _turn() -> str:
    return str(st.session_state.get(_LEFT_OUT, ""))


def leave_city_out(step: str) -> None:
    """Note that a step of the work shows no city, so that the next page draws the selector as a new one.

    A browser that draws one again that it had before would send its first city.
    """
    st.session_state[_LEFT_OUT] = f" after {step}"


def _change_city(key: str) -> None:
    """Go to another city with the filters that it knows; the others would only empty it.

    Just after an upload, a slow browser may still send the city that was in view before. So an upload has a selector of
    its own, and what comes from the one that is not on the page changes nothing.
    """
    if key != _city_key(open_city(address_words().get("city"), None)):
        return
    city = st.session_state[key]
    if city == BRING:  # the next run goes there
        return
    known = open_city(city, None).value_words
    kept = write_address(read_address(address_words(), known).filters, known)
    go_to_city(city, **kept)


def go_to_city(city: str | None, **more: str | None) -> None:
    """Go to a city, a workspace or the visitor's own list, with these words of an address and no others."""
    set_address(**{**dict.fromkeys([*FIELDS, *_OF_A_CITY]), **more, "city": city})


def _choose_values(word: str, options: list[str], chosen: tuple[str, ...]) -> None:
    label, placeholder = words.CHOICES[word]
    labels: Mapping[str, str] = word_labels(_VOCABULARIES[word]) if word in _VOCABULARIES else {}
    set_choice(word, list(chosen))
    st.multiselect(
        label,
        options,
        key=word,
        placeholder=placeholder if options else words.NOTHING_TO_CHOOSE,
        format_func=lambda value: labels.get(value, value),
        on_change=_write_filters,
        disabled=not options,
    )


def _choose_how_reached(filters: Filters) -> None:
    """Choose how communities are reached: one way at a time, or any; an address may ask for two."""
    current = ",".join(column for column in words.REACHED if column in filters.community_by)
    ways = [_ANY_WAY, *words.REACHED]
    set_choice("by", current)
    st.selectbox(
        words.HOW_REACHED,
        ways if current in ways else [*ways, current],
        key="by",
        format_func=_label_ways,
        on_change=_write_filters,
        disabled=not filters.communities,
        help=words.REACHED_HELP,
    )


def _label_ways(ways: str) -> str:
    if ways == _ANY_WAY:
        return words.REACHED_ANY_WAY
    return " or ".join(words.REACHED[way] for way in ways.split(",")).capitalize()


def _choose_least_level(filters: Filters) -> None:
    labels = {**word_labels("levels"), "0": words.ANY_LEVEL}
    set_choice("level", str(filters.least_level or 0))
    st.select_slider(
        words.LEAST_LEVEL,
        [str(level) for level in range(6)],
        key="level",
        format_func=labels.__getitem__,
        on_change=_write_filters,
    )


def _write_filters() -> None:
    """Write into the address what the controls say."""
    state = st.session_state
    values: dict[str, Any] = {FIELDS[word]: tuple(state[word]) for word in words.CHOICES if word in state}
    level = int(state.get("level", "0"))
    by = tuple(state.get("by", _ANY_WAY).split(","))
    filters = replace(Filters(**values), least_level=level or None, community_by=by)
    asked = address_words()
    known = open_city(asked.get("city"), asked_date(asked)).value_words
    set_address(**{**dict.fromkeys(FIELDS), **write_address(filters, known)})


def clear_filters() -> None:
    """Take every filter out of the address."""
    set_address(**dict.fromkeys(FIELDS))


def control_label(field: str) -> str:
    """Give the label of the control that sets a field of the filters."""
    return {FIELDS[word]: label for word, (label, _) in words.CHOICES.items()}.get(field, words.LEAST_LEVEL)
