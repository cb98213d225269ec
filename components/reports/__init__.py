"""What leaves the Atlas: the whole inventory as a data package, and its network in the forms that other tools read.

Each is a function of an inventory to bytes, the same each time, that its own tool and the Atlas read back:
a file of up to 20 MB. JSON, GraphML and GEXF name each cell, so that those of an inventory of more than about 5 MB of
CSV may be larger; the data package is packed and comes back.
"""

from components.reports.datapackage import data_package
from components.reports.gephi import gephi_tables
from components.reports.graphs import gexf, graphml
from components.reports.kumu import kumu_json, kumu_workbook
from components.reports.standing_alone import standing_alone

__all__ = [
    "data_package",
    "gephi_tables",
    "gexf",
    "graphml",
    "kumu_json",
    "kumu_workbook",
    "standing_alone",
]
