"""Networks in GraphML and GEXF: what is read of those that other programs write, and what is refused."""

from __future__ import annotations

import io
import string
from typing import Any

import igraph
import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.files import Limits
from components.inventory import Problem
from components.inventory.text import unguard
from tests.reading import sheets_of

GRAPHML = '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="y">{}</graphml>'
XML_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12).map(
    lambda text: f"x{text}x"
)
Tables = dict[str, list[dict[str, str]]]


def read(content: bytes | str, name: str = "net.xml", **limits: int) -> tuple[Tables, list[Problem]]:
    """The rows of each sheet by header, without empty cells."""
    found, problems = sheets_of([(name, content if isinstance(content, bytes) else content.encode())], Limits(**limits))
    tables: Tables = {}
    for sheet in found:
        header, *rows = [[unguard(text) for text in row] for row in sheet.rows]
        tables[sheet.name] = [{name: text for name, text in zip(header, row, strict=True) if text} for row in rows]
    return tables, problems


def refusal(content: bytes | str, **limits: int) -> Problem:
    tables, problems = read(content, **limits)
    assert not tables and len(problems) == 1 and problems[0].severity == "error" and problems[0].mend
    return problems[0]


def test_graphml_with_declared_attributes_defaults_and_directions() -> None:
    content = GRAPHML.format(
        '<key id="c" for="node" attr.name="colour" attr.type="string"><default>yellow</default></key>'
        '<key id="l" for="node" attr.name="Label" attr.type="string"/>'
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
        '<key id="t" for="edge" attr.name="type" attr.type="string"/>'
        '<key id="n" for="all" attr.name="note" attr.type="string"><default>?</default></key>'
        '<graph edgedefault="undirected"><data key="n">of the graph</data>'
        '<node id="02139"><data key="c">green</data><data key="l">A &amp; &lt;B&gt;</data></node>'
        '<node id="1E5"><desc>not read</desc></node>'
        '<edge id="e0" source="02139" target="1E5"><data key="w">0.10</data><data key="t">funds</data></edge>'
        '<edge source="1E5" target="02139" directed="true"><data key="n">two\nlines</data></edge>'
        "</graph>"
    )
    tables, problems = read(content)
    assert not problems
    assert tables["nodes"] == [
        {"Id": "02139", "Label": "A & <B>", "colour": "green", "note": "?"},
        {"Id": "1E5", "Label": "1E5", "colour": "yellow", "note": "?"},
    ]
    assert tables["edges"] == [
        {"Source": "02139", "Target": "1E5", "Type": "Undirected", "Weight": "0.10", "kind": "funds", "note": "?"},
        {"Source": "1E5", "Target": "02139", "Type": "Directed", "note": "two\nlines"},
    ]


def test_labels_that_yed_draws_are_labels() -> None:
    content = GRAPHML.format(
        '<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d9" yfiles.type="edgegraphics"/>'
        '<graph edgedefault="directed"><node id="n0"><data key="d6"><y:ShapeNode><y:Fill color="#FFF"/>'
        "<y:NodeLabel>City Library<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>"
        '<edge source="n0" target="n0"><data key="d9"><y:EdgeLabel>funds</y:EdgeLabel></data></edge></graph>'
    )
    tables, _ = read(content)
    assert tables["nodes"] == [{"Id": "n0", "Label": "City Library"}]
    assert tables["edges"] == [{"Source": "n0", "Target": "n0", "Type": "Directed", "Label": "funds"}]


def test_nodes_inside_others_have_a_parent_and_their_ties_come_in() -> None:
    """How yEd writes groups: what describes a group may come after what is in it."""
    content = GRAPHML.format(
        '<key id="k" for="node" attr.name="open" attr.type="string"/>'
        '<graph edgedefault="directed"><node id="g"><graph edgedefault="directed" id="g:">'
        '<node id="g::a"><data key="k">yes</data></node><edge source="g::a" target="b"/></graph><data key="k">no</data>'
        '</node><node id="b"/><edge source="g" target="b"/></graph>'
    )
    tables, problems = read(content)
    assert not problems
    assert tables["nodes"] == [
        {"Id": "g::a", "Label": "g::a", "Parent": "g", "open": "yes"},
        {"Id": "g", "Label": "g", "open": "no"},
        {"Id": "b", "Label": "b"},
    ]
    assert tables["edges"] == [
        {"Source": "g::a", "Target": "b", "Type": "Directed"},
        {"Source": "g", "Target": "b", "Type": "Directed"},
    ]


def test_parents_and_times_in_gexf() -> None:
    content = (
        '<gexf xmlns="http://gexf.net/1.3"><graph mode="dynamic"><nodes><node id="a" label="A" start="2019-01-01" '
        'end="2020-01-01"/><node id="b" label="B" pid="a"/>'
        '<node id="c" label="C" pid="a"/></nodes><edges><edge source="b" target="c" kind="funds" start="2019" '
        'end="2021"/></edges></graph></gexf>'
    )
    tables, problems = read(content)
    assert not problems
    assert tables["nodes"] == [
        {"Id": "a", "Label": "A", "Start": "2019-01-01", "End": "2020-01-01"},
        {"Id": "b", "Label": "B", "Parent": "a"},
        {"Id": "c", "Label": "C", "Parent": "a"},
    ]
    (tie,) = tables["edges"]
    assert tie == {
        "Source": "b",
        "Target": "c",
        "Type": "Undirected",
        "kind": "funds",
        "Start": "2019",
        "End": "2021",
    }
    inventory, _ = read_inventory([("net.gexf", content.encode())])
    assert inventory.relationships[["kind", "since", "until"]].to_numpy().tolist() == [["funds", "2019", "2021"]]


