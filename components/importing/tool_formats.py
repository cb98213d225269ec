"""The forms in which other tools and standards give elements and connections, and what their columns are.

``data/tool_formats.csv`` has the signs by which a sheet is seen to have a form: the first that fits is taken.
``data/tool_headers.csv`` has the headers of each form with the standard's columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from components.importing.headed_sheet import HeadedSheet
from components.importing.likeness import fits
from components.importing.words import read_rows, words_of_kind
from components.inventory.schema import column_of, words_by_key
from components.inventory.text import header_key, word_key

GEPHI_NODES = "Gephi nodes"
GRANTS = "a list of grants"
_DIRECTIONS = {"directed", "undirected", "mutual", "mixed"}


@dataclass(frozen=True)
class _Traits:
    """The traits of a sheet by which its form is recognised."""

    head: HeadedSheet
    name_words: list[str]
    places: dict[str, int]
    """The positions of the headers, by their keys."""

    def has_all(self, *keys: str) -> bool:
        return self.places.keys() >= set(keys)

    def has_any(self, *keys: str) -> bool:
        return not self.places.keys().isdisjoint(keys)

    def cells(self, header: str) -> list[str]:
        return self.head.first_cells(self.places[header]) if header in self.places else []


@dataclass(frozen=True)
class Form:
    """One form: how it is recognised, and what it maps to."""

    name: str
    table: str
    """The standard's table; empty where there is none for it."""
    columns: Mapping[str, str]
    """The standard's columns by the keys of headers. Other headers that the standard knows are read as in any sheet."""
    extra: frozenset[str]
    """The keys of headers that are kept as they are, though the standard has a column of that name."""
    why: str
    """Why there is no table for it."""
    signs: Mapping[str, tuple[str, ...]]
    """The signs that it is recognised by, by their columns in ``data/tool_formats.csv``."""


def find_form(head: HeadedSheet, name: str) -> Form | None:
    """Find the form of a sheet of this name, and give it; None where it has none that is known."""
    keys = [header_key(header) for header in head.headers]
    places = {text: position for position, text in reversed(list(enumerate(keys))) if text}
    traits = _Traits(head, re.findall(r"[^\W_]+", name.casefold()), places)
    return next((form for form in _FORMS if _has_signs(traits, form.signs)), None)


def headers_of_forms(*tools: str) -> frozenset[str]:
    """Give the keys of headers that forms know: of these tools, or of all."""
    return frozenset(text for form in _FORMS if form.name.startswith(tools or "") for text in form.columns)


# Reading the forms


def _read_forms() -> tuple[Form, ...]:
    columns: dict[str, dict[str, str]] = {}
    for row in read_rows("tool_headers.csv"):
        columns.setdefault(row["form"], {})[row["header"]] = row["column"]
    return tuple(_read_form(row, columns.get(row["form"], {})) for row in read_rows("tool_formats.csv"))


def _read_form(row: dict[str, str], columns: dict[str, str]) -> Form:
    signs = {name: tuple(filter(None, text.split("; "))) for name, text in row.items()}
    own = dict(pair.split(" = ") for pair in signs["columns"])
    return Form(row["form"], row["table"], columns | own, frozenset(signs["extra"]), row["why"], signs)


# Signs


def _has_signs(traits: _Traits, signs: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the sheet's name and headers have these signs, and its cells pass the test."""
    words = traits.name_words
    return (
        (not signs["name_has"] or not set(words).isdisjoint(signs["name_has"]))
        and set(words).isdisjoint(signs["name_lacks"])
        and (not signs["name_ends"] or "".join(words[-1:]).startswith(signs["name_ends"]))
        and traits.has_all(*signs["headers"])
        and (not signs["one_of"] or traits.has_any(*signs["one_of"]))
        and not traits.has_any(*signs["without"])
        and all(_TESTS[test](traits) for test in signs["test"])
    )


def _has_givers_and_receivers(traits: _Traits) -> bool:
    columns = next(form.columns for form in _FORMS if form.name == GRANTS)
    return {"from", "to"} <= {columns.get(header) for header in traits.places}


def _has_dates_in_from_and_to(traits: _Traits) -> bool:
    ends, since = traits.cells("from") + traits.cells("to"), column_of("relationships", "since")
    return since is not None and bool(ends) and fits(since, ends)


def _has_label_first(traits: _Traits) -> bool:
    """Whether the label is the first column, or the first but for the id, and these are no ties."""
    ties = traits.has_all("source", "target") or traits.has_all("from", "to")
    return traits.places["label"] < (2 if traits.has_all("id") else 1) and not ties


def _are_edges(traits: _Traits) -> bool:
    return traits.has_all("weight") or _has_directions(traits) or traits.has_all("id", "label")


def _has_directions(traits: _Traits) -> bool:
    cells = traits.cells("type")
    return bool(cells) and all(word_key(text) in _DIRECTIONS for text in cells)


def _are_edges_with_kinds_in_type(traits: _Traits) -> bool:
    """Whether the type of edges is no direction, so that it says what kind of tie they are."""
    return _are_edges(traits) and bool(traits.cells("type")) and not _has_directions(traits)


def _are_edges_with_kinds_in_label(traits: _Traits) -> bool:
    labels = traits.cells("label")
    known = sum(word_key(text) in words_by_key("relationship_kinds") for text in labels)
    return _are_edges(traits) and bool(labels) and 2 * known >= len(labels)


def _has_yes_or_no_in_type(traits: _Traits) -> bool:
    cells = traits.cells("type")
    return bool(cells) and {word_key(text) for text in cells} <= {"true", "false"}


def _has_references(traits: _Traits) -> bool:
    return traits.has_any(*words_of_kind("reference of Open Referral"))


_TESTS: dict[str, Callable[[_Traits], bool]] = {
    "givers and receivers": _has_givers_and_receivers,
    "dates in from and to": _has_dates_in_from_and_to,
    "label first": _has_label_first,
    "edges": _are_edges,
    "edges with kinds in type": _are_edges_with_kinds_in_type,
    "edges with kinds in label": _are_edges_with_kinds_in_label,
    "yes or no in type": _has_yes_or_no_in_type,
    "references": _has_references,
    "no reference": lambda traits: not _has_references(traits),
}
_FORMS = _read_forms()
