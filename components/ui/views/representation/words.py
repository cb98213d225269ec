"""The sentences of the page on representation, with words in braces that are filled in.

Its headings stand on the page itself. What is computed from the data stands in ``components/analysis/sentences.py``.
"""

# At the head
COUNTED_OVER = "Counted over {organizations}. Narrower communities count towards their broader ones."
COUNTED_OVER_UNDER_A_FILTER = (
    "Counted over {organizations}: the city under every other filter. The community filter chooses which communities "
    "are shown; it does not change what they are measured against."
)
NO_COMMUNITY = (
    "No community is on record here, so who is represented is not known. To learn it, fill the columns serves and led "
    "by of Organizations, and the table Seats. The templates are under Inventory."
)
OPEN_THE_INVENTORY = "Open the inventory"

# The grid
NO_ISSUE = "No issue area is on record, so the grid of communities and issue areas is not known."
HOW_TO_READ_THE_GRID = (
    "Each cell, from left to right: ◆ organizations that the community leads · ● organizations that serve it · ▲ seats "
    "that its members hold, or ▽ where no seat is theirs, seats that speak for it. □ of k: no one on record, of k "
    "organizations known. Grey hatching: not known."
)
FIRST_COMMUNITIES = "The first {count} communities are drawn; the table holds all."
GRID_TABLE = "The grid as a table"

# Who stands behind a cell
COMMUNITY_TO_OPEN = "Community to open"
ISSUE_TO_OPEN = "Issue area to open"
ANY_ISSUE = "Any issue area"
LED_BY = "◆ Led by {community}"
SERVING = "● Serving {community}"
SEATS = "**▲ Seats its members hold, ▽ seats that speak for it**"
NOT_FILLED_IN = "Not known: nobody has filled this in."
NO_SEAT_FILLED_IN = "Not known: no seat says for whom."
NONE = "None on record."
MORE = "{count:,} more"
MORE_SEATS = "The rows below hold the other {count}."
THROUGH_INITIATIVES = "{organizations} here only through an initiative."
SEAT = "{table} · {power}{held_by}{speaks_for}"
POWER = "power {label}"
POWER_NOT_KNOWN = "power not known"
HELD_BY = " · held by {communities}"
SPEAKS_FOR = " · speaks for {communities}"
CELL_NOT_KNOWN = "Not known. {organizations} on this issue, and none has whom it serves or who leads it on record."
NO_SEAT_IS_THEIRS = "No one on record. {seats} on this issue, and none is theirs."
NO_ONE_ON_RECORD = "No one on record. {organizations} whom they serve or who leads them, and none names this community."
ORGANIZATIONS_SAY = ("organization on this issue says", "organizations on this issue say")  # one, and several

# One community in figures
PRESENT = "**Present:** {present}"
PRESENT_COUNTS = {
    "leads": ("organization", "led by it"),
    "serves": ("organization", "serving it"),
    "held": ("seat", "held by its members"),
    "speaks_for": ("seat", "speaking for it"),
}
"""For each count of a community: what is counted, and how it stands to the community."""
PRESENT_NOT_KNOWN = "not known: {counts}"
LEADERS_NOT_KNOWN = "**Connected and bridging:** not known: who leads is on record for no organization"
TOO_FEW_LED = "**Connected and bridging:** it leads fewer than five organizations: counts and names only, no ratio"
CONNECTED = (
    "**Connected:** the {count} organizations it leads have {ratio:.2f} times the ties of all whose leadership is known"
)
BRIDGING = "**Bridging:** their share of betweenness is {bridging}"
BRIDGING_RATIO = "{ratio:.2f} times their share of organizations"
NOT_KNOWN = "not known"
PARITY_NOT_KNOWN = "**Parity:** not known: it needs its share of the people, and who holds the seats"
PARITY = "**Parity:** {held} of {seats}, for {share:.3g} of 100 people: {parity:.2f}, {word}"
NO_POWER = "**Power:** {why}."
HOLDS_NO_SEAT = "none: its members hold no seat on record"
POWER_OF_NO_SEAT_KNOWN = "not known: no seat of theirs has its power"
ROWS_BEHIND = "The rows behind these figures"
COMMUNITIES_TABLE = "All communities as a table"

# Share of seats and share of people
SHARES_NOT_KNOWN = "Not known: parity needs a community's share of the people, and who holds the seats at tables."
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
    "leads": "Organizations it leads",
    "serves": "Organizations that serve it",
    "held": "Seats its members hold",
    "speaks_for": "Seats that speak for it",
    "filled": "Filled, on this issue",
    "on_issue": "Organizations on this issue",
    "through_initiative": "Of these, only through an initiative",
}
COMMUNITY_COLUMNS = {
    "community": "Community",
    "marginalized": "Marginalized",
    "population_share": "Share of the people",
    "leads": "Organizations it leads",
    "serves": "Organizations that serve it",
    "serves_through": "Of these, only through an initiative",
    "held": "Seats its members hold",
    "speaks_for": "Seats that speak for it",
    "connected": "Connected",
    "bridging": "Bridging",
    "power_mean": "Mean power, 0 to 5",
    "power_seats": "Seats of known power",
    "parity": "Parity",
    "parity_words": "Parity in words",
    "parity_seats": "Seats whose holders are known",
}
