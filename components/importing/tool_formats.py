"""The forms in which other tools and standards give elements and connections, and what their columns are.

Their headers stand in ``data/tool_headers.csv``, the tables of Open Referral without organizations in
``data/open_referral_tables.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from components.importing.headed_sheet import HeadedSheet
from components.importing.likeness import fits
from components.inventory.schema import DATA, column_of, words_by_key
from components.inventory.text import header_key, key

GEPHI_NODES = "Gephi nodes"
GRANTS = "a list of grants"
_DIRECTIONS = {"directed", "undirected", "mutual", "mixed"}


@dataclass(frozen=True)
class SheetTraits:
    """What a form is recognised by."""

    head: HeadedSheet
    name_words: tuple[str, ...]
    """The words of the sheet's name."""
    places: dict[str, int]
    """The positions of the headers, by their keys."""

    def has_all(self, *keys: str) -> bool:
        """Whether all of these headers are there."""
        return all(text in self.places for text in keys)

    def has_any(self, *keys: str) -> bool:
        """Whether one of these headers is there."""
        return any(text in self.places for text in keys)

    def is_named(self, *words: str) -> bool:
        """Whether the sheet's name has one of these words."""
        return not set(words).isdisjoint(self.name_words)

    def cells(self, header: str) -> list[str]:
        """Give the filled cells under a header; none where it isn't there."""
        return self.head.first_cells(self.places[header]) if header in self.places else []


@dataclass(frozen=True)
class Form:
    """One form: how it is recognised, and what it maps to."""

    name: str
    table: str
    """The standard's table; empty where there is none for it."""
    is_form_of: Callable[[SheetTraits], bool]
    columns: Mapping[str, str] = field(default_factory=dict)
    """The standard's columns by the keys of headers; any further header that the standard knows is read as always."""
    extra: frozenset[str] = frozenset()
    """The keys of headers that are kept as they are, though the standard has a column of that name."""
    why: str = ""
    """Why there is no table for it."""


def find_form(head: HeadedSheet, name: str) -> Form | None:
    """Find the form of a sheet of this name, and give it; None where it has none that is known."""
    keys = [header_key(header) for header in head.headers]
    places = {text: position for position, text in reversed(list(enumerate(keys))) if text}
    traits = SheetTraits(head, tuple(re.findall(r"[^\W_]+", name.casefold())), places)
    return next((form for form in _FORMS if form.is_form_of(traits)), None)


def headers_of_forms(*tools: str) -> frozenset[str]:
    """Give the keys of headers that forms know: of these tools, or of all."""
    return frozenset(text for form in _FORMS if form.name.startswith(tools or "") for text in form.columns)


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


_HEADERS = _rows("tool_headers.csv")


def _columns(form: str) -> dict[str, str]:
    """The standard's columns by the headers of a form."""
    return {row["header"]: row["column"] for row in _HEADERS if row["form"] == form}


# Networks


def _is_onodo_relations(traits: SheetTraits) -> bool:
    if not traits.has_all("source", "target", "from", "to"):
        return traits.has_all("source", "target") and traits.is_named("relations")
    ends = traits.cells("from") + traits.cells("to")
    since = column_of("relationships", "since")
    return traits.is_named("relations") or (since is not None and bool(ends) and fits(since, ends))


def _is_kumu_connections(traits: SheetTraits) -> bool:
    return traits.has_all("from", "to") and (
        traits.has_any("direction", "connection type") or traits.is_named("connections")
    )


def _is_kumu_elements(traits: SheetTraits) -> bool:
    described = traits.has_any("type", "tags", "description", "element type") or traits.is_named("elements")
    return _is_labelled(traits) and described and not traits.is_named("nodes", "vertices")


def _is_labelled(traits: SheetTraits) -> bool:
    first = ("id", "label") if traits.has_all("id") else ("label",)
    ends = traits.has_all("source", "target") or traits.has_all("from", "to")
    return traits.has_all("label") and traits.places["label"] < len(first) and not ends


def _is_nodes_without_labels(traits: SheetTraits) -> bool:
    return (
        traits.is_named("nodes", "vertices")
        and traits.has_all("id")
        and not traits.has_any("label", "name", "vertex.names")
    )


def _is_gephi_edges(traits: SheetTraits) -> bool:
    ends = traits.has_all("source", "target") and not traits.has_any("from", "to")
    return ends and (traits.has_all("weight") or _has_directions(traits) or traits.has_all("id", "label"))


def _has_directions(traits: SheetTraits) -> bool:
    cells = traits.cells("type")
    return bool(cells) and all(key(text) in _DIRECTIONS for text in cells)


def _is_gephi_edges_of_kinds(traits: SheetTraits) -> bool:
    """Edges whose label says what kind of tie they are, as no other column does."""
    labels = traits.cells("label")
    known = sum(key(text) in words_by_key("relationship_kinds") for text in labels)
    return _is_gephi_edges(traits) and not traits.has_all("kind") and bool(labels) and 2 * known >= len(labels)


