"""pyvis is loaded without what it has for notebooks, and nothing of the stand-ins stays behind."""

import subprocess
import sys


def test_pyvis_works_and_the_packages_left_out_can_be_loaded_later() -> None:
    script = """
import sys
from components.charts.pyvis_network import load_network
network = load_network()(directed=True, cdn_resources="in_line")
network.add_node(0, label="A")
network.add_node(1, label="B")
network.add_edge(0, 1)
print(len(network.nodes), len(network.edges), "networkx" in sys.modules, "IPython" in sys.modules)
import networkx
print(networkx.Graph([(1, 2)]).number_of_edges())
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["2 1 False False", "1"]
