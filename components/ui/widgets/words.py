"""The sentences of what several views show: the map, an organization's card, tables, and work that takes a while.

Words in braces are filled in.
"""

# How a view is measured
HOW_MEASURED = "How this is measured"
MEASURE = "- **{measure}.** {definition}  \n  *Source:* {source}  \n  *Not known:* {not_known}"

# The map
DRAWING_THE_MAP = "Drawing the map"
MAP = (
    "Map of {organizations} and their ties. Arrow keys step through the organizations, the most connected first. The "
    "tables on this page hold the same."
)
STILL_MAP = (
    "Map of {organizations} and their ties. Arrow keys step through the organizations, the most connected first. Enter "
    "opens an organization’s card on Network, where tables hold the same."
)
CIRCLE_AREAS = {
    "degree": "Circle area: working ties, whole city",
    "betweenness": "Circle area: how often a go-between",
}
LED_BY_CHOSEN = "Led by a community in the filter"
LINES = {
    "levels": "Width: level 1 to 5",
    "level unknown": "Level not known",
    "wanted": "Wanted, not yet real",
    "lapsed": "Lapsed",
    "gap": "Sides differ by 2 levels or more",
    "tension": "Tension",
    "hairline": "Part of, succeeds, context, knows of",
}
"""What each kind of line means."""

# An organization's card
LEFT_OUT = "Left out by the filter above, so not on the map."
NOT_LISTED = "No row of its own in the inventory: known only because others name it."
TYPE_NOT_KNOWN = "Type not known"
CLOSE_CARD = "Close"
SHAPES = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle": "▲",
    "triangleDown": "▼",
    "hexagon": "⬢",
    "star": "★",
}
"""The marks of kinds of organizations, as letters."""
HOLLOW = "○"
FIELDS = {
    "led_by": "Led by",
    "serves": "Serves",
    "issue_areas": "Issue areas",
    "also_type": "Also",
    "since": "Since",
}
"""The labels of columns whose names don't say it."""
FIELD_NOT_KNOWN = ":gray[not known]"
NONE = "none"
FIELD = "- **{label}:** {value}{through}"
THROUGH_AN_INITIATIVE = ". Through an initiative: {values}"
NO_TIE = "**No tie on record.**"
TIES = "**{ties} on record**"
MORE_TIES = "The table of ties on this page holds the other {count}."
KIND_NOT_KNOWN = "kind not known"
FROM_HERE = " (from here)"
FROM_THERE = " (from there)"
SIDES_DIFFER = "The two sides' levels differ by {levels:g}."
TIE_OF_UNKNOWN_KIND = "has a tie of unknown kind with"
NO_EVIDENCE = "No evidence on record."
REPORT = ":small[{report} *{citation}*]"
REPORTED_BY = "Reported by {organization}{level}."
RESTS_ON = "Rests on {roles}."
AMOUNT = "The sum is {amount}."
SOURCE = "Source: {source}"
SOURCE_NOT_KNOWN = "Source not known"
AS_OF = " (as of {date})"
INITIATIVES = "**Initiatives**"
SOURCES_DIFFER = "Sources differ on {column}: one says “{value}”{certainty}"
NOTE = "Note: {text}"
THIS_IS_WRONG = "This is wrong"
SEND_IT = "Copy this text, fill it in, and send it to {keeper}, who keeps this inventory."
SEND_IT_TO_WHOEVER = (
    "Copy this text, fill it in, and send it to whoever keeps this inventory. The inventory names no keeper, so ask "
    "whoever runs this Atlas for you."
)
CORRECTION = """\
A correction to the inventory of {city} (as of {date})
Organization: {name} (id {id})
The inventory says:
{cells}
What is wrong:

What is right:

How you know (a source we can cite):
"""

# Tables
FIRST_ROWS = "The first {shown:,} of {count:,} rows. The download holds them all."
NOT_KNOWN = "not known"
DOWNLOAD_TABLE = "Download this table (CSV)"
NO_ROW_BEHIND = "This says what is missing, so there are no rows to show."
ROWS_OF_TABLE = "{rows} of the table *{table}*"

# Work that takes a while
FAILED = "{work} failed: a fault in the Atlas, not in what you did. Nothing was changed."
STOP = "Stop"

# What the server's log says
LOG_FAILED = "A piece of work failed."
