"""Raters who are written by name get pseudonyms, from which nobody can work out the names."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pandas as pd

from components.inventory import Problem, TextTable
from components.inventory.people import is_address, is_person_name
from components.inventory.text import clean, name_key, unguard

if TYPE_CHECKING:
    from components.drafts.draft import Draft

Pseudonyms = Mapping[str, str]
"""The pseudonym of each rater who came by name, by a token that stands for the name while the Atlas runs."""

# Names are kept nowhere. Their tokens are made with this secret, which only this process knows and nothing writes.
_SECRET = secrets.token_bytes(32)


def replace_rater_names(
    tables: Sequence[TextTable], known: Pseudonyms
) -> tuple[list[TextTable], Pseudonyms, list[Problem]]:
    """Replace the names of raters by pseudonyms, and give the tables, all pseudonyms and a problem for each table that
    had names. The problems show no name.

    A rater is written by name where it is a full name, an e-mail address or a phone number. A rater who is ``known``
    keeps the pseudonym; others get the next of r01, r02 and so on that no rater has.
    """
    names = {text: _plain(text) for table in tables for text in _raters(table)}
    people = {
        name
        for text, name in names.items()
        if is_person_name(text) or is_address(unguard(clean(text))) or _token(name) in known
    }
    if not people:
        return [*tables], known, []
    free = _free_pseudonyms({*names.values(), *map(name_key, known.values())} - people)
    found, new = dict(known), dict[str, str]()
    for text, name in names.items():
        if name in people:
            token = _token(name)
            new[text] = found[token] = found.get(token) or next(free)
    counts = [sum(text in new for text in _raters(table)) for table in tables]
    problems = [
        table.problem("rater by name", "rater", count=count)
        for table, count in zip(tables, counts, strict=True)
        if count
    ]
    return [_with_raters(table, new) for table in tables], found, problems


def _raters(table: TextTable) -> Sequence[str]:
    return table.columns.get("rater", ()) if table.table == "assessments" else ()


def _plain(text: str) -> str:
    return name_key(unguard(clean(text)))


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), key=_SECRET, digest_size=16).hexdigest()


def _free_pseudonyms(used: Collection[str]) -> Iterator[str]:
    return (text for number in count(1) if (text := f"r{number:02}") not in used and f"r{number}" not in used)


def _with_raters(table: TextTable, new: Mapping[str, str]) -> TextTable:
    if new.keys().isdisjoint(_raters(table)):
        return table
    return replace(table, columns=table.columns | {"rater": [new.get(text, text) for text in _raters(table)]})


# Two drafts


def match_pseudonyms(incoming: Draft, draft: Draft) -> Draft:
    """Have raters who come in by name bear the pseudonyms that they have in a draft, and give the incoming draft.

    Of raters who are not known there, one keeps the pseudonym of its own where no rater has it there, or where all its
    ratings are there, each the same: then it is the same file, which was read before. Others get one that is free.
    """
    coming, here = incoming.pseudonyms, draft.pseudonyms
    if not coming:
        return incoming
    theirs, ours = (replace(each, rows_set_aside=frozenset()).inventory.assessments for each in (incoming, draft))
    used = {name_key(text) for text in (*ours["rater"].dropna(), *here.values())}
    again = set(coming.values()) - set(here.values()) - set(_raters_with_new_ratings(theirs, ours))
    own = {text for token, text in coming.items() if token not in here and (text in again or text not in used)}
    others = {_plain(text) for table in incoming.text_tables for text in _raters(table)} - set(coming.values())
    free = _free_pseudonyms(used | own | others)
    found = {token: here.get(token) or (text if text in own else next(free)) for token, text in coming.items()}
    new = {text: found[token] for token, text in coming.items() if found[token] != text}
    tables = tuple(_with_raters(table, new) for table in incoming.text_tables)
    return replace(incoming, text_tables=tables, pseudonyms=found) if new else incoming


def _raters_with_new_ratings(theirs: pd.DataFrame, ours: pd.DataFrame) -> pd.Series:
    """Give the raters of whom some rating is not in ours, cell for cell.

    The organization of a rater is not compared: it may have another id there.
    """
    names = [name for name in theirs if name != "rater_organization" and theirs[name].notna().any()]
    if not set(names) <= set(ours):
        return theirs["rater"].dropna()
    found = theirs[names].merge(ours[names].drop_duplicates(), on=names, how="left", indicator="where")
    return found.loc[found["where"] == "left_only", "rater"].dropna()
