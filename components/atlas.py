"""The Atlas as a library, for notebooks and scripts: read an inventory, filter it, and measure it.

    from components.atlas import Filters, element_strength, read_inventory

    inventory, problems = read_inventory("data/inventories/st-louis")
    element_strength(Filters(issue_areas=("justice",)).apply(inventory))

Frames go in and new frames come out; nothing is changed in place. These names and their signatures stay.
"""

from components.analysis import (
    Filters,
    Finding,
    element_strength,
    findings,
    network_measures,
    network_summary,
    observed_strength,
    representation,
    representation_grid,
)
from components.drafts import read_inventory
from components.files import write_inventory
from components.inventory import Inventory, Problem

__all__ = [
    "Filters",
    "Finding",
    "Inventory",
    "Problem",
    "element_strength",
    "findings",
    "network_measures",
    "network_summary",
    "observed_strength",
    "read_inventory",
    "representation",
    "representation_grid",
    "write_inventory",
]