def test_a_graph_beside_the_first_is_a_part_of_the_network() -> None:
    content = GRAPHML.format(
        '<graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph>'
        '<graph edgedefault="undirected"><node id="c"/><edge source="a" target="c"/></graph>'
    )
    tables, problems = read(content)
    assert not problems
    assert [node["Id"] for node in tables["nodes"]] == ["a", "b", "c"]
    assert [edge["Type"] for edge in tables["edges"]] == ["Directed", "Undirected"]


def test_a_network_with_edges_of_many_ends_is_refused() -> None:
    edge = '<graph><node id="a"/><hyperedge><endpoint node="a"/></hyperedge></graph>'
    assert "more than 2 ends of one edge" in refusal(GRAPHML.format(edge)).message


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.gexf.net/1.1draft",
        "http://www.gexf.net/1.2draft",
        "http://gexf.net/1.3",
        "http://www.gexf.net/1.3draft",
    ],
)
def test_gexf_of_every_version(namespace: str) -> None:
    content = (
        f'<gexf xmlns="{namespace}" xmlns:viz="{namespace}/viz"><meta><creator>me</creator></meta>'
        '<graph defaultedgetype="directed"><attributes class="node">'
        '<attribute id="0" title="url" type="anyURI"/><attribute id="1" title="frog" type="boolean">'
        '<default>true</default></attribute><attribute id="2" title="tags" type="liststring"/></attributes>'
        '<attributes class="edge"><attribute id="0" title="since" type="integer"/></attributes><nodes>'
        '<node id="0" label="Gephi"><viz:color r="1" g="2" b="3"/><viz:position x="1.5" y="2"/><attvalues>'
        '<attvalue for="0" value="http://gephi.org"/><attvalue for="2" value="[a, b]"/></attvalues></node>'
        '<node id="1" label="Webatlas"><attvalues><attvalue for="1" value="false"/></attvalues></node></nodes><edges>'
        '<edge id="0" source="0" target="1" weight="2.5" label="cites" kind="funds"><attvalues>'
        '<attvalue for="0" value="2014"/></attvalues></edge><edge source="1" target="0" type="undirected"/>'
        '<edge source="1" target="0" type="mutual"/></edges></graph></gexf>'
    )
    tables, problems = read(content)
    assert not problems
    assert tables["nodes"] == [
        {"Id": "0", "Label": "Gephi", "url": "http://gephi.org", "frog": "true", "tags": "[a, b]"},
        {"Id": "1", "Label": "Webatlas", "frog": "false"},
    ]
    ends = {"Source": "0", "Target": "1"}
    assert tables["edges"] == [
        {**ends, "Type": "Directed", "Weight": "2.5", "Label": "cites", "kind": "funds", "since": "2014"},
        {"Source": "1", "Target": "0", "Type": "Undirected"},
        {"Source": "1", "Target": "0", "Type": "Mutual"},
    ]


def test_several_values_of_one_attribute_over_time_are_all_kept() -> None:
    content = (
        '<gexf><graph mode="dynamic"><attributes class="node"><attribute id="a" title="status"/></attributes><nodes>'
        '<node id="x"><attvalues><attvalue for="a" value="on" end="2014"/><attvalue for="a" value="off" start="2014"/>'
        "</attvalues></node></nodes></graph></gexf>"
    )
    assert read(content)[0]["nodes"] == [{"Id": "x", "Label": "x", "status": "on|off"}]


@settings(max_examples=25)
@given(
    names=st.lists(XML_TEXT, min_size=1, max_size=5, unique=True),
    cells=st.lists(XML_TEXT, min_size=5, max_size=5),
    gexf=st.booleans(),
)
def test_what_networkx_writes_comes_back_cell_for_cell(names: list[str], cells: list[str], gexf: bool) -> None:
    graph: Any = networkx.DiGraph()
    for name, cell in zip(names, cells, strict=False):
        graph.add_node(name, label=cell, budget=cell)
        graph.add_edge(names[0], name, evidence=cell)
    stream = io.BytesIO()
    (networkx.write_gexf if gexf else networkx.write_graphml)(graph, stream)
    tables, problems = read(stream.getvalue())
    assert not problems
    expected = [{"Id": name, "Label": cell, "budget": cell} for name, cell in zip(names, cells, strict=False)]
    assert tables["nodes"] == expected
    assert [(edge["Source"], edge["Target"], edge["evidence"]) for edge in tables["edges"]] == [
        (names[0], name, cell) for name, cell in zip(names, cells, strict=False)
    ]


