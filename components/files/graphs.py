"""Read a network in GraphML or GEXF as two sheets: its nodes and its edges."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError, iterparse

from components.files.file import File, Limits, TooLargeError
from components.files.records import Record, label_nodes, sheet_of_records
from components.files.sheets import Sheet, Sheets
from components.files.xml_stream import DeclaredError, XmlStream, local
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, problem
from components.inventory.text import LONGEST_CELL

_DEEPEST = 50  # elements in one another
_MOST_ELEMENTS = 3_000_000
_DIRECTIONS = {"directed": "Directed", "undirected": "Undirected", "mutual": "Mutual"}
_DIRECTED = {"true": "Directed", "false": "Undirected"}
# Attributes whose headers would be taken for another column. An edge's own type is its direction; an attribute of that
# name says of what kind it is.
_HEADERS = {
    "node": {"id": "id (2)", "label": "Label"},
    "edge": {"source": "source (2)", "target": "target (2)", "type": "kind", "label": "Label", "weight": "Weight"},
}
_TIMES = ("Start", "End")
_BETWEEN_VALUES = re.compile("[|;,]")

Attributes = Mapping[str, str]
Values = dict[str, list[str]]
"""A node or an edge: its values by their headers."""


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
    except (TooLargeError, DeclaredError, ParseError, LookupError, ValueError) as error:
        # This function is short on purpose: out of memory, Python 3.11 may never leave a long one that catches errors.
        return [], [_refusal(file, error)]


def _refusal(file: File, error: Exception) -> Problem:
    if isinstance(error, TooLargeError):
        return problem("too large", case="network", file=file.name, what=error)
    if isinstance(error, DeclaredError):
        return problem("document type declared", file=file.name)
    if isinstance(error, ParseError):
        return problem("file damaged", case="network line", file=file.name, line=error.position[0])
    return problem("file damaged", case="network", file=file.name)


@dataclass
class _Key:
    """An attribute that nodes or edges may have."""

    title: str
    is_list: bool = False
    default: str | None = None

    def values(self, text: str) -> list[str]:
        """Split the text of one cell into its values, and give them."""
        if not self.is_list:
            return [text]
        pieces = _BETWEEN_VALUES.split(text.strip().removeprefix("[").removesuffix("]"))
        return [value for piece in pieces if (value := piece.strip())]


class _Reader:
    """Reads the XML piece by piece, and keeps only the values of nodes and edges."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.nodes: list[Values] = []
        self.edges: list[Values] = []
        self.further_graphs = self.hyperedges = 0
        self._keys: dict[tuple[str, str], _Key] = {}
        """The attributes that are declared, by ``node`` or ``edge`` and their id."""
        self._declared: list[_Key] = []
        self._declared_for = "node"
        self._open: list[tuple[str, Values]] = []
        """The nodes and the edge that are open, each inside the one before."""
        self._depth = self._skipped_from = 0
        self._directions = ["Undirected"]
        """The default direction of edges in each graph that is open, each inside the one before."""

    def read(self, content: bytes) -> None:
        """Read all of it. Raises ``TooLargeError``, ``DeclaredError`` and ``ParseError``."""
        tags = content.count(b"<")
        if tags > 2 * _MOST_ELEMENTS:
            raise TooLargeError(_MOST_ELEMENTS, "elements")
        source = XmlStream(io.BytesIO(content), tags)
        for event, element in iterparse(source, ("start", "end")):
            if event == "start":
                self._depth += 1
                if self._depth > _DEEPEST:
                    raise TooLargeError(_DEEPEST, "elements in one another")
                if not self._skipped_from:
                    self._start(local(element.tag), element.attrib)
                continue
            self._depth -= 1
            if not self._skipped_from:
                self._end(local(element.tag), element.text or "", element.attrib)
            elif self._depth < self._skipped_from:
                self._skipped_from = 0
            element.clear()

    def sheets(self, file: File) -> list[Sheet]:
        """Make sheets of the nodes and edges, and give those that have rows."""
        nodes, edges = self._records("node", self.nodes), self._records("edge", self.edges)
        sheets = []
        if nodes:
            sheets.append(sheet_of_records(file, "nodes", label_nodes(nodes), self.limits, ("Id", "Label")))
        if edges:
            sheets.append(sheet_of_records(file, "edges", edges, self.limits, ("Source", "Target", "Type")))
        return sheets

    def parts_left_out(self, file: File) -> list[Problem]:
        """Give problems for the parts of the graph that the sheets do not hold."""
        if not self.nodes and not self.edges:
            return [problem("empty file", case="network", file=file.name)]
        counts = {"further graph": self.further_graphs, "edge of many ends": self.hyperedges}
        return [
            problem("part of the graph left out", case=case, file=file.name, count=count)
            for case, count in counts.items()
            if count
        ]

    def _records(self, kind: str, found: list[Values]) -> list[Record]:
        """The texts of nodes or edges: several values of one attribute are joined by bars. Raises ``TooLargeError``."""
        keys = [key for (each, _), key in self._keys.items() if each == kind and key.title and key.default]
        defaults: Values = {key.title: key.values(key.default or "") for key in keys}
        if len(defaults) * len(found) > self.limits.cells:
            raise TooLargeError(self.limits.cells, "cells")
        return [{title: _joined(each) for title, each in (defaults | values).items()} for values in found]

    def _start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "node":
                self._start_node(attributes)
            case "edge":
                self._start_edge(attributes)
            case "graph":
                self._start_graph(attributes)
            case "hyperedge":
                self.hyperedges += 1
                self._skipped_from = self._depth
            case "key":
                self._declare_graphml(attributes)
            case "attributes":
                self._declared_for = attributes.get("class", "node")
            case "attribute":
                self._declare_gexf(attributes)

    def _end(self, name: str, text: str, attributes: Attributes) -> None:
        match name:
            case "data":
                self._add_value(attributes.get("key", ""), text)
            case "attvalue":
                self._add_value(attributes.get("for", attributes.get("id", "")), attributes.get("value", ""))
            case "node" | "edge":
                self._end_node_or_edge()
            case "NodeLabel" | "EdgeLabel":  # as yEd draws them
                self._add("Label", text.strip())
            case "spell":
                self._add_times(attributes)
            case "graph":
                self._directions.pop()
            case "default":
                for key in self._declared:
                    key.default = text

    # Attributes that are declared

    def _declare_graphml(self, attributes: Attributes) -> None:
        """Declare an attribute of GraphML. One without a name is only for drawing, and is not kept."""
        title = attributes.get("attr.name", "" if "yfiles.type" in attributes else attributes.get("id", ""))
        self._declare(attributes.get("for", "all"), attributes.get("id", ""), title)

    def _declare_gexf(self, attributes: Attributes) -> None:
        id_ = attributes.get("id", "")
        is_list = attributes.get("type", "").startswith("list")
        self._declare(self._declared_for, id_, attributes.get("title", id_), is_list)

    def _declare(self, kinds: str, id_: str, title: str, is_list: bool = False) -> None:
        self._declared = []
        for kind in ("node", "edge") if kinds == "all" else (kinds,):
            key = _Key(_HEADERS.get(kind, {}).get(title.casefold(), title), is_list)
            self._keys[kind, id_] = key
            self._declared.append(key)

    # Nodes and edges

    def _start_graph(self, attributes: Attributes) -> None:
        if (self.nodes or self.edges or self.further_graphs) and not self._open:
            self.further_graphs += 1
            self._skipped_from = self._depth
            return
        direction = attributes.get("edgedefault") or attributes.get("defaultedgetype") or ""
        self._directions.append(_DIRECTIONS.get(direction, self._directions[-1]))

    def _start_node(self, attributes: Attributes) -> None:
        parent = self._open[-1][1].get("Id", [""])[0] if self._open else attributes.get("pid", "")
        # In the order in which they begin, as the one that others are inside of ends last.
        self.nodes.append({"Id": [attributes.get("id", "")]})
        self._open.append(("node", self.nodes[-1]))
        self._add("Label", attributes.get("label", ""))
        self._add("Parent", parent)
        self._add_times(attributes)
        if len(self.nodes) > self.limits.rows:
            raise TooLargeError(self.limits.rows, "nodes")

    def _start_edge(self, attributes: Attributes) -> None:
        direction = _DIRECTED.get(attributes.get("directed", ""), self._directions[-1])
        ends = {name: [attributes.get(name.lower(), "")] for name in ("Source", "Target")}
        self.edges.append({**ends, "Type": [_DIRECTIONS.get(attributes.get("type", ""), direction)]})
        self._open.append(("edge", self.edges[-1]))
        for title in ("Weight", "Label", "kind"):
            self._add(title, attributes.get(title.lower(), ""))
        self._add_times(attributes)
        if len(self.edges) > self.limits.rows:
            raise TooLargeError(self.limits.rows, "edges")

    def _end_node_or_edge(self) -> None:
        kind, values = self._open.pop()
        labels = [label for label in dict.fromkeys(values.pop("Label", ())) if [label] != values.get("Id")]
        # A node has one name. Other attributes called label are kept in columns of their own.
        own = labels[:1] if kind == "node" else labels
        values |= {header: some for header, some in (("Label", own), ("Label (2)", labels[len(own) :])) if some}
        direction = _DIRECTIONS.get(values.get("direction", [""])[0].casefold())
        if kind == "edge" and direction:
            del values["direction"]
            values["Type"] = [direction]

    # Their values

    def _add_times(self, attributes: Attributes) -> None:
        for title in _TIMES:
            self._add(title, attributes.get(title.lower(), ""))

    def _add_value(self, id_: str, text: str) -> None:
        """Add the value of an attribute, given by its id. An attribute that is not declared has its id for a header."""
        kind = self._open[-1][0] if self._open else "node"
        key = self._keys.get((kind, id_), _Key(id_))
        for value in key.values(text):
            self._add(key.title, value)

    def _add(self, title: str, text: str) -> None:
        if not self._open or not title or not text.strip():
            return
        if len(text) > LONGEST_CELL:
            raise TooLargeError(LONGEST_CELL, "characters in a cell")
        self._open[-1][1].setdefault(title, []).append(text)


def _joined(values: list[str]) -> str:
    different = tuple(dict.fromkeys(values))
    return different[0] if len(different) == 1 else join_list(different)
