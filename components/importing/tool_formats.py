"""The forms in which other tools and standards give elements and connections, and what their columns are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from components.importing.likeness import columns_like, fits
from components.importing.sheet_mapping import HeadedSheet
from components.inventory.schema import column_of, headers_of, words_by_key
from components.inventory.text import header_key, key, scrub

GEPHI_NODES = "Gephi nodes"
GRANTS = "a list of grants"
_DIRECTIONS = {"directed", "undirected", "mutual", "mixed"}


@dataclass(frozen=True)
class Looks:
    """What a form is told by."""

    head: HeadedSheet
    called: tuple[str, ...]
    """The words of the sheet's name."""
    places: dict[str, int]
    """The positions of the headers, by their keys."""

    def has(self, *keys: str) -> bool:
        """Whether all of these headers are there."""
        return all(text in self.places for text in keys)

    def any(self, *keys: str) -> bool:
        """Whether one of these headers is there."""
        return any(text in self.places for text in keys)

    def named(self, *words: str) -> bool:
        """Whether the sheet's name has one of these words."""
        return not set(words).isdisjoint(self.called)

    def cells(self, header: str) -> list[str]:
        """The filled cells under a header; none where it isn't there."""
        return self.head.cells(self.places[header]) if header in self.places else []


@dataclass(frozen=True)
class Form:
    """One form: how it is told, and what it maps to."""

    name: str
    table: str
    """The standard's table; empty where there is none for it."""
    tells: Callable[[Looks], bool]
    columns: Mapping[str, str] = field(default_factory=dict)
    """The standard's columns by the keys of headers; any further header that the standard knows is read as always."""
    extra: frozenset[str] = frozenset()
    """The keys of headers that are kept as they are, though the standard has a column of that name."""
    why: str = ""
    """Why there is no table for it."""


def form_of(head: HeadedSheet, name: str) -> Form | None:
    """The form of a sheet that is called so, or None where it has none that is known."""
    keys = [header_key(header) for header in head.headers]
    places = {text: position for position, text in reversed(list(enumerate(keys))) if text}
    looks = Looks(head, tuple(re.findall(r"[^\W_]+", name.casefold())), places)
    return next((form for form in _FORMS if form.tells(looks)), None)


def form_headers() -> frozenset[str]:
    """The keys of headers that forms know."""
    return frozenset(text for form in _FORMS for text in form.columns)


# Networks


def _onodo_relations(looks: Looks) -> bool:
    if not looks.has("source", "target", "from", "to"):
        return looks.has("source", "target") and looks.named("relations")
    ends = looks.cells("from") + looks.cells("to")
    since = column_of("relationships", "since")
    return looks.named("relations") or (since is not None and bool(ends) and fits(since, ends))


def _kumu_connections(looks: Looks) -> bool:
    return looks.has("from", "to") and (looks.any("direction", "connection type") or looks.named("connections"))


def _kumu_elements(looks: Looks) -> bool:
    described = looks.any("type", "tags", "description", "element type") or looks.named("elements")
    return _labelled(looks) and described and not looks.named("nodes", "vertices")


def _labelled(looks: Looks) -> bool:
    first = ("id", "label") if looks.has("id") else ("label",)
    ends = looks.has("source", "target") or looks.has("from", "to")
    return looks.has("label") and looks.places["label"] < len(first) and not ends


def _nodes_without_labels(looks: Looks) -> bool:
    return looks.named("nodes", "vertices") and looks.has("id") and not looks.any("label", "name", "vertex.names")


def _gephi_edges(looks: Looks) -> bool:
    ends = looks.has("source", "target") and not looks.any("from", "to")
    return ends and (looks.has("weight") or _directions(looks) or looks.has("id", "label"))


def _directions(looks: Looks) -> bool:
    cells = looks.cells("type")
    return bool(cells) and all(key(text) in _DIRECTIONS for text in cells)


def _gephi_edges_of_kinds(looks: Looks) -> bool:
    """Edges whose label says what kind of tie they are, as no other column does."""
    labels = looks.cells("label")
    known = sum(key(text) in words_by_key("relationship_kinds") for text in labels)
    return _gephi_edges(looks) and not looks.has("kind") and bool(labels) and 2 * known >= len(labels)


