"""The truths planted in Riverbend, as of 30 June 2025: what the views must find there, and say.

Worked out from the files again by tests/test_riverbend.py; data/make_riverbend.py does not read this.
"""

from __future__ import annotations

BEFORE, NOW = "2023-06-30", "2025-06-30"

# Community, issue area: organizations on the issue whose serves or led_by is known. The first row is
# the one to talk about: people come home from jail, and sixteen organizations work on housing.
NO_ONE_ON_RECORD = {
    ("people returning from jail", "housing"): 16,
    ("people returning from jail", "environment"): 10,
    ("people returning from jail", "land use"): 10,
    ("residents without a home", "land use"): 10,
    ("immigrants and refugees", "environment"): 10,
    # Three that follow from the planting: who works on the issue serves the community in an initiative on
    # other issues alone (welcome desk online; common ballot guide; 311 redesign and trades for all).
    ("immigrants and refugees", "food"): 16,
    ("people with disabilities", "immigration"): 11,
    ("people with disabilities", "land use"): 10,
}

# Community: organizations that serve it, organizations whose leaders are known; none is led by it
SERVED_NOT_LED = {"people with disabilities": (27, 89)}

# Community: the power of each seat that speaks for it, and of each seat that its members hold
SEATS_WITHOUT_POWER = {"immigrants and refugees": (["1", "1", "2", "2", "2", "3"], ["1", "2", "2", "2"])}

# Organization: whom its leaving cuts off
ONE_BRIDGE = {
    "Upper Valley Growers' Exchange": {
        "Blue Heron Orchard School",
        "Longfield Grange",
        "Tamarack Farm Cooperative",
        "Upper Valley Gleaners",
        "Valley Seed Circle",
    }
}

# Role: the organizations to which it alone holds the ties
ONE_ROLE = {
    "Upper Valley Growers' Exchange: market coordinator": ONE_BRIDGE["Upper Valley Growers' Exchange"],
    "City of Riverbend Data Team: chief data officer": {
        "Riverbend Health Department",
        "Riverbend Water District",
        "Regional Council of the Three Rivers",
        "Riverbend County Circuit Court Clerk",
    },
}

# Skill: who alone holds it, and the issue areas of the initiatives that it is in
ONE_HOLDER = {"translation": ("Many Tongues Interpreters' Cooperative", {"health", "immigration"})}
# Procurement has one holder too, which is in no initiative: no finding
NOT_ONE_HOLDER = ("procurement", "City of Riverbend Purchasing Office")

# Resource: how many need it; no one offers it
UNMET_NEED = {"time": 26}

# Two organizations: how far apart the levels are that they report
SIDES_DISAGREE = {
    ("Black Leaders' Roundtable of the Bend", "Riverbend Equity Office"): 3,
    ("City of Riverbend Data Team", "Way Back Network"): 3,
    ("Millrace Free Clinic", "St. Aldric Hospital"): 3,
    ("Code for Riverbend", "Riverbend Public Library"): 2,
    ("Community Foundation of the Bend", "Hmoob Voices of Riverbend"): 2,
    ("Eastbank Tenants Union", "Riverbend Housing Authority"): 2,
    ("Ramp and Rail Access Services", "Riverbend Transit"): 2,
}

# Element: whether what people perceive is above or below what is observed
PARTED = {"collaborative_approach": "above", "key_players": "below"}
CLOSE_TIES = (73, 321)  # working ties at level 3 or more, of those of known level
MIXED_INITIATIVES = (4, 25)  # of three or more types, of those whose partners are known

# Organizations with no working tie on record: a tenth or more before, fewer now. Before, the five
# growers of the upper valley were apart; now one organization holds them.
ISOLATES = {BEFORE: (15, 125), NOW: (8, 127)}

# Columns that a view needs, filled for under half; the first is one of which a finding speaks
LITTLE_KNOWN = [("initiatives", "assets"), ("relationships", "basis"), ("relationships", "held_by")]