def test_what_igraph_writes_comes_in_with_its_names(tmp_path: Any) -> None:
    graph = igraph.Graph(directed=True)
    graph.add_vertices(["City", "Library"])
    graph.add_edge(0, 1, level=3.0)
    graph.write_graphml(str(tmp_path / "g.graphml"))
    inventory, _ = read_inventory(tmp_path / "g.graphml")
    assert inventory.organizations["name"].tolist() == ["City", "Library"]
    assert inventory.relationships["level"].tolist() == [3.0]


# Refused

ENTITIES = '<!DOCTYPE graphml [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>' + GRAPHML.format("<graph/>").split("?>")[1]


@pytest.mark.parametrize(
    "content",
    [
        ENTITIES,
        ENTITIES.encode("utf-16"),
        '<?xml version="1.0"?><!DOCTYPE gexf SYSTEM "file:///etc/passwd"><gexf><graph/></gexf>',
    ],
)
def test_a_document_type_is_refused(content: bytes | str) -> None:
    assert refusal(content).rule == "file damaged"


@pytest.mark.parametrize(
    "content", ["<graphml><graph>", '<graphml xmlns="x"><graph></node></graphml>', "<gexf><a b=c/>"]
)
def test_broken_xml_is_refused(content: str) -> None:
    assert refusal(content).rule == "file damaged"


def test_a_graph_without_anything_says_so() -> None:
    assert refusal("<graphml><graph/></graphml>").rule == "empty file"


def test_too_much_is_refused() -> None:
    nodes = "".join(f'<node id="n{number}"/>' for number in range(30))
    keys = "".join(
        f'<key id="k{number}" for="node" attr.name="a{number}"><default>1</default></key>' for number in range(30)
    )
    small = f"{keys}<graph>{nodes[: nodes.index('>') + 1]}</graph>"
    long = f'<graph><node id="a"><data key="k">{"x" * 100_001}</data></node></graph>'
    cases = [
        (GRAPHML.format(f"<graph>{nodes}</graph>"), {"rows": 20}, "20 rows"),
        (GRAPHML.format(small), {"columns": 20}, "21 columns"),  # the id is one of the standard's own
        (GRAPHML.format(f"{keys}<graph>{nodes}</graph>"), {"cells": 500}, "500 cells"),
        (GRAPHML.format(long), {}, "100,000 characters in a cell"),
        ("<graphml>" + "<a/>" * 6_100_000, {"unpacked_megabytes": 100, "megabytes": 100}, "elements"),
    ]
    for content, limits, says in cases:
        problem = refusal(content, **limits)
        assert problem.rule == "too large" and says in problem.message


@settings(max_examples=50)
@given(junk=st.text(alphabet=string.printable + "<>&/\"'\x00é", max_size=80))
def test_no_xml_makes_reading_raise(junk: str) -> None:
    for content in ("<graphml " + junk, GRAPHML.format(junk), f"<gexf><graph>{junk}</graph></gexf>"):
        _, problems = read(content)
        assert all(problem.message and problem.mend for problem in problems)


def test_a_node_goes_by_its_label_else_its_name_else_its_id() -> None:
    graph = networkx.Graph()
    graph.add_node(0, name="Library", type="library")
    graph.add_node(1, name="School", type="school")
    graph.add_node(2, type="school")
    graph.add_edge(0, 1)
    for write, name in ((networkx.write_gexf, "net.gexf"), (networkx.write_graphml, "net.graphml")):
        stream = io.BytesIO()
        write(graph, stream)
        frame = read_inventory([(name, stream.getvalue())])[0].organizations
        assert frame[["id", "name", "type"]].to_numpy().tolist() == [
            ["0", "Library", "library"],
            ["1", "School", "school"],
            ["2", "2", "school"],
        ]


def test_labels_on_some_nodes_only_and_names_that_say_something_else() -> None:
    content = GRAPHML.format(
        '<key id="l" for="node" attr.name="label"/><key id="n" for="node" attr.name="name"/><graph>'
        '<node id="0"><data key="l">Library</data><data key="n">City Library</data></node>'
        '<node id="1"><data key="n">School</data></node><node id="2"><data key="l">2</data></node>'
        "</graph>"
    )
    tables, _ = read(content)
    assert tables["nodes"] == [
        {"Id": "0", "Label": "Library", "name": "City Library"},
        {"Id": "1", "Label": "School", "name": "School"},
        {"Id": "2", "Label": "2"},
    ]
    inventory, _ = read_inventory([("net.graphml", content.encode())])
    assert list(inventory.organizations["name"]) == ["Library", "School", "2"]
    assert inventory.organizations["type"].isna().all()
    assert list(inventory.organizations["name (2)"].fillna("")) == ["City Library", "School", ""]


def test_a_second_label_is_not_part_of_the_name() -> None:
    content = '<gexf><graph><attributes class="node"><attribute id="0" title="label"/></attributes><nodes>'
    content += (
        '<node id="0" label="A"><attvalues><attvalue for="0" value="B"/></attvalues></node></nodes></graph></gexf>'
    )
    assert read(content)[0]["nodes"] == [{"Id": "0", "Label": "A", "Label (2)": "B"}]
