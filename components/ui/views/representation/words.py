"""The sentences of the page on representation, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

# At the head
COUNTED_OVER = "Out of {organizations}. A community that is part of a broader one counts as both."
COUNTED_OVER_UNDER_A_FILTER = (
    "Out of {organizations}: all that the other filters leave. The filter by community only chooses which communities "
    "you see."
)
NO_COMMUNITY = (
    "No source here says whom organizations serve or who leads them. Ask them, and fill in the columns *serves* and "
    "*led_by* of the table *Organizations*, and the table *Seats*. The templates are under Inventory."
)
OPEN_THE_INVENTORY = "Open the inventory"

# The grid
NO_ISSUE = "No source here says who works on which issue area, so there is no picture to draw yet."
GRID_KEY = (
    "◆ organizations they lead · ● organizations that serve them · ▲ seats they hold · ▽ seats where others speak for "
    "them · □ nobody, of so many that we know · hatching: not known."
)
HOW_TO_READ_THE_GRID = (
    "Under ◆ and ● stand numbers of organizations, under ▲ and ▽ numbers of seats. “Of 16” under □ means that 16 "
    "organizations there say whom they serve or who leads them, and none names this community."
)
FEW, FEW_FOR_A_ROOM = (8, 10), (6, 7)
"""How many communities and issue areas are drawn at first, on a desk and in a room."""
SHOW_ALL = "Show all {communities} and {issues}"
MOST_CONCERNED = (
    "At first the picture shows the communities and issue areas with the most gaps, marginalized communities before "
    "others. A gap is an issue area on which nobody on record serves the community or is led by it. The more "
    "organizations we know there, the more a gap weighs. At most 60 communities are drawn; the table holds all."
)
GRID_TABLE = "The picture as a table"
NOBODY = "nobody on record"

# Who is in a square
COMMUNITY_TO_OPEN = "Community to open"
ISSUE_TO_OPEN = "Issue area to open"
ANY_ISSUE = "Any issue area"
LED_BY = "◆ Led by {community}"
SERVING = "● Serving {community}"
SEATS = "**▲ Seats they hold, ▽ seats where others speak for them**"
NOT_FILLED_IN = "Nobody has filled this in yet."
NO_SEAT_FILLED_IN = "No source says whom the seats are for."
NONE = "None on record."
MORE = "{count:,} more"
MORE_SEATS = "The rows below hold the other {count}."
THROUGH_INITIATIVES = "{organizations} here only because of an initiative."
SEAT = "{table} · {power}{held_by}{speaks_for}"
POWER = "power {label}"
POWER_NOT_KNOWN = "power not known"
HELD_BY = " · held by {communities}"
SPEAKS_FOR = " · speaks for {communities}"
CELL_NOT_KNOWN = "Not known: of {organizations} on this issue, none says whom it serves or who leads it."
NO_SEAT_IS_THEIRS = "Nobody on record: of {seats} on this issue none is theirs."
NO_ONE_ON_RECORD = "Nobody on record. {organizations} whom they serve or who leads them; none names this community."
ORGANIZATIONS_SAY = ("organization on this issue says", "organizations on this issue say")  # one, and several

# One community in figures
PRESENT = "**Present:** {present}"
PRESENT_COUNTS = {
    "leads": ("organization", "led by them"),
    "serves": ("organization", "serving them"),
    "held": ("seat", "held by them"),
    "speaks_for": ("seat", "where others speak for them"),
}
"""For each count of a community: what is counted, and how it stands to the community."""
PRESENT_NOT_KNOWN = "not known: {counts}"
LEADERS_NOT_KNOWN = "**Connected:** not known, as no source says who leads the organizations"
TOO_FEW_LED = "**Connected:** they lead fewer than five organizations, too few to compare"
CONNECTED = (
    "**Connected:** on average, the {count} organizations they lead have {ties:.0f} ties for every 100 of all "
    "organizations whose leadership we know"
)
BRIDGING = "**Go-betweens:** they stand between others {ratio:.1f} times as often as their number would suggest"
BRIDGING_NOT_KNOWN = "**Go-betweens:** how often they stand between others is not known"
PARITY_NOT_KNOWN = "**Parity:** not known: to tell, we need their share of the people and who holds the seats"
PARITY = "**Parity:** they hold {held} of {seats}, and are {share:.3g} of 100 people: {parity:.2f}, {word}"
NO_POWER = "**Power:** {why}."
HOLDS_NO_SEAT = "none, as they hold no seat on record"
POWER_OF_NO_SEAT_KNOWN = "not known, as no source says what power their seats have"
ROWS_BEHIND = "The rows behind these figures"
COMMUNITIES_TABLE = "All communities as a table"

# Share of seats and share of people
SHARES_NOT_KNOWN = "Not known yet. To compare, we need each community's share of the people, and who holds the seats."
FURTHER_NOT_KNOWN = "Not known for {communities}."
HOW_PARITY_IS_MEANT = (
    "Parity is the community's share of the seats whose holders are known, over its share of the people. From 0.8 to "
    "1.2 counts as near parity. That band is borrowed from clinical trials, where it is used for participation-to-"
    "prevalence ratios; using it for seats at a table is ours. Seats that only speak for a community don't count."
)

# The columns of tables, by the columns of the frames that they show
GRID_COLUMNS = {
    "community": "Community",
    "marginalized": "Marginalized",
    "issue_area": "Issue area",
    "state": "State",
    "leads": "Organizations they lead",
    "serves": "Organizations that serve them",
    "held": "Seats they hold",
    "speaks_for": "Seats where others speak for them",
    "on_issue": "Organizations on this issue",
    "filled": "Of these, say whom they serve or who leads them",
    "through_initiative": "Serve them only through an initiative",
}
COMMUNITY_COLUMNS = {
    "community": "Community",
    "marginalized": "Marginalized",
    "population_share": "Share of the people",
    "leads": "Organizations they lead",
    "serves": "Organizations that serve them",
    "serves_through": "Serve them only through an initiative",
    "held": "Seats they hold",
    "speaks_for": "Seats where others speak for them",
    "connected": "Connected",
    "bridging": "Go-betweens",
    "power_mean": "Mean power, 0 to 5",
    "power_seats": "Seats of known power",
    "parity": "Parity",
    "parity_words": "Parity in words",
    "parity_seats": "Seats whose holders are known",
}