def _is_gephi_edges_of_types(traits: SheetTraits) -> bool:
    """Edges whose type is no direction, so that it says what kind of tie they are."""
    return (
        _is_gephi_edges(traits)
        and bool(traits.cells("type"))
        and not _has_directions(traits)
        and not traits.has_all("kind")
    )


def _is_r_network_of_two_modes(traits: SheetTraits) -> bool:
    cells = traits.cells("type")
    return traits.has_all("vertex.names") and bool(cells) and {key(text) for text in cells} <= {"true", "false"}


_GRANTS = _columns(GRANTS)
_GIVERS = [header for header, column in _GRANTS.items() if column == "from"]
_RECEIVERS = [header for header, column in _GRANTS.items() if column == "to"]
_EDGES, _R_NETWORK = _columns("Gephi edges"), _columns("an R network")
_TYPE = frozenset({"type"})


def _is_grants(traits: SheetTraits) -> bool:
    return traits.has_any(*_GIVERS) and traits.has_any(*_RECEIVERS)


def _is_onodo_nodes(traits: SheetTraits) -> bool:
    return traits.has_all("name", "visible") and traits.is_named("nodes")


def _is_gephi_nodes(traits: SheetTraits) -> bool:
    return _is_labelled(traits) and traits.has_all("id")


def _is_r_network(traits: SheetTraits) -> bool:
    return traits.has_all("vertex.names")


def _is_ckan(traits: SheetTraits) -> bool:
    return traits.has_all("name", "title") and traits.has_any("package count", "is organization")


def _is_partner(traits: SheetTraits) -> bool:
    return traits.has_all("primary organization", "node label")


# The first that fits is taken.
_NETWORKS = (
    Form(GRANTS, "relationships", _is_grants, _GRANTS),
    Form("Onodo relations", "relationships", _is_onodo_relations, _columns("Onodo relations")),
    Form("Onodo nodes", "organizations", _is_onodo_nodes),
    Form("Kumu connections", "relationships", _is_kumu_connections, _columns("Kumu connections")),
    Form("Kumu elements", "organizations", _is_kumu_elements, _columns("Kumu elements")),
    Form("Gephi edges", "relationships", _is_gephi_edges_of_types, _EDGES | {"type": "kind"}),
    Form("Gephi edges", "relationships", _is_gephi_edges_of_kinds, _EDGES | {"label": "kind"}, _TYPE),
    Form("Gephi edges", "relationships", _is_gephi_edges, _EDGES, _TYPE),
    Form(GEPHI_NODES, "organizations", _is_gephi_nodes, _columns(GEPHI_NODES)),
    Form(GEPHI_NODES, "organizations", _is_nodes_without_labels, {"id": "name"}),
    Form("vertices of an R network of two modes", "organizations", _is_r_network_of_two_modes, _R_NETWORK, _TYPE),
    Form("vertices of an R network", "organizations", _is_r_network, _R_NETWORK),
    Form("CKAN organizations", "organizations", _is_ckan, _columns("CKAN organizations")),
    Form("PARTNER members", "organizations", _is_partner, _columns("PARTNER members")),
)


# Open Referral (HSDS)

_REFERENCES = (
    *("organization id", "location id", "service id", "program id", "contact id", "phone id", "schedule id"),
    *("taxonomy id", "taxonomy term id", "service at location id", "link id", "resource id"),
)


def _is_open_referral_organizations(traits: SheetTraits) -> bool:
    kept = traits.has_any("tax status", "tax id", "legal status", "year incorporated", "date incorporated")
    described = traits.has_all("id", "name", "alternate name", "description")
    return described and kept and not traits.has_any(*_REFERENCES)


def _is_open_referral_services(traits: SheetTraits) -> bool:
    named = _last_word_begins(traits, "service") or _last_word_begins(traits, "program")
    return traits.has_all("id", "name") and traits.has_any(*_REFERENCES) and named


def _last_word_begins(traits: SheetTraits, beginning: str) -> bool:
    return bool(traits.name_words) and traits.name_words[-1].startswith(beginning)


def _table_without_organizations(table: str, name_begins: str, why: str) -> Form:
    def is_form_of(traits: SheetTraits) -> bool:
        return traits.has_any(*_REFERENCES) and _last_word_begins(traits, name_begins)

    return Form(f"Open Referral {table}", "", is_form_of, why=why)


_OPEN_REFERRAL = (
    Form(
        "Open Referral organizations",
        "organizations",
        _is_open_referral_organizations,
        _columns("Open Referral organizations"),
    ),
    Form("Open Referral services", "initiatives", _is_open_referral_services, _columns("Open Referral services")),
    *(_table_without_organizations(**row) for row in _rows("open_referral_tables.csv")),
)

_FORMS = (*_NETWORKS, *_OPEN_REFERRAL)
