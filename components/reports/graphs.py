"""The network as GraphML and GEXF, as igraph, networkx and Gephi read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from components.inventory import Inventory, scrub
from components.reports.attributes import Attribute, directed, of_organizations, of_ties, renamed, text

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
# An edge has a source already: the node that it begins at.
_NAMES = {"source": "citation"}
_OF_NODES = ("id", "label", "name")
_OF_EDGES = ("id", "label", "source", "target", "direction", "weight")


def graphml(inventory: Inventory) -> bytes:
    """Organizations as nodes and ties as edges, in GraphML.

    A node has its organization's id, its name as ``label``, and what else is known of it; an edge what is known of its
    tie (kind, status, level, …), its ``direction`` (directed, undirected) and, where the level is known, that as
    ``weight``. Lists are joined by bars; what is not known is left out; a tie's source is its ``citation``. Each report
    of a tie is an edge of its own, wanted and lapsed ones and tensions too: ``kind`` and ``status`` tell them apart.
    The graph is directed as soon as one tie is, because neither igraph nor networkx knows a graph of both. It holds no
    other table of the inventory.
    """
    root = Element("graphml", xmlns=_GRAPHML)
    nodes, edges = _attributes(inventory)
    _graphml_keys(root, "node", nodes)
    _graphml_keys(root, "edge", edges)
    graph = SubElement(root, "graph", id="ties", edgedefault=_direction(inventory))
    for row, identity in enumerate(inventory.organizations["id"]):
        _graphml_data(SubElement(graph, "node", id=scrub(identity)), "node", nodes, row)
    for row, (one, other) in enumerate(_ends(inventory)):
        _graphml_data(SubElement(graph, "edge", id=str(row + 1), source=one, target=other), "edge", edges, row)
    return _bytes(root)


def gexf(inventory: Inventory) -> bytes:
    """Organizations as nodes and ties as edges, in GEXF 1.3.

    It holds what ``graphml`` does, in the same words; the kind of a tie is also its edge's ``kind``, by which Gephi
    keeps ties of several kinds apart.
    """
    root = Element("gexf", xmlns=_GEXF, version="1.3")
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Civic Ecosystem Atlas"
    SubElement(meta, "description").text = scrub(f"Organizations and ties: {inventory.about('city') or 'a city'}")
    graph = SubElement(root, "graph", mode="static", defaultedgetype=_direction(inventory), idtype="string")
    (label, *nodes), edges = _attributes(inventory)
    weights, kinds = (_cells(edges, name) for name in ("weight", "kind"))
    edges = [attribute for attribute in edges if attribute.name != "weight"]
    _gexf_attributes(graph, "node", nodes)
    _gexf_attributes(graph, "edge", edges)
    shown = SubElement(graph, "nodes")
    for row, identity in enumerate(inventory.organizations["id"]):
        _gexf_values(SubElement(shown, "node", id=scrub(identity), label=text(label.cells[row])), nodes, row)
    drawn = SubElement(graph, "edges")
    for row, (one, other) in enumerate(_ends(inventory)):
        edge = SubElement(drawn, "edge", id=str(row + 1), source=one, target=other)
        for name, known in (("weight", weights), ("kind", kinds)):
            if row in known:
                edge.set(name, known[row])
        _gexf_values(edge, edges, row)
    return _bytes(root)


def _attributes(inventory: Inventory) -> tuple[list[Attribute], list[Attribute]]:
    """What nodes and edges say: first a node's label."""
    label = Attribute("label", inventory.organizations["name"].tolist())
    nodes = renamed("organizations", of_organizations(inventory), _NAMES, _OF_NODES)
    ties = of_ties(inventory)
    own = [Attribute("direction", ["directed" if way else "undirected" for way in directed(inventory)])]
    own += [Attribute("weight", tie.cells) for tie in ties if tie.name == "level"]
    return [label, *nodes], [*own, *renamed("relationships", ties, _NAMES, _OF_EDGES)]


def _direction(inventory: Inventory) -> str:
    return "directed" if any(directed(inventory)) else "undirected"


def _ends(inventory: Inventory) -> Iterator[tuple[str, str]]:
    ties = inventory.relationships
    return zip(map(scrub, ties["from"]), map(scrub, ties["to"]), strict=True)


def _cells(attributes: Sequence[Attribute], name: str) -> dict[int, str]:
    """The texts of one attribute by row, where it is known."""
    found = next((attribute.cells for attribute in attributes if attribute.name == name), ())
    return {row: text(cell) for row, cell in enumerate(found) if cell is not None}


def _graphml_keys(root: Element, of: str, attributes: Sequence[Attribute]) -> None:
    for number, attribute in enumerate(attributes):
        about = {"attr.name": attribute.name, "attr.type": "double" if attribute.is_number else "string"}
        SubElement(root, "key", {"id": f"{of}{number}", "for": of, **about})


def _graphml_data(element: Element, of: str, attributes: Sequence[Attribute], row: int) -> None:
    for number, attribute in enumerate(attributes):
        if attribute.cells[row] is not None:
            SubElement(element, "data", key=f"{of}{number}").text = text(attribute.cells[row])


def _gexf_attributes(graph: Element, of: str, attributes: Sequence[Attribute]) -> None:
    if attributes:
        group = SubElement(graph, "attributes", {"class": of})
        for number, attribute in enumerate(attributes):
            kind = "double" if attribute.is_number else "string"
            SubElement(group, "attribute", id=str(number), title=attribute.name, type=kind)


def _gexf_values(element: Element, attributes: Sequence[Attribute], row: int) -> None:
    known = [(number, each.cells[row]) for number, each in enumerate(attributes) if each.cells[row] is not None]
    if known:
        group = SubElement(element, "attvalues")
        for number, cell in known:
            SubElement(group, "attvalue", {"for": str(number), "value": text(cell)})


def _bytes(root: Element) -> bytes:
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content