def _gephi_typed(looks: Looks) -> bool:
    """Edges whose type is no direction, so that it says what kind of tie they are."""
    return _gephi_edges(looks) and bool(looks.cells("type")) and not _directions(looks) and not looks.has("kind")


def _vertices_of_two_modes(looks: Looks) -> bool:
    cells = looks.cells("type")
    return looks.has("vertex.names") and bool(cells) and {key(text) for text in cells} <= {"true", "false"}


_ENDS = {"source": "from", "target": "to"}
_TIMES = {"from": "since", "to": "until"}
_KUMU = {"tags": "issue_areas", "tag": "issue_areas"}

_GIVERS = (
    *("funding org:name", "funding organization", "funding organisation", "funder", "funder name", "grantor"),
    *("grantor name", "donor", "donor name", "grantmaker", "awarding agency name"),
)
_RECEIVERS = (
    *("recipient org:name", "recipient organization", "recipient organisation", "recipient", "recipient name"),
    *("grantee", "grantee name", "awardee", "awardee name"),
)
_GRANTS = (
    dict.fromkeys(_GIVERS, "from")
    | dict.fromkeys(_RECEIVERS, "to")
    | dict.fromkeys(("amount awarded", "grant amount", "award amount", "total obligated amount"), "amount")
    | dict.fromkeys(("award date", "grant date", "award base action date"), "since")
    | dict.fromkeys(("planned dates:end date", "period of performance current end date"), "until")
    | dict.fromkeys(("title", "purpose", "grant purpose", "description", "cfda title"), "evidence")
)

_NETWORKS = (
    Form(
        GRANTS,
        "relationships",
        lambda looks: looks.any(*_GIVERS) and looks.any(*_RECEIVERS),
        _GRANTS,
    ),
    Form(
        "Onodo relations",
        "relationships",
        _onodo_relations,
        _ENDS | _TIMES | {"type": "kind", "description": "evidence", "date": "since"},
    ),
    Form("Onodo nodes", "organizations", lambda looks: looks.has("name", "visible") and looks.named("nodes")),
    Form(
        "Kumu connections",
        "relationships",
        _kumu_connections,
        _KUMU | {"from": "from", "to": "to", "type": "kind", "connection type": "kind", "description": "evidence"},
    ),
    Form(
        "Kumu elements",
        "organizations",
        _kumu_elements,
        _KUMU | {"label": "name", "element type": "type"},
    ),
    Form("Gephi edges", "relationships", _gephi_typed, _ENDS | {"type": "kind"}),
    Form("Gephi edges", "relationships", _gephi_edges_of_kinds, _ENDS | {"label": "kind"}, frozenset({"type"})),
    Form("Gephi edges", "relationships", _gephi_edges, _ENDS, frozenset({"type"})),
    Form(GEPHI_NODES, "organizations", lambda looks: _labelled(looks) and looks.has("id"), {"label": "name"}),
    Form(GEPHI_NODES, "organizations", _nodes_without_labels, {"id": "name"}),
    Form(
        "vertices of an R network of two modes",
        "organizations",
        _vertices_of_two_modes,
        {"vertex.names": "name"},
        frozenset({"type"}),
    ),
    Form(
        "vertices of an R network",
        "organizations",
        lambda looks: looks.has("vertex.names"),
        {"vertex.names": "name"},
    ),
    Form(
        "CKAN organizations",
        "organizations",
        lambda looks: looks.has("name", "title") and looks.any("package count", "is organization"),
        {"title": "name", "name": "aliases"},
    ),
    Form(
        "PARTNER members",
        "organizations",
        lambda looks: looks.has("primary organization", "node label"),
        {
            "primary organization": "name",
            "node label": "aliases",
            "sector": "type",
            "primary org function": "also_type",
        },
    ),
)


# Open Referral (HSDS)

