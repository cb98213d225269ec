"""A network in GraphML or GEXF to two sheets: its nodes and its edges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from components.files.dialect import Sheet
from components.files.package import File, Limits
from components.files.records import Record, TooLargeError, sheet_of, with_labels
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, file_problem
from components.inventory.text import LONGEST_CELL

_DEEPEST = 50
_MOST_ELEMENTS = 3_000_000
_WAYS = {"directed": "Directed", "undirected": "Undirected", "mutual": "Mutual"}
_FOR_NODES = {"id": "id (2)", "label": "Label"}
_TIMES = ("Start", "End")
# An edge's own type is its direction; an attribute of that name says of what kind it is.
_FOR_EDGES = {"source": "source (2)", "target": "target (2)", "type": "kind", "label": "Label", "weight": "Weight"}
_SHOWN = ("NodeLabel", "EdgeLabel")  # how yEd writes a label
_PART = re.compile("[|;,]")
_EXPORT = "Export it again as GraphML or GEXF, or save its tables as CSV."

Attributes = Mapping[str, str]
Said = dict[str, list[str]]
"""What is said of a node or an edge: by title, its values."""


def read_graph(file: File, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The sheets ``nodes`` (Id, Label and every attribute) and ``edges`` (Source, Target, Type and every attribute).

    Type is Directed, Undirected or Mutual. A node is called as ``with_labels`` says; one inside another has that one's
    id as ``Parent``. ``Start`` and ``End`` are the times of a network that changes. Where a node stands and how it
    looks is not read, nor are the ids of edges; a second graph and edges of more than two ends are left out, which is
    said.
    """
    reader = _Reader(limits)
    try:
        reader.read(file.content)
        return reader.sheets(file), reader.left_out(file)
    except (TooLargeError, _DeclaredError, expat.ExpatError, LookupError, ValueError) as error:
        # No more is done here: where memory is out, Python 3.11 finds no end in a long function that catches errors.
        return [], [_refused(file, error)]


def _refused(file: File, error: Exception) -> Problem:
    if isinstance(error, TooLargeError):
        message = f"{file.name} has {error}, so it was not read."
        return file_problem(file.name, "too large", message, "Export a part of the network.")
    if isinstance(error, _DeclaredError):
        message = f"{file.name} declares a document type or entities of its own, which is not read for safety."
        return file_problem(file.name, "document type declared", message, _EXPORT)
    where = f": its XML is broken in line {error.lineno}" if isinstance(error, expat.ExpatError) else ""
    return file_problem(file.name, "file damaged", f"{file.name} is damaged{where}.", _EXPORT)


class _DeclaredError(Exception):
    """The XML has a DOCTYPE, by which it could name other files or grow without end."""


@dataclass
class _Key:
    """An attribute that nodes or edges may have."""

    title: str
    is_list: bool = False
    default: str | None = None

    def values(self, text: str) -> list[str]:
        """The values of one cell."""
        if not self.is_list:
            return [text]
        pieces = _PART.split(text.strip().removeprefix("[").removesuffix("]"))
        return [value for piece in pieces if (value := piece.strip())]


