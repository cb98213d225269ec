"""Read a network in GraphML or GEXF as two sheets: its nodes and its edges."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, iterparse

from components.files.sheets import File, Limits, Record, Sheets, TooLargeError, make_sheet_of_records, strip_namespace
from components.inventory.kinds import join_list
from components.inventory.problems import problem

_MOST_ELEMENTS = 3_000_000
_LABELS = ("label", "name", "title")
_DIRECTIONS = {name: name.title() for name in ("directed", "undirected", "mutual")}
_DIRECTIONS |= {"true": "Directed", "false": "Undirected"}
# What the tags of nodes and edges may say themselves, and the headers for it.
_HEADERS_OF_TAGS = {
    "node": {"id": "Id", "label": "Label", "pid": "Parent", "start": "Start", "end": "End"},
    "edge": {name: name.title() for name in ("source", "target", "weight", "label", "start", "end")},
}
_HEADERS_OF_TAGS["edge"]["kind"] = "kind"
# The headers of attributes whose own names would be taken for another column. An edge's ``Type`` is its direction; an
# attribute called type says what kind of edge it is.
_HEADERS_OF_ATTRIBUTES = {
    "node": {"id": "id (2)", "label": "Label"},
    "edge": {"source": "source (2)", "target": "target (2)", "type": "kind", "label": "Label", "weight": "Weight"},
}


def read_graph(file: File, limits: Limits) -> Sheets:
    """Read a network, and give the sheets ``nodes`` (Id, Label) and ``edges`` (Source, Target, Type).

    Each sheet also has a column for every attribute. Type is Directed, Undirected or Mutual. ``label_nodes`` names the
    nodes; a node inside another has the id of that one as ``Parent``. Where a node stands and how it looks is not read,
    nor are the ids of edges. Raises ``TooLargeError``, and various errors where it is broken.
    """
    reader = _Reader()
    reader.read(file.content)
    sheets = []
    if nodes := label_nodes(reader.records["node"]):
        sheets.append(make_sheet_of_records(file, "nodes", nodes, limits, ("Id", "Label")))
    if edges := reader.records["edge"]:
        sheets.append(make_sheet_of_records(file, "edges", edges, limits, ("Source", "Target", "Type")))
    return sheets, [] if sheets else [problem("empty file", case="network", file=file.name)]


class _Reader:
    """Reads the XML piece by piece, and keeps only the records of nodes and edges."""

    def __init__(self) -> None:
        self.records: dict[str, list[Record]] = {"node": [], "edge": []}
        self._defaults: dict[str, Record] = {"node": {}, "edge": {}}
        self._headers: dict[tuple[str, str], str] = {}
        """The headers of declared attributes, by ``node`` or ``edge`` and the attribute's id."""
        self._declared_for = "node"
        self._direction = "Undirected"
        self._open: list[str] = []
        """The ids of the nodes that are being read, each inside the one before."""

    def read(self, content: bytes) -> None:
        """Read all of it. Raises ``TooLargeError``, ``ParseError`` and ``ValueError``."""
        tags = content.count(b"<")
        if tags > 2 * _MOST_ELEMENTS:
            raise TooLargeError(_MOST_ELEMENTS, "elements")
        if b"<!DOCTYPE" in content.replace(b"\0", b""):  # also where it is written as UTF-16
            raise ValueError("a document type, which could draw in other files or grow without end")
        for event, element in iterparse(io.BytesIO(content), ("start", "end")):
            if event == "start":
                self._start(strip_namespace(element.tag), element)
            else:
                self._end(strip_namespace(element.tag), element)

    def _start(self, name: str, element: Element) -> None:
        match name:
            case "graph":
                direction = element.get("edgedefault") or element.get("defaultedgetype") or ""
                self._direction = _DIRECTIONS.get(direction, self._direction)
            case "attributes":
                self._declared_for = element.get("class", "node")
            case "node":
                self._open.append(element.get("id", ""))

    def _end(self, name: str, element: Element) -> None:
        match name:
            case "key":
                self._declare(element, element.get("for", "all"))
            case "attribute":
                self._declare(element, self._declared_for)
            case "node":
                self._open.pop()
                self._add_node(element)
                element.clear()
            case "edge":
                self._add_edge(element)
                element.clear()
            case "hyperedge":
                raise TooLargeError(2, "ends of one edge")

    def _declare(self, element: Element, kinds: str) -> None:
        """Note the header and default of an attribute. One that only serves to draw (yEd) has no header."""
        id_ = element.get("id", "")
        title = element.get("attr.name", element.get("title", "" if "yfiles.type" in element.attrib else id_))
        default = "".join(each.text or "" for each in element if strip_namespace(each.tag) == "default")
        for kind, headers in _HEADERS_OF_ATTRIBUTES.items():
            if kinds in (kind, "all"):
                header = self._headers[kind, id_] = headers.get(title.casefold(), title)
                self._defaults[kind] |= {header: default} if header and default else {}

    def _add_node(self, element: Element) -> None:
        values = self._collect_values("node", element)
        if self._open:
            values.setdefault("Parent", [self._open[-1]])
        # A node has one name. What else it has as a label is kept in a column of its own.
        labels = [label for label in dict.fromkeys(values.pop("Label", ())) if [label] != values.get("Id")]
        values |= {header: some for header, some in (("Label", labels[:1]), ("Label (2)", labels[1:])) if some}
        self.records["node"].append({"Id": ""} | self._defaults["node"] | _join_values(values))

    def _add_edge(self, element: Element) -> None:
        values = self._collect_values("edge", element)
        direction = _DIRECTIONS.get(values.get("direction", [""])[0].casefold())
        if direction:
            del values["direction"]
        written = element.get("type", element.get("directed", ""))
        ends = {"Source": "", "Target": "", "Type": direction or _DIRECTIONS.get(written, self._direction)}
        self.records["edge"].append(ends | self._defaults["edge"] | _join_values(values))

    def _collect_values(self, kind: str, element: Element) -> dict[str, list[str]]:
        """Collect the values of a node or an edge, and give them by their headers."""
        values: dict[str, list[str]] = {}
        for header, text in self._find_texts(kind, element):
            if header and text.strip():
                values.setdefault(header, []).append(text)
        return values

    def _find_texts(self, kind: str, element: Element) -> Iterator[tuple[str, str]]:
        """Find the values of a node or an edge, and give each with its header: the id of an undeclared attribute."""
        for name, header in _HEADERS_OF_TAGS[kind].items():
            yield header, element.get(name, "")
        for child in element:
            for part in child.iter():
                match strip_namespace(part.tag):
                    case "data":
                        id_, text = part.get("key", ""), part.text or ""
                        yield self._headers.get((kind, id_), id_), text
                    case "attvalue":
                        id_ = part.get("for", part.get("id", ""))
                        yield self._headers.get((kind, id_), id_), part.get("value", "")
                    case "NodeLabel" | "EdgeLabel":  # as yEd draws them
                        yield "Label", (part.text or "").strip()


def _join_values(values: dict[str, list[str]]) -> Record:
    record = {}
    for header, texts in values.items():
        different = tuple(dict.fromkeys(texts))
        record[header] = different[0] if len(different) == 1 else join_list(different)
    return record


def label_nodes(nodes: Sequence[Record]) -> list[Record]:
    """Name the nodes of a network, which have an ``Id`` each, and give them with their names under ``Label``.

    A node's name is the first of what it has under ``label``, ``name`` and ``title`` that is not just its id, as many
    programs repeat the id there; else it is the id. One of these columns that only repeats the names is left out.
    """
    named = [
        {"Label": _find_label(node)} | {name: text for name, text in node.items() if name != "Label"} for node in nodes
    ]
    titles = {name for node in named for name in node if name.casefold() in _LABELS and name != "Label"}
    needed = {name for name in titles for node in named if node.get(name, "") not in ("", node["Label"])}
    return [{name: text for name, text in node.items() if name not in titles - needed} for node in named]


def _find_label(node: Record) -> str:
    found = [text for wanted in _LABELS for name, text in node.items() if name.casefold() == wanted]
    return next((text for text in found if text.strip() and text != node["Id"]), node["Id"])
