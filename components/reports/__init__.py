"""What leaves the Atlas: the whole inventory as a data package, and its network in the forms that other tools read.

Each function takes an inventory and gives bytes, the same each time, that its own tool and the Atlas read back. The
Atlas reads files of up to 20 MB. JSON, GraphML and GEXF name each cell, so an inventory of more than about 5 MB of CSV
may make larger ones; the data package is packed and always comes back.
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
