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
    texts = [text for table in tables for text in dict.fromkeys(_raters(table))]
    people = {_plain(text) for text in texts if _is_a_person(text) or _token(_plain(text)) in known}
    if not people:
        return [*tables], known, []
    others = {_plain(text) for text in texts} - people
    free = _free_pseudonyms({*others, *map(name_key, known.values())})
    found = dict(known)
    for name in dict.fromkeys(_plain(text) for text in texts if _plain(text) in people):
        if _token(name) not in found:
            found[_token(name)] = next(free)
    new = {text: found[_token(_plain(text))] for text in texts if _plain(text) in people}
    problems = [
        table.problem("rater by name", "rater", count=count) for table in tables if (count := _count_among(table, new))
    ]
    return [_with_raters(table, new) for table in tables], found, problems


def _raters(table: TextTable) -> Sequence[str]:
    return table.columns.get("rater", ()) if table.table == "assessments" else ()


def _plain(text: str) -> str:
    return name_key(unguard(clean(text)))


def _is_a_person(text: str) -> bool:
    return is_person_name(text) or is_address(unguard(clean(text)))


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), key=_SECRET, digest_size=16).hexdigest()


def _free_pseudonyms(used: Collection[str]) -> Iterator[str]:
    return (text for number in count(1) if (text := f"r{number:02}") not in used and f"r{number}" not in used)


def _count_among(table: TextTable, texts: Collection[str]) -> int:
    return sum(text in texts for text in _raters(table))


def _with_raters(table: TextTable, new: Mapping[str, str]) -> TextTable:
    if not _count_among(table, new):
        return table
    return replace(table, columns=table.columns | {"rater": [new.get(text, text) for text in _raters(table)]})


# Two drafts


def match_pseudonyms(incoming: Draft, draft: Draft) -> Draft:
    """Have raters who come in by name bear the pseudonyms that they have in a draft, and give the incoming draft.

    Of raters who are not known there, one keeps the pseudonym of its own where no rater has it there, or where all its
    ratings are there, each the same: then it is the same file, which was read before. Others get one that is free.
    """
    if not incoming.pseudonyms:
        return incoming
    found = _match(incoming, draft)
    new = {text: found[token] for token, text in incoming.pseudonyms.items() if found[token] != text}
    tables = tuple(_with_raters(table, new) for table in incoming.text_tables)
    return replace(incoming, text_tables=tables, pseudonyms=found) if new else incoming


def _match(incoming: Draft, draft: Draft) -> Pseudonyms:
    coming, here = incoming.pseudonyms, draft.pseudonyms
    theirs, ours = (
        (replace(each, rows_set_aside=frozenset()) if each.rows_set_aside else each).inventory.assessments
        for each in (incoming, draft)
    )
    used = {name_key(text) for text in (*ours["rater"].dropna(), *here.values())}
    again = set(coming.values()) - set(here.values()) - set(_raters_with_new_ratings(theirs, ours))
    own = {text for token, text in coming.items() if token not in here and (text in again or text not in used)}
    others = {_plain(text) for table in incoming.text_tables for text in _raters(table)} - set(coming.values())
    free = _free_pseudonyms(used | own | others)
    return {
        token: here[token] if token in here else text if text in own else next(free) for token, text in coming.items()
    }


def _raters_with_new_ratings(theirs: pd.DataFrame, ours: pd.DataFrame) -> pd.Series:
    """Give the raters of whom some rating is not in ours, cell for cell.

    The organization of a rater is not compared: it may have another id there.
    """
    names = [name for name in theirs if name != "rater_organization" and theirs[name].notna().any()]
    if not set(names) <= set(ours):
        return theirs["rater"].dropna()
    rows, known = (frame[names].astype(object).where(frame[names].notna(), None) for frame in (theirs, ours))
    here = set(known.itertuples(index=False, name=None))
    new = [row not in here for row in rows.itertuples(index=False, name=None)]
    return theirs.loc[new, "rater"].dropna()
