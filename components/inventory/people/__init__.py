"""Personal data: what tells of people in headers and cells, and the addresses of people that are masked in texts.

All words stand in ``data/people_words.csv``, which ``words`` reads.
"""

from __future__ import annotations

from components.inventory.people.addresses import MASKS, mask_addresses, mask_quote, may_hold_addresses, remove_masks
from components.inventory.people.headers import (
    find_name_halves,
    has_no_phones,
    is_about_people,
    is_about_places,
    is_list_of_people,
    is_sheet_of_people,
    may_be_about_people,
)
from components.inventory.people.json_cells import has_person_in_json, is_json, is_json_of_people
from components.inventory.people.names import (
    begins_with_given_name,
    begins_with_person_name,
    is_address,
    is_no_person,
    is_person_name,
)

__all__ = [
    "MASKS",
    "begins_with_given_name",
    "begins_with_person_name",
    "find_name_halves",
    "has_no_phones",
    "has_person_in_json",
    "is_about_people",
    "is_about_places",
    "is_address",
    "is_json",
    "is_json_of_people",
    "is_list_of_people",
    "is_no_person",
    "is_person_name",
    "is_sheet_of_people",
    "mask_addresses",
    "mask_quote",
    "may_be_about_people",
    "may_hold_addresses",
    "remove_masks",
]
