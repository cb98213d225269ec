"""The sentences of the page on element strength, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

# At the head
SCALE_IS_OURS = (
    "The framework that names the six elements gives them no scale. The scale here, 1 (weak) to 5 (strong), is ours, "
    "and so are the signals counted from the inventory."
)
UNDER_AN_ISSUE_FILTER = "Only ratings that name one of these issue areas are counted."
UNDER_ANOTHER_FILTER = "The filters choose what is counted on record. Ratings are about the whole city, so they stay."

# The picture
HOW_TO_READ = (
    "Left, what people say: the dot is the score, the line runs from the lowest rating to the highest, and the small "
    "diamond is the score of the round before. A hollow dot has fewer than three raters. Right, what is on record: a "
    "full bar is all that could be. Gray hatching is not known."
)
HOW_TO_READ_WITHOUT_RATINGS = "A full bar is all that could be, an empty bar is none. Gray hatching is not known."
PERCEIVED_TABLE = "What people say, as a table"
OBSERVED_TABLE = "What is on record, as a table"

# Where opinion and record differ
NOWHERE_APART = (
    "Opinion and record nowhere differ by much. “How this is measured” says how we compare them. Where an element is "
    "not rated, or too little is on record, nobody can tell."
)
APART = "- **{element}**: rated {score:.1f} of 5 by {raters}, but {way} is on record than that suggests: {signals}."
WAYS = {"rated higher": "less", "rated lower": "more"}

# Where nobody has rated
WHAT_TO_COLLECT = (
    "**How strong do people in {city} think the elements are?** Nobody has been asked yet. Ask at least three people "
    "from different organizations, and write a row for each rating into the table *Assessments*:\n"
    "- **element**: one of the six;\n"
    "- **indicator**: what about it they rate, such as “We know what skills our partners have”;\n"
    "- **rating**: 1 (weak) to 5 (strong);\n"
    "- **rater**: a name you make up for the person, and their organization; the name is never shown;\n"
    "- **date** and **round**, so that you can see change; **issue area** and **evidence** where there are any."
)
THIS_CITY = "this city"  # where the inventory doesn't name its city
GET_THE_TEMPLATE = "Get the template under Inventory"

# By issue area
NO_ISSUE_RATED = "Not known: no rating on record names an issue area."
HOW_TO_READ_ISSUES = (
    "Darker is rated stronger. Gray hatching is not known: no rating names the element and the issue area."
)
BY_ISSUE_TABLE = "By issue area, as a table"

# Each element, opened
NOT_RATED = "not rated"
WHAT_PEOPLE_SAY = "**What people say**"
NO_RATING = "Not known: nobody has rated it."
RATINGS_BEHIND_IT = "**The {ratings} behind it, from the newest round**"
TO_TALK_ABOUT = "**To talk about: ratings three or more points apart**"
DISAGREEMENT = "- {indicator}: from {lowest:g} to {highest:g}, {raters}"
WHAT_IS_ON_RECORD = "**What is on record**"
ROWS_BEHIND = "Rows behind “{signal}”"

# The radar
RADAR = "The same scores as a radar"
WHAT_A_RADAR_HIDES = "A radar hides how far ratings lie apart, and leaves a gap where an element is not known."

# The columns of tables, by the columns of the frames that they show
PERCEIVED_COLUMNS = {
    "label": "Element",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "ratings": "Ratings",
    "with_evidence": "Ratings with evidence",
    "round": "Round",
    "previous": "Score in the round before",
    "change": "Change",
}
OBSERVED_COLUMNS = {
    "element": "Element",
    "label": "Signal",
    "count": "Count",
    "base": "Of",
    "unknown": "Not known for",
    "words": "In words",
}
BY_ISSUE_COLUMNS = {
    "element": "Element",
    "issue_area": "Issue area",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "ratings": "Ratings",
}
INDICATOR_COLUMNS = {
    "indicator": "Indicator",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "with_evidence": "Ratings with evidence",
    "ratings": "Ratings",
}
RATING_COLUMNS = {
    "indicator": "Indicator",
    "rating": "Rating",
    "issue_area": "Issue area",
    "round": "Round",
    "date": "Date",
    "evidence": "Evidence",
    "source": "Source",
}
