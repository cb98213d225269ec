"""What an inventory tells: filters, network, strength, representation, findings. Frames in, frames out."""

from components.analysis.chance import seeded
from components.analysis.clusters import cluster_names
from components.analysis.communities import narrower
from components.analysis.filters import Filters
from components.analysis.finding import Finding, headlines
from components.analysis.findings import LEVELS_APART, concerning, findings, headline_findings
from components.analysis.grid import representation_grid
from components.analysis.known import what_is_known
from components.analysis.network import (
    NetworkSummary,
    cut_off,
    multiplexity,
    network_measures,
    network_summary,
    untied,
)
from components.analysis.observed import observed_over, observed_strength, parted
from components.analysis.reach import reach
from components.analysis.representation import NEAR_PARITY, parity_said, representation
from components.analysis.sentences import (
    inventory_sentence,
    network_sentence,
    overview_sentence,
    representation_sentence,
    strength_sentence,
)
from components.analysis.strength import (
    disagreements,
    element_by_issue,
    element_indicators,
    element_strength,
)
from components.analysis.ties import STATUSES, day_of, is_past, tie_status, ties, ties_left_out, working_pairs

__all__ = [
    "LEVELS_APART",
    "NEAR_PARITY",
    "STATUSES",
    "Filters",
    "Finding",
    "NetworkSummary",
    "cluster_names",
    "concerning",
    "cut_off",
    "day_of",
    "disagreements",
    "element_by_issue",
    "element_indicators",
    "element_strength",
    "findings",
    "headline_findings",
    "headlines",
    "inventory_sentence",
    "is_past",
    "multiplexity",
    "narrower",
    "network_measures",
    "network_sentence",
    "network_summary",
    "observed_over",
    "observed_strength",
    "overview_sentence",
    "parity_said",
    "parted",
    "reach",
    "representation",
    "representation_grid",
    "representation_sentence",
    "seeded",
    "strength_sentence",
    "tie_status",
    "ties",
    "ties_left_out",
    "untied",
    "what_is_known",
    "working_pairs",
]
