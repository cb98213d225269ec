"""What an inventory tells: filters, network, strength, representation, findings. Frames in, frames out."""

from components.analysis.grid import representation_grid
from components.analysis.observed import observed_over, observed_strength, parted
from components.analysis.representation import representation
from components.analysis.strength import (
    disagreements,
    element_by_issue,
    element_indicators,
    element_strength,
)

__all__ = [
    "disagreements",
    "element_by_issue",
    "element_indicators",
    "element_strength",
    "observed_over",
    "observed_strength",
    "parted",
    "representation",
    "representation_grid",
]
