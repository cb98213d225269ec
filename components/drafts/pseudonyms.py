"""Give raters who are named pseudonyms, from which nobody can work out the names."""

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
"""The pseudonym of each rater whose name came in, by a token that stands for the name while the Atlas runs."""

# Names are kept nowhere. Their tokens are made with this secret, which only this process knows and never writes.
_SECRET = secrets.token_bytes(32)


def replace_rater_names(
    tables: Sequence[TextTable], known: Pseudonyms
) -> tuple[list[TextTable], Pseudonyms, list[Problem]]:
    """Replace the names of raters by pseudonyms, and give the tables, all pseudonyms and a problem for each table that
    had names. The problems show no name.

    A full name, an e-mail address or a phone number is the name of a rater. A rater who is ``known`` keeps the same
    pseudonym; others get the next of r01, r02 and so on that is free.
    """
    names = {text: _normalize(text) for table in tables for text in _list_raters(table)}
    people = {
        name
        for text, name in names.items()
        if is_person_name(text) or is_address(unguard(clean(text))) or _make_token(name) in known
    }
    if not people:
        return [*tables], known, []
    free = _list_free_pseudonyms({*names.values(), *map(name_key, known.values())} - people)
    found, new = dict(known), dict[str, str]()
    for text, name in names.items():
        if name in people:
            token = _make_token(name)
            new[text] = found[token] = found.get(token) or next(free)
    counts = ((table, sum(text in new for text in _list_raters(table))) for table in tables)
    problems = [table.problem("rater by name", "rater", count=count) for table, count in counts if count]
    return [_replace_raters(table, new) for table in tables], found, problems


def _list_raters(table: TextTable) -> Sequence[str]:
    return table.columns.get("rater", ()) if table.table == "assessments" else ()


def _normalize(text: str) -> str:
    return name_key(unguard(clean(text)))


def _make_token(name: str) -> str:
    return hashlib.blake2b(name.encode(), key=_SECRET, digest_size=16).hexdigest()


def _list_free_pseudonyms(used: Collection[str]) -> Iterator[str]:
    return (text for number in count(1) if (text := f"r{number:02}") not in used and f"r{number}" not in used)


def _replace_raters(table: TextTable, new: Mapping[str, str]) -> TextTable:
    if new.keys().isdisjoint(_list_raters(table)):
        return table
    return replace(table, columns=table.columns | {"rater": [new.get(text, text) for text in _list_raters(table)]})


# Two drafts


def match_pseudonyms(incoming: Draft, draft: Draft) -> Draft:
    """Give raters whose names come in the pseudonyms that they have in a draft, and give the incoming draft.

    A rater whom that draft does not know keeps the incoming pseudonym where no rater has it there, or where all ratings
    under it are there too: then it is the same file, read before. Other raters get a pseudonym that is free.
    """
    coming, here = incoming.pseudonyms, draft.pseudonyms
    if not coming:
        return incoming
    theirs, ours = (replace(each, rows_set_aside=frozenset()).inventory.assessments for each in (incoming, draft))
    used = {name_key(text) for text in (*ours["rater"].dropna(), *here.values())}
    again = set(coming.values()) - set(here.values()) - set(_find_raters_with_new_ratings(theirs, ours))
    own = {text for token, text in coming.items() if token not in here and (text in again or text not in used)}
    others = {_normalize(text) for table in incoming.text_tables for text in _list_raters(table)} - set(coming.values())
    free = _list_free_pseudonyms(used | own | others)
    found = {token: here.get(token) or (text if text in own else next(free)) for token, text in coming.items()}
    new = {text: found[token] for token, text in coming.items() if found[token] != text}
    tables = tuple(_replace_raters(table, new) for table in incoming.text_tables)
    return replace(incoming, text_tables=tables, pseudonyms=found) if new else incoming


def _find_raters_with_new_ratings(theirs: pd.DataFrame, ours: pd.DataFrame) -> pd.Series:
    """Find the raters with a rating that is not in ours, cell for cell, and give them."""
    # The rater's organization may have another id there.
    names = [name for name in theirs if name != "rater_organization" and theirs[name].notna().any()]
    if not set(names) <= set(ours):
        return theirs["rater"].dropna()
    found = theirs[names].merge(ours[names].drop_duplicates(), on=names, how="left", indicator="where")
    return found.loc[found["where"] == "left_only", "rater"].dropna()
