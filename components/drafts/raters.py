"""Raters who are written by name: a pseudonym takes the place of each, from which no name can be worked out."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

import pandas as pd

from components.inventory.model import Inventory
from components.inventory.people import is_address, is_person_name
from components.inventory.problems import Problem, file_problem
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, unguard

Raters = Mapping[str, str]
"""The pseudonym of each rater who came by name, by what stands for the name while the Atlas runs."""

# Names are kept nowhere. What stands for them is known to this process alone, and is never written.
_SECRET = secrets.token_bytes(32)


def with_pseudonyms(raws: Sequence[RawTable], known: Raters) -> tuple[list[RawTable], Raters, list[Problem]]:
    """The tables with a pseudonym for each rater who is written by full name, e-mail address or phone: the one that is
    ``known``, else the next of r01, r02 and so on that no rater has. All pseudonyms that are known then; and a problem
    for each table, that shows none."""
    texts = [text for raw in raws for text in dict.fromkeys(_raters(raw))]
    people = {_same(text) for text in texts if _is_a_person(text) or _token(_same(text)) in known}
    if not people:
        return [*raws], known, []
    others = {_same(text) for text in texts} - people
    free = _free({*others, *map(same_name, known.values())})
    found = dict(known)
    for name in dict.fromkeys(_same(text) for text in texts if _same(text) in people):
        if _token(name) not in found:
            found[_token(name)] = next(free)
    called = {text: found[_token(_same(text))] for text in texts if _same(text) in people}
    return [_called(raw, called) for raw in raws], found, [_said(raw, called) for raw in raws if _named(raw, called)]


def _raters(raw: RawTable) -> Sequence[str]:
    return raw.columns.get("rater", ()) if raw.table == "assessments" else ()


def _same(text: str) -> str:
    return same_name(unguard(clean(text)))


def _is_a_person(text: str) -> bool:
    return is_person_name(text) or is_address(unguard(clean(text)))


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), key=_SECRET, digest_size=16).hexdigest()


def _free(taken: Collection[str]) -> Iterator[str]:
    return (text for number in count(1) if (text := f"r{number:02}") not in taken and f"r{number}" not in taken)


def _called(raw: RawTable, called: Mapping[str, str]) -> RawTable:
    if not _named(raw, called):
        return raw
    return replace(raw, columns=raw.columns | {"rater": [called.get(text, text) for text in _raters(raw)]})


def _named(raw: RawTable, called: Mapping[str, str]) -> int:
    return sum(text in called for text in _raters(raw))


def _said(raw: RawTable, called: Mapping[str, str]) -> Problem:
    cells = _named(raw, called)
    number = "1 cell of rater is" if cells == 1 else f"{cells:,} cells of rater are"
    message = f"{number} written as a person's full name. A pseudonym took its place, the same for the same name."
    mend = "Write a pseudonym for each rater, such as r07, and keep the list of who is who elsewhere."
    where = {"table": raw.table, "column": "rater", "sheet": raw.sheet}
    return file_problem(raw.file or "", "rater by name", message, mend, "warning", **where)  # type: ignore[arg-type]


# Two drafts


def as_here(raws: Sequence[RawTable], coming: Raters, here: Raters, ours: Inventory, theirs: Inventory) -> Raters:
    """The pseudonyms that raters who came by name get among the raters here.

    Who is known here keeps the pseudonym that they have. Of the others one keeps the number of their own where no rater
    has it here, or where all its ratings are here, each the same: then it is the same file, which was read before.
    """
    taken = {same_name(text) for text in ours.assessments["rater"].dropna()}
    taken |= set(map(same_name, here.values()))
    made = set(coming.values())
    again = made - set(here.values()) - set(_with_other_ratings(theirs.assessments, ours.assessments))
    own = {text for token, text in coming.items() if token not in here and (text in again or text not in taken)}
    others = {_same(text) for raw in raws for text in _raters(raw)} - made
    free = _free(taken | own | others)
    return {
        token: here[token] if token in here else text if text in own else next(free) for token, text in coming.items()
    }


def _with_other_ratings(theirs: pd.DataFrame, ours: pd.DataFrame) -> Iterable[str]:
    """The raters of whom some rating is not here, cell for cell. Who rates is compared apart: an organization may have
    another id here."""
    names = [name for name in theirs if name != "rater_organization" and theirs[name].notna().any()]
    if not set(names) <= set(ours):
        return theirs["rater"].dropna()
    rows, known = (frame[names].astype(object).where(frame[names].notna(), None) for frame in (theirs, ours))
    here = set(known.itertuples(index=False, name=None))
    new = [row not in here for row in rows.itertuples(index=False, name=None)]
    return theirs.loc[new, "rater"].dropna()


def renamed(raw: RawTable, texts: Mapping[str, str]) -> RawTable:
    """The table with other pseudonyms for some raters."""
    return _called(raw, texts)
