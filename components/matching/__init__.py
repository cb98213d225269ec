"""The same row or organization twice: duplicates, merging, and a further file that updates."""

from components.matching.adding import added, differences, differences_in_words
from components.matching.comparing import compared
from components.matching.duplicates import likely_same
from components.matching.merging import merged, merged_all, same_organization, what_merging_does

__all__ = [
    "added",
    "compared",
    "differences",
    "differences_in_words",
    "likely_same",
    "merged",
    "merged_all",
    "same_organization",
    "what_merging_does",
]