_REFERENCES = (
    *("organization id", "location id", "service id", "program id", "contact id", "phone id", "schedule id"),
    *("taxonomy id", "taxonomy term id", "service at location id", "link id", "resource id"),
)
_NO_ORGANIZATIONS = {
    "locations": ("location", "it lists places where services are given, not organizations"),
    "addresses": ("address", "it lists addresses of places, not organizations"),
    "schedules": ("schedule", "it lists opening hours"),
    "phones": ("phone", "it lists phone numbers"),
    "contacts": ("contact", "it lists people"),
    "taxonomy": ("taxonom", "it lists words for kinds of services, not organizations"),
    "taxonomy terms": ("term", "it lists words for kinds of services, not organizations"),
    "languages": ("language", "it lists languages of services"),
    "service areas": ("area", "it lists areas that services cover"),
    "required documents": ("document", "it lists papers that services ask for"),
    "eligibility": ("eligibilit", "it lists who may use services"),
    "costs": ("cost", "it lists what services cost"),
    "payments": ("payment", "it lists how services are paid"),
    "accessibility": ("accessibilit", "it lists how places can be entered"),
    "funding": ("funding", "it lists sources of money without the organizations that give it"),
    "attributes": ("attribute", "it ties words to other tables"),
    "metadata": ("metadata", "it lists changes to other tables"),
    "urls": ("url", "it lists addresses on the web"),
}


def _hsds_organizations(looks: Looks) -> bool:
    kept = looks.any("tax status", "tax id", "legal status", "year incorporated", "date incorporated")
    return looks.has("id", "name", "alternate name", "description") and kept and not looks.any(*_REFERENCES)


def _hsds_work(looks: Looks) -> bool:
    return looks.has("id", "name") and looks.any(*_REFERENCES) and _last_begins(looks, ("service", "program"))


def _last_begins(looks: Looks, beginnings: tuple[str, ...]) -> bool:
    return bool(looks.called) and looks.called[-1].startswith(beginnings)


def _left_out(name: str, beginning: str, why: str) -> Form:
    def tells(looks: Looks) -> bool:
        return looks.any(*_REFERENCES) and _last_begins(looks, (beginning,))

    return Form(f"Open Referral {name}", "", tells, why=why)


_OPEN_REFERRAL = (
    Form(
        "Open Referral organizations",
        "organizations",
        _hsds_organizations,
        {
            "alternate name": "aliases",
            "year incorporated": "since",
            "date incorporated": "since",
            "url": "website",
        },
    ),
    Form(
        "Open Referral services",
        "initiatives",
        _hsds_work,
        {"organization id": "lead", "id": "id", "name": "name"},
    ),
    *(_left_out(name, beginning, why) for name, (beginning, why) in _NO_ORGANIZATIONS.items()),
)

_FORMS = (*_NETWORKS, *_OPEN_REFERRAL)


# Headers of a team's own columns beside those that a tool keeps for itself

_TOOLS = frozenset(
    {"id", "label", "name", "from", "to", "source", "target", "direction", "type", "weight", "timeset", "interval"}
)
_EXPORTED = {text for form in _FORMS if form.name.startswith(("Kumu", "Gephi")) for text in form.columns}
_NUMBERED = re.compile(r"(.+) \(\d+\)", re.DOTALL)


def headers_for_a_tool(
    table: str, names: Sequence[str], headers: Mapping[str, str], kept: Collection[str]
) -> list[str]:
    """The headers under which columns of a table go to another tool: ``headers`` by name where one is given, and else
    the name, each once in any spelling and none that the tool has ``kept`` for itself.

    A team's own column that would be one of these, or be read as a column of the standard that is not there, has a
    number after it. ``own_header`` takes it away.
    """
    used = {text.casefold() for text in kept}
    wishes = [headers.get(name, scrub(name)) for name in names]
    found = []
    for name, wish in zip(names, wishes, strict=True):
        header, number = wish, 1
        if column_of(table, name) is None and _is_read_otherwise(table, wish, names):
            header, number = f"{wish} (2)", 2
        while header.casefold() in used:
            number += 1
            header = f"{wish} ({number})"
        used.add(header.casefold())
        found.append(header)
    return found


def _is_read_otherwise(table: str, header: str, names: Collection[str]) -> bool:
    standard = {headers_of(table).get(header_key(header)), *columns_like(header, table)} - {None, *names}
    return bool(standard) or header_key(header) in _EXPORTED or own_header(table, header, names) != header


def own_header(table: str, name: str, names: Collection[str]) -> str:
    """The name of a column among those of a table, without the number that it has by ``headers_for_a_tool``."""
    match = _NUMBERED.fullmatch(name)
    if match is None or match[1] in names:
        return name
    first = match[1]
    while further := _NUMBERED.fullmatch(first):
        first = further[1]
    known = _TOOLS | _EXPORTED | headers_of(table).keys() | {header_key(other) for other in names if other != name}
    return match[1] if header_key(first) in known or columns_like(first, table) else name