class _Reader:
    """Takes the XML in as it comes and builds no tree of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.nodes: list[Said] = []
        self.edges: list[Said] = []
        self.others = self.hyperedges = 0
        self._keys: dict[tuple[str, str], _Key] = {}
        self._key = _Key("")  # that of the data which is being read
        self._declared: list[_Key] = []
        self._class = "node"
        self._open: list[Said] = []  # the nodes and the edge that are being read, each inside the one before
        self._text: list[str] | None = None
        self._depth = self._elements = 0
        self._skipped_at = 0
        self._graphs = 0
        self._ways = ["Undirected"]  # of the graphs that are being read
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
        } | dict.fromkeys(("default", *_SHOWN), self._start_text)

    def read(self, content: bytes) -> None:
        """Reads all of it. Raises ``TooLargeError``, ``_DeclaredError`` and ``ExpatError``."""
        if content.count(b"<") > 2 * _MOST_ELEMENTS + 100:
            raise TooLargeError(f"more than {_MOST_ELEMENTS:,} elements")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _declared
        parser.EntityDeclHandler = _declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.Parse(content, True)

    def sheets(self, file: File) -> list[Sheet]:
        """What was read, as sheets; none without rows."""
        nodes, edges = self._records("node", self.nodes), self._records("edge", self.edges)
        sheets = []
        if nodes:
            sheets.append(sheet_of(file, "nodes", with_labels(nodes), self.limits, ("Id", "Label")))
        if edges:
            sheets.append(sheet_of(file, "edges", edges, self.limits, ("Source", "Target", "Type")))
        return sheets

    def left_out(self, file: File) -> list[Problem]:
        """What the sheets do not hold."""
        found = []
        if not self.nodes and not self.edges:
            message = f"{file.name} holds no nodes and no edges."
            found.append(file_problem(file.name, "empty file", message, "Export the network again."))
        for count, what, mend in (
            (self.others, "a further graph beside the first", "Put all nodes into one graph."),
            (self.hyperedges, "an edge of more than two ends", "Make it a node of its own, tied to each end."),
        ):
            if count:
                message = f"{file.name} has {what} ({count:,} times). It was left out."
                found.append(file_problem(file.name, "part of the graph left out", message, mend, "warning"))
        return found

    def _records(self, of: str, found: list[Said]) -> list[Record]:
        """The texts of nodes or edges: several values of one attribute are joined by bars. Raises ``TooLargeError``."""
        keys = [key for (each, _), key in self._keys.items() if each == of and key.title and key.default]
        defaults: Said = {key.title: key.values(key.default or "") for key in keys}
        if len(defaults) * len(found) > self.limits.cells:
            raise TooLargeError(f"more than {self.limits.cells:,} cells")
        return [{title: _joined(values) for title, values in (defaults | said).items()} for said in found]

    # What the parser meets

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise TooLargeError(f"more than {_DEEPEST} elements in one another")
        if self._elements > _MOST_ELEMENTS:
            raise TooLargeError(f"more than {_MOST_ELEMENTS:,} elements")
        start = None if self._skipped_at else self._starts.get(_local(name))
        if start:
            start(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped_at:
            self._skipped_at = self._skipped_at if self._depth >= self._skipped_at else 0
            return
        local = _local(name)
        if local in ("data", "default", *_SHOWN):
            self._end_text(local)
        elif local in ("node", "edge") and self._open:
            self._end_said(local)
        elif local == "graph":
            self._ways.pop()

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
            renamed = _FOR_NODES if each == "node" else _FOR_EDGES
            own = _Key(renamed.get(key.title.casefold(), key.title), key.is_list)
            self._keys[each, identity] = own
            self._declared.append(own)

    # Nodes and edges

    def _start_graph(self, attributes: Attributes) -> None:
        if self._graphs and not self._open:
            self.others += 1
            self._skip()
            return
        self._graphs += 1
        way = attributes.get("edgedefault") or attributes.get("defaultedgetype") or ""
        self._ways.append(_WAYS.get(way, self._ways[-1]))

    def _start_hyperedge(self, _: Attributes) -> None:
        self.hyperedges += 1
        self._skip()

    def _start_node(self, attributes: Attributes) -> None:
        self._class = "node"
        inside = self._open[-1].get("Id", [""])[0] if self._open else attributes.get("pid", "")
        # In the order in which they begin, as the one that others are inside of ends last.
        self.nodes.append({"Id": [attributes.get("id", "")]})
        self._open.append(self.nodes[-1])
        self._say("Label", attributes.get("label", ""))
        self._say("Parent", inside)
        self._say_times(attributes)
        if len(self.nodes) > self.limits.rows:
            raise TooLargeError(f"more than {self.limits.rows:,} nodes")

    def _start_edge(self, attributes: Attributes) -> None:
        self._class = "edge"
        directed = {"true": "Directed", "false": "Undirected"}.get(attributes.get("directed", ""), self._ways[-1])
        self.edges.append({name: [attributes.get(name.lower(), "")] for name in ("Source", "Target")})
        self.edges[-1]["Type"] = [_WAYS.get(attributes.get("type", ""), directed)]
        self._open.append(self.edges[-1])
        for title in ("Weight", "Label", "kind"):
            self._say(title, attributes.get(title.lower(), ""))
        self._say_times(attributes)
        if len(self.edges) > self.limits.rows:
            raise TooLargeError(f"more than {self.limits.rows:,} edges")

    def _end_said(self, local: str) -> None:
        said = self._open.pop()
        self._class = "node"  # what an edge or an inner node was in
        labels = [label for label in dict.fromkeys(said.pop("Label", ())) if [label] != said.get("Id")]
        # A node has one name: what else is called its label is kept beside it.
        shown = labels[:1] if local == "node" else labels
        said |= {title: some for title, some in (("Label", shown), ("Label (2)", labels[len(shown) :])) if some}
        way = said.get("direction", [""])[0].casefold()
        if local == "edge" and way in _WAYS:
            del said["direction"]
            said["Type"] = [_WAYS[way]]

    # What is said of them

    def _start_attvalue(self, attributes: Attributes) -> None:
        identity = attributes.get("for", attributes.get("id", ""))
        self._say_by(self._keys.get((self._class, identity), _Key(identity)), attributes.get("value", ""))

    def _start_spell(self, attributes: Attributes) -> None:
        self._say_times(attributes)

    def _say_times(self, attributes: Attributes) -> None:
        for title in _TIMES:
            self._say(title, attributes.get(title.lower(), ""))

    def _start_data(self, attributes: Attributes) -> None:
        identity = attributes.get("key", "")
        self._key = self._keys.get((self._class, identity), _Key(identity))
        self._text = []

    def _start_text(self, _: Attributes) -> None:
        self._text = []

    def _end_text(self, local: str) -> None:
        text, self._text = "".join(self._text or ()), None
        if local in _SHOWN:
            self._say("Label", text.strip())
        elif local == "data":
            self._say_by(self._key, text)
        else:
            for key in self._declared:
                key.default = text

    def _say_by(self, key: _Key, text: str) -> None:
        for value in key.values(text):
            self._say(key.title, value)

    def _say(self, title: str, text: str) -> None:
        if not self._open or not title or not text.strip():
            return
        if len(text) > LONGEST_CELL:
            raise TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")
        self._open[-1].setdefault(title, []).append(text)


def _declared(*_: object) -> None:
    raise _DeclaredError


def _local(name: str) -> str:
    """An element's name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _joined(values: list[str]) -> str:
    different = tuple(dict.fromkeys(values))
    return different[0] if len(different) == 1 else join_list(different)
