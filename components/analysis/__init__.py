"""What an inventory shows: filters, network, strength, representation, findings.

Functions take an inventory and give new frames; nothing is changed in place.
"""

from components.analysis import sentences
from components.analysis.filters import Filters
from components.analysis.finding import Finding
from components.analysis.findings import findings
from components.analysis.headline_figures import HeadlineFigures, headline_figures
from components.analysis.network import NetworkSummary, network_measures, network_summary
from components.analysis.observed_strength import observed_strength, strength_differences
from components.analysis.organization_reach import organization_reach
from components.analysis.perceived_strength import element_strength
from components.analysis.randomness import seeded_igraph
from components.analysis.representation import representation
from components.analysis.representation_grid import keep_most_concerned, representation_grid
from components.analysis.ties import ties

__all__ = [
    "Filters",
    "Finding",
    "HeadlineFigures",
    "NetworkSummary",
    "element_strength",
    "findings",
    "headline_figures",
    "keep_most_concerned",
    "network_measures",
    "network_summary",
    "observed_strength",
    "organization_reach",
    "representation",
    "representation_grid",
    "seeded_igraph",
    "sentences",
    "strength_differences",
    "ties",
]
