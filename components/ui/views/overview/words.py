"""The sentences of the overview, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

from typing import Literal

Colour = Literal["violet", "orange", "blue", "gray", "primary"]

# The four figures, each with what stands under it
ORGANIZATIONS = "Organizations"
OF_KNOWN_TYPE = "{count:,} of known type"
WORKING_TIES = "Working ties"
TIED = "between {tied:,} of {organizations:,}"
KEY_PLAYER_TYPES = "Types of key player"
NO_TYPE_MISSING = "none is missing"
TYPE_MISSING = "no {type}"
TYPES_MISSING = "{count} are missing"
LEADING_COMMUNITIES = "Communities that lead"
OF_KNOWN_LEADERSHIP = "leaders known of {count:,}"
OF = "{count:,} of {base:,}"
NOT_KNOWN = "Not known"
NO_SOURCE_SAYS = "no source says"

# What stands out
MOST_FINDINGS = 3
GROUPS: dict[str, tuple[str, Colour, str]] = {
    "representation": (":material/groups:", "violet", "Who is at the table"),
    "resilience": (":material/link_off:", "orange", "Resilience"),
    "missing": (":material/search:", "blue", "What is missing"),
    "strength": (":material/bar_chart:", "primary", "Strength"),
    "data": (":material/help:", "gray", "What is not known"),
}
"""For each group of findings the icon, colour and words of its badge."""
ABOUT_THE_WHOLE_CITY = "These are findings about the whole city that touch organizations in view."
NOTHING_STANDS_OUT = "Nothing stands out here. “How this is measured” says what would."
SEE_IT_IN = "See it in {view}"
ROWS_BEHIND_FINDINGS = "The rows behind these findings"

# The six elements
HOW_TO_READ_THE_BARS = "A full bar is all that could be, an empty bar is none. Gray hatching is not known."
SCALE_IS_OURS = "The framework that names the six elements gives them no scale. The scales here are ours."
WHAT_THE_FILTERS_DO = (
    " Only a filter by issue area changes the ratings. What is on record is counted over the organizations in view."
)

# Who is at the table
NO_GRID = "Not known: no community is on record for any issue area."
FEW_COMMUNITIES, FEW_ISSUE_AREAS = 5, 8
MOST_CONCERNED = (
    "Communities and issue areas with the most gaps come first: where we know organizations on the issue, but none "
    "that serves the community or is led by it. Representation shows the others."
)
