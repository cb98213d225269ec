"""A network in GraphML or GEXF to two sheets: its nodes and its edges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from components.files.file import File, Limits, TooLargeError
from components.files.records import Record, label_nodes, sheet_of_records
from components.files.sheets import Sheet, Sheets
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, problem
from components.inventory.text import LONGEST_CELL

_DEEPEST = 50  # elements in one another
_MOST_ELEMENTS = 3_000_000
_DIRECTIONS = {"directed": "Directed", "undirected": "Undirected", "mutual": "Mutual"}
# Attributes whose headers would pass for another column. An edge's own type is its direction; an attribute of that
# name says of what kind it is.
_HEADERS = {
    "node": {"id": "id (2)", "label": "Label"},
    "edge": {"source": "source (2)", "target": "target (2)", "type": "kind", "label": "Label", "weight": "Weight"},
}
_TIMES = ("Start", "End")
_DRAWN_LABELS = ("NodeLabel", "EdgeLabel")  # how yEd writes a label
_BETWEEN_VALUES = re.compile("[|;,]")

Attributes = Mapping[str, str]
Values = dict[str, list[str]]
"""What a node or an edge has: by header, its values."""


def read_graph(file: File, limits: Limits) -> Sheets:
    """Read a network, and give the sheets ``nodes`` (Id, Label) and ``edges`` (Source, Target, Type).

    Each has every attribute beside these. Type is Directed, Undirected or Mutual. A node is named as ``label_nodes``
    says; one inside another has that one's id as ``Parent``. ``Start`` and ``End`` are the times of a network that
    changes. Where a node stands and how it looks is not read, nor are the ids of edges. A second graph and edges of
    more than two ends are left out, with a problem.
    """
    reader = _Reader(limits)
    try:
        reader.read(file.content)
        return reader.sheets(file), reader.parts_left_out(file)
    except (TooLargeError, _DeclaredError, expat.ExpatError, LookupError, ValueError) as error:
        # No more is done here: where memory is out, Python 3.11 finds no end in a long function that catches errors.
        return [], [_refusal(file, error)]


def _refusal(file: File, error: Exception) -> Problem:
    if isinstance(error, TooLargeError):
        return problem("too large", case="network", file=file.name, what=error)
    if isinstance(error, _DeclaredError):
        return problem("document type declared", file=file.name)
    if isinstance(error, expat.ExpatError):
        return problem("file damaged", case="network line", file=file.name, line=error.lineno)
    return problem("file damaged", case="network", file=file.name)


class _DeclaredError(Exception):
    """The XML has a DOCTYPE, by which it could name other files or grow without end."""


@dataclass
class _Key:
    """An attribute that nodes or edges may have."""

    title: str
    is_list: bool = False
    default: str | None = None

    def values(self, text: str) -> list[str]:
        """Cut the text of one cell into its values, and give them."""
        if not self.is_list:
            return [text]
        pieces = _BETWEEN_VALUES.split(text.strip().removeprefix("[").removesuffix("]"))
        return [value for piece in pieces if (value := piece.strip())]


class _Reader:
    """Reads the XML as it comes, and builds no tree of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.nodes: list[Values] = []
        self.edges: list[Values] = []
        self.further_graphs = self.hyperedges = 0
        self._keys: dict[tuple[str, str], _Key] = {}
        self._key = _Key("")  # that of the data which is being read
        self._declared: list[_Key] = []
        self._class = "node"
        self._open: list[Values] = []  # the nodes and the edge that are being read, each inside the one before
        self._text: list[str] | None = None
        self._depth = self._elements = 0
        self._skipped_at = 0
        self._graphs = 0
        self._directions = ["Undirected"]  # of the graphs that are being read
        self._starts = {
            "key": self._start_key,
            "attributes": self._start_attributes,
            "attribute": self._start_attribute,
            "graph": self._start_graph,
            "hyperedge": self._start_hyperedge,
            "node": self._start_node,
            "edge": self._start_edge,
            "attvalue": self._start_attvalue,
            "spell": self._start_spell,
            "data": self._start_data,
        } | dict.fromkeys(("default", *_DRAWN_LABELS), self._start_text)

    def read(self, content: bytes) -> None:
        """Read all of it. Raises ``TooLargeError``, ``_DeclaredError`` and ``ExpatError``."""
        if content.count(b"<") > 2 * _MOST_ELEMENTS + 100:
            raise TooLargeError(_MOST_ELEMENTS, "elements")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _declared
        parser.EntityDeclHandler = _declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.Parse(content, True)

    def sheets(self, file: File) -> list[Sheet]:
        """Write what was read as sheets, and give those that have rows."""
        nodes, edges = self._records("node", self.nodes), self._records("edge", self.edges)
        sheets = []
        if nodes:
            sheets.append(sheet_of_records(file, "nodes", label_nodes(nodes), self.limits, ("Id", "Label")))
        if edges:
            sheets.append(sheet_of_records(file, "edges", edges, self.limits, ("Source", "Target", "Type")))
        return sheets

    def parts_left_out(self, file: File) -> list[Problem]:
        """Tell what the sheets do not hold, and give the problems."""
        if not self.nodes and not self.edges:
            return [problem("empty file", case="network", file=file.name)]
        counts = {"further graph": self.further_graphs, "edge of many ends": self.hyperedges}
        return [
            problem("part of the graph left out", case=case, file=file.name, count=count)
            for case, count in counts.items()
            if count
        ]

    def _records(self, of: str, found: list[Values]) -> list[Record]:
        """The texts of nodes or edges: several values of one attribute are joined by bars. Raises ``TooLargeError``."""
        keys = [key for (each, _), key in self._keys.items() if each == of and key.title and key.default]
        defaults: Values = {key.title: key.values(key.default or "") for key in keys}
        if len(defaults) * len(found) > self.limits.cells:
            raise TooLargeError(self.limits.cells, "cells")
        return [{title: _joined(each) for title, each in (defaults | values).items()} for values in found]

    # What the parser meets

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise TooLargeError(_DEEPEST, "elements in one another")
        if self._elements > _MOST_ELEMENTS:
            raise TooLargeError(_MOST_ELEMENTS, "elements")
        start = None if self._skipped_at else self._starts.get(_local(name))
        if start:
            start(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped_at:
            self._skipped_at = self._skipped_at if self._depth >= self._skipped_at else 0
            return
        local = _local(name)
        if local in ("data", "default", *_DRAWN_LABELS):
            self._end_text(local)
        elif local in ("node", "edge") and self._open:
            self._end_node_or_edge(local)
        elif local == "graph":
            self._directions.pop()

    def _letters(self, text: str) -> None:
        if self._text is not None and not self._skipped_at:
            self._text.append(text)

    def _skip(self) -> None:
        """Leaves out this element and all that it holds."""
        self._skipped_at = self._depth

    # Attributes that are declared

    def _start_key(self, attributes: Attributes) -> None:
        """GraphML declares them one by one; without a name it is something to be drawn."""
        title = attributes.get("attr.name", "" if "yfiles.type" in attributes else attributes.get("id", ""))
        self._declare(attributes.get("for", "all"), attributes.get("id", ""), _Key(title))

    def _start_attributes(self, attributes: Attributes) -> None:
        self._class = attributes.get("class", "node")

    def _start_attribute(self, attributes: Attributes) -> None:
        identity = attributes.get("id", "")
        is_list = attributes.get("type", "").startswith("list")
        self._declare(self._class, identity, _Key(attributes.get("title", identity), is_list))

    def _declare(self, of: str, identity: str, key: _Key) -> None:
        self._declared = []
        for each in ("node", "edge") if of == "all" else (of,):
            own = _Key(_HEADERS[each].get(key.title.casefold(), key.title), key.is_list)
            self._keys[each, identity] = own
            self._declared.append(own)

    # Nodes and edges

    def _start_graph(self, attributes: Attributes) -> None:
        if self._graphs and not self._open:
            self.further_graphs += 1
            self._skip()
            return
        self._graphs += 1
        way = attributes.get("edgedefault") or attributes.get("defaultedgetype") or ""
        self._directions.append(_DIRECTIONS.get(way, self._directions[-1]))

    def _start_hyperedge(self, _: Attributes) -> None:
        self.hyperedges += 1
        self._skip()

    def _start_node(self, attributes: Attributes) -> None:
        self._class = "node"
        inside = self._open[-1].get("Id", [""])[0] if self._open else attributes.get("pid", "")
        # In the order in which they begin, as the one that others are inside of ends last.
        self.nodes.append({"Id": [attributes.get("id", "")]})
        self._open.append(self.nodes[-1])
        self._add("Label", attributes.get("label", ""))
        self._add("Parent", inside)
        self._add_times(attributes)
        if len(self.nodes) > self.limits.rows:
            raise TooLargeError(self.limits.rows, "nodes")

    def _start_edge(self, attributes: Attributes) -> None:
        self._class = "edge"
        directed = {"true": "Directed", "false": "Undirected"}.get(attributes.get("directed", ""), self._directions[-1])
        self.edges.append({name: [attributes.get(name.lower(), "")] for name in ("Source", "Target")})
        self.edges[-1]["Type"] = [_DIRECTIONS.get(attributes.get("type", ""), directed)]
        self._open.append(self.edges[-1])
        for title in ("Weight", "Label", "kind"):
            self._add(title, attributes.get(title.lower(), ""))
        self._add_times(attributes)
        if len(self.edges) > self.limits.rows:
            raise TooLargeError(self.limits.rows, "edges")

    def _end_node_or_edge(self, local: str) -> None:
        values = self._open.pop()
        self._class = "node"  # what an edge or an inner node was in
        labels = [label for label in dict.fromkeys(values.pop("Label", ())) if [label] != values.get("Id")]
        # A node has one name: what else is called its label is kept beside it.
        own = labels[:1] if local == "node" else labels
        values |= {header: some for header, some in (("Label", own), ("Label (2)", labels[len(own) :])) if some}
        direction = _DIRECTIONS.get(values.get("direction", [""])[0].casefold())
        if local == "edge" and direction:
            del values["direction"]
            values["Type"] = [direction]

    # Their values

    def _start_attvalue(self, attributes: Attributes) -> None:
        identity = attributes.get("for", attributes.get("id", ""))
        self._add_value(self._keys.get((self._class, identity), _Key(identity)), attributes.get("value", ""))

    def _start_spell(self, attributes: Attributes) -> None:
        self._add_times(attributes)

    def _add_times(self, attributes: Attributes) -> None:
        for title in _TIMES:
            self._add(title, attributes.get(title.lower(), ""))

    def _start_data(self, attributes: Attributes) -> None:
        identity = attributes.get("key", "")
        self._key = self._keys.get((self._class, identity), _Key(identity))
        self._text = []

    def _start_text(self, _: Attributes) -> None:
        self._text = []

    def _end_text(self, local: str) -> None:
        text, self._text = "".join(self._text or ()), None
        if local in _DRAWN_LABELS:
            self._add("Label", text.strip())
        elif local == "data":
            self._add_value(self._key, text)
        else:
            for key in self._declared:
                key.default = text

    def _add_value(self, key: _Key, text: str) -> None:
        for value in key.values(text):
            self._add(key.title, value)

    def _add(self, title: str, text: str) -> None:
        if not self._open or not title or not text.strip():
            return
        if len(text) > LONGEST_CELL:
            raise TooLargeError(LONGEST_CELL, "characters in a cell")
        self._open[-1].setdefault(title, []).append(text)


def _declared(*_: object) -> None:
    raise _DeclaredError


def _local(name: str) -> str:
    """An element's name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _joined(values: list[str]) -> str:
    different = tuple(dict.fromkeys(values))
    return different[0] if len(different) == 1 else join_list(different)
