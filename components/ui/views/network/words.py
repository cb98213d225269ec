"""The sentences of the page on the network, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

# Above the map
FIND = "Find an organization"
CIRCLE_AREA = "Circle area"
SIZES = {"degree": "Ties", "betweenness": "Go-betweens"}
SIZES_HELP = (
    "Ties: how many working ties an organization has. Go-betweens (betweenness): how often it lies on the shortest way "
    "between two others."
)
ALSO_DRAW = "Also draw"
ALSO = {"tension": "Tensions", "knows_of": "Knows of"}
UNKNOWN_ORGANIZATION = "The address asks for the organization “{asked}”, which is not in this inventory."

# The figures, in folds under the map
TIES = "{organizations}, {ties}."
LARGEST_PART = "In the largest network: {count}."
WITHOUT_A_TIE = "Without a working tie on record: {count}."
CLUSTERS = "Groups that mostly work among themselves: {count}."
COUNT_NOT_KNOWN = "not known"
RATIO_NOT_KNOWN = "not known"
WHO_HAS_NO_TIE = "Who has no working tie on record ({count:,})"
MORE_WITHOUT_A_TIE = "And {count:,} more: in the table of organizations they have 0 ties."
FIGURES = "The network in figures"
DENSITY = "Density: {density}{possible}."
OF_POSSIBLE = " ({ties:,} of {possible:,} possible ties)"
CENTRALIZATION = "Centralization: {centralization}. It is 0 where all have as many ties, and 1 where one has them all."
CONNECTED_PARTS = "Connected parts: {count}."
EI_INDEX = (
    "Ties across types (E-I index): {index}; chance would give {expected}. It is −1 where all ties stay within a type, "
    "and 1 where all cross types.{counted_over}"
)
COUNTED_OVER = " Counted over {ties} with both types known."
CURRENCY_UNKNOWN = "Ties of which no source says whether they are still alive: {count}."

# The tables
ORGANIZATION_COLUMNS = {
    "degree": "Ties (degree)",
    "betweenness": "Go-betweens (betweenness)",
    "component": "Connected part",
    "cluster": "Group (cluster)",
}
TIE_COLUMNS = {"a": "Organization", "b": "And", "held_by": "Rests on", "disagreement": "Sides differ by"}
