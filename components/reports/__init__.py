"""The downloads: the whole inventory as a data package, and its network in the forms that other tools read.

Each function takes an inventory and gives the bytes of a file, the same each time. Its tool reads that file.
So does the Atlas, where the file is not larger than the 20 MB that may be uploaded: JSON, GraphML and GEXF name each
cell, so an inventory of more than about 5 MB of CSV may be too large in these. The data package always comes back.
"""

from components.reports.datapackage import data_package
from components.reports.gephi import gephi_tables
from components.reports.graph_formats import gexf, graphml
from components.reports.kumu import kumu_json, kumu_workbook
from components.reports.self_contained import make_self_contained

__all__ = [
    "data_package",
    "gephi_tables",
    "gexf",
    "graphml",
    "kumu_json",
    "kumu_workbook",
    "make_self_contained",
]
