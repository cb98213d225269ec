"""The same data in a plain Streamlit page with pyvis, as its manual shows: networkx, from_nx, physics on."""

import os

import networkx as nx
import pandas as pd
import streamlit as st
from pyvis.network import Network

folder = os.environ["PLAIN_PAGE_CITY"]
organizations = pd.read_csv(f"{folder}/organizations.csv")
relationships = pd.read_csv(f"{folder}/relationships.csv")
graph = nx.from_pandas_edgelist(relationships, "from", "to")
graph.add_nodes_from((row.id, {"label": row.name, "title": row.type}) for row in organizations.itertuples(index=False))

st.title("Network")
network = Network(height="600px", width="100%", cdn_resources="in_line")
network.from_nx(graph)
st.iframe(network.generate_html(), height=620)
