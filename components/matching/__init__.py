"""The same row or organization twice: duplicates, merging, and a further file that updates."""

from components.matching.adding import NEW_RATER, add_file, compare_with_file
from components.matching.duplicates import find_duplicates
from components.matching.merging import merge_organizations, preview_merge

__all__ = ["NEW_RATER", "add_file", "compare_with_file", "find_duplicates", "merge_organizations", "preview_merge"]
