"""Drafts as a team's work leaves them, and whether two hold the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from components.drafts import Draft
from components.drafts.draft import Arrival
from components.drafts.opening import open_draft
from components.inventory import TextTable
from components.matching import add_file
from tests.any_inventory import assert_same
from tests.merged_rows import merge_rows

ORGANIZATIONS = (
    b"name,type,since,Colour\nLibrary,libary,2015,red\n,university,2016,blue\nMakers,library,soon,\nClinic,hospital,,\n"
)
TIES = b"from,to,kind\nLibrary,Makers,works_with\nLibrary,Elsewhere,funds\nClinic,Makers,works_with\n"
RATINGS = b"element,rating,rater\nknowledge,4,Jane Miller\nresources,2,Tom Baker\n"
FURTHER = b"name,type,since,source\nLibrary,library,2014,A report\nBakery,other company,2020,A report\n"


def small_draft() -> Draft:
    """A draft of three files: with an unknown word, a row without a name, and raters by name."""
    files = {"organizations.csv": ORGANIZATIONS, "relationships.csv": TIES, "assessments.csv": RATINGS}
    return open_draft(files)


def further_file() -> Draft:
    """A further file, which has one of the organizations and a new one."""
    return open_draft({"further.csv": FURTHER, "assessments.csv": RATINGS.replace(b"Tom Baker", b"Ann Carter")})


def worked_on() -> Draft:
    """A draft after mending, adding, setting aside, keeping apart, merging, and a further file."""
    draft = small_draft()
    draft = draft.with_cells({key_of(draft, "name", "Library"): {"type": "library"}})
    draft = draft.with_rows("organizations", [{"name": "Food bank", "type": "=1+1"}, {"name": "Foodbank"}])
    draft = draft.with_rows("assessments", [{"element": "knowledge", "rating": "3", "rater": "Jane Miller"}])
    draft = draft.set_aside([key_of(draft, "name", "")]).keep_apart("library", "makers")
    keys = key_of(draft, "name", "Food bank"), key_of(draft, "name", "Foodbank")
    return add_file(merge_rows(draft, keys, keys[0]), further_file(), "update")


def key_of(draft: Draft, column: str, text: str, table: str = "organizations") -> int:
    """The key of the first row of a table with this text."""
    for each in draft.text_tables:
        if each.table == table and text in each.columns.get(column, ()):
            return list(each.keys or ())[list(each.columns[column]).index(text)]
    raise AssertionError(f"No {column} is {text}.")


def everything_in(part: Any) -> Any:
    """All that a draft, or a part of it, holds, as values that compare."""
    if isinstance(part, Draft | Arrival | TextTable):
        return {field.name: everything_in(getattr(part, field.name)) for field in fields(part)}
    if isinstance(part, Mapping):
        return [(name, everything_in(each)) for name, each in part.items()]
    if isinstance(part, list | tuple | range):
        return [everything_in(each) for each in part]
    return part


def assert_same_drafts(one: Draft, other: Draft) -> None:
    """Fails where a field differs, or what is read from the texts: the inventory, the problems, the tables' texts."""
    assert everything_in(one) == everything_in(other)
    assert_same(one.inventory, other.inventory)
    assert one.problems == other.problems
    for table in one.inventory.tables:
        assert one.table_texts(table).equals(other.table_texts(table))
