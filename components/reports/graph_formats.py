"""The network as GraphML and GEXF, as igraph, networkx and Gephi read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from components.inventory import Inventory
from components.inventory.text import scrub
from components.reports.graph_attributes import Attribute, are_directed, known_attributes, value_text

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
# "source" of an edge is the node that it begins at.
_NAMES = {"source": "citation"}
_OF_NODES = ("id", "label", "name")
_OF_EDGES = ("id", "label", "source", "target", "direction", "weight")


def graphml(inventory: Inventory) -> bytes:
    """Write organizations as nodes and ties as edges in GraphML, and give its bytes.

    A node has its organization's id, its name as ``label``, and what else is known of it; an edge what is known of its
    tie (kind, status, level, …), its ``direction`` (directed, undirected) and, where the level is known, that as
    ``weight``. Lists are joined by bars; what is not known is left out; a tie's source is its ``citation``. Each report
    of a tie is an edge of its own, wanted and lapsed ones and tensions too: ``kind`` and ``status`` tell them apart.
    The graph is directed as soon as one tie is, because neither igraph nor networkx can mix both kinds. The file holds
    no other table of the inventory.
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
    """Write organizations as nodes and ties as edges in GEXF 1.3, and give its bytes.

    It holds what ``graphml`` does, in the same words; the kind of a tie is also its edge's ``kind``, by which Gephi
    keeps ties of several kinds apart.
    """
    root = Element("gexf", xmlns=_GEXF, version="1.3")
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Civic Ecosystem Atlas"
    SubElement(meta, "description").text = scrub(f"Organizations and ties: {inventory.about('city') or 'a city'}")
    graph = SubElement(root, "graph", mode="static", defaultedgetype=_direction(inventory), idtype="string")
    (label, *nodes), edges = _attributes(inventory)
    written = [attribute for attribute in edges if attribute.name != "weight"]
    _gexf_attributes(graph, "node", nodes)
    _gexf_attributes(graph, "edge", written)
    shown = SubElement(graph, "nodes")
    for row, identity in enumerate(inventory.organizations["id"]):
        _gexf_values(SubElement(shown, "node", id=scrub(identity), label=value_text(label.values[row])), nodes, row)
    drawn = SubElement(graph, "edges")
    for row, edge in enumerate(_gexf_edges(drawn, inventory, edges)):
        _gexf_values(edge, written, row)
    return _bytes(root)


def _attributes(inventory: Inventory) -> tuple[list[Attribute], list[Attribute]]:
    """Give the attributes of nodes, their label first, and those of edges."""
    label = Attribute("label", inventory.organizations["name"].tolist())
    nodes = known_attributes(inventory, "organizations", _NAMES, _OF_NODES)
    ties = known_attributes(inventory, "relationships", _NAMES, _OF_EDGES)
    own = [Attribute("direction", ["directed" if way else "undirected" for way in are_directed(inventory)])]
    own += [Attribute("weight", tie.values) for tie in ties if tie.name == "level"]
    return [label, *nodes], [*own, *ties]


def _direction(inventory: Inventory) -> str:
    return "directed" if any(are_directed(inventory)) else "undirected"


def _ends(inventory: Inventory) -> Iterator[tuple[str, str]]:
    ties = inventory.relationships
    return zip(map(scrub, ties["from"]), map(scrub, ties["to"]), strict=True)


def _texts(attributes: Sequence[Attribute], name: str) -> dict[int, str]:
    """Give the texts of one attribute by the number of its row; rows where it is not known are left out."""
    found = next((attribute.values for attribute in attributes if attribute.name == name), ())
    return {row: value_text(value) for row, value in enumerate(found) if value is not None}


def _graphml_keys(root: Element, of: str, attributes: Sequence[Attribute]) -> None:
    for number, attribute in enumerate(attributes):
        about = {"attr.name": attribute.name, "attr.type": "double" if attribute.is_number else "string"}
        SubElement(root, "key", {"id": f"{of}{number}", "for": of, **about})


def _graphml_data(element: Element, of: str, attributes: Sequence[Attribute], row: int) -> None:
    for number, attribute in enumerate(attributes):
        if attribute.values[row] is not None:
            SubElement(element, "data", key=f"{of}{number}").text = value_text(attribute.values[row])


def _gexf_attributes(graph: Element, of: str, attributes: Sequence[Attribute]) -> None:
    if attributes:
        group = SubElement(graph, "attributes", {"class": of})
        for number, attribute in enumerate(attributes):
            kind = "double" if attribute.is_number else "string"
            SubElement(group, "attribute", id=str(number), title=attribute.name, type=kind)


def _gexf_edges(drawn: Element, inventory: Inventory, edges: Sequence[Attribute]) -> Iterator[Element]:
    """Add an edge for each tie, with the weight and the kind that GEXF has a place of its own for."""
    own = {name: _texts(edges, name) for name in ("weight", "kind")}
    for row, (one, other) in enumerate(_ends(inventory)):
        known = {name: texts[row] for name, texts in own.items() if row in texts}
        yield SubElement(drawn, "edge", {"id": str(row + 1), "source": one, "target": other} | known)


def _gexf_values(element: Element, attributes: Sequence[Attribute], row: int) -> None:
    known = [(number, each.values[row]) for number, each in enumerate(attributes) if each.values[row] is not None]
    if known:
        group = SubElement(element, "attvalues")
        for number, value in known:
            SubElement(group, "attvalue", {"for": str(number), "value": value_text(value)})


def _bytes(root: Element) -> bytes:
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content
