"""The sentences of the overview, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

# What stands out
ABOUT_THE_WHOLE_CITY = "Findings are about the whole city; these concern the organizations in view."
NOTHING_STANDS_OUT = "Nothing stands out by the thresholds in “How this is measured”."
SEE_IT_IN = "See it in {view}"
ROWS_BEHIND_FINDINGS = "The rows behind these findings"

# How strong
ELEMENT_HEADERS = "| Element | Perceived, 1 to 5 | Observed |"
NOT_RATED = ":gray[not known: no rating]"
RATED = "**{score:.1f} of 5** (ratings from {lowest:g} to {highest:g}; {raters}{thin})"
THIN_EVIDENCE = "; thin evidence"
SCALE_IS_OURS = "The framework gives the six elements no official scale. Both columns are ours."
WHAT_THE_FILTERS_DO = (
    " Ratings are filtered by issue area alone; what is observed is counted over the organizations in view."
)

# Who is at the table
NO_GRID = "Not known: no community is on record for any issue area."

# How much of this is known
CELLS_FILLED = "- {table}: {rows}, {filled:,} of {cells:,} cells filled"
NOTHING_ON_RECORD = "Nothing on record: {tables}."
