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
from components.inventory.problems import Problem, problem
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, unguard

Pseudonyms = Mapping[str, str]
"""The pseudonym of each rater who came by name, by the token of the name: names themselves are kept nowhere."""

# Known to this process alone and never written, so that no name can be found by trying out the tokens of many.
_SECRET = secrets.token_bytes(32)


def give_pseudonyms(raws: Sequence[RawTable], known: Pseudonyms) -> tuple[list[RawTable], Pseudonyms, list[Problem]]:
    """Give a pseudonym to each rater who is written by full name, e-mail address or phone number.

    It is the one that is ``known`` for the name, or else the next of r01, r02 and so on that no rater has. Gives the
    tables, all pseudonyms that are known then, and a problem for each table that had names; it quotes none of them.
    """
    texts = [text for raw in raws for text in dict.fromkeys(_raters(raw))]
    named = dict.fromkeys(_same(text) for text in texts if _is_by_name(text) or _token(_same(text)) in known)
    if not named:
        return [*raws], known, []
    others = {_same(text) for text in texts}.difference(named)
    free = _free_pseudonyms({*others, *map(same_name, known.values())})
    pseudonyms = dict(known)
    for name in named:
        if _token(name) not in pseudonyms:
            pseudonyms[_token(name)] = next(free)
    by_text = {text: pseudonyms[_token(_same(text))] for text in texts if _same(text) in named}
    problems = [_raters_by_name(raw, cells) for raw in raws if (cells := sum(text in by_text for text in _raters(raw)))]
    return [replace_raters(raw, by_text) for raw in raws], pseudonyms, problems


def _raters(raw: RawTable) -> Sequence[str]:
    return raw.columns.get("rater", ()) if raw.table == "assessments" else ()


def _same(text: str) -> str:
    return same_name(unguard(clean(text)))


def _is_by_name(text: str) -> bool:
    return is_person_name(text) or is_address(unguard(clean(text)))


def _token(name: str) -> str:
    return hashlib.blake2b(name.encode(), key=_SECRET, digest_size=16).hexdigest()


def _free_pseudonyms(taken: Collection[str]) -> Iterator[str]:
    return (text for number in count(1) if (text := f"r{number:02}") not in taken and f"r{number}" not in taken)


def _raters_by_name(raw: RawTable, cells: int) -> Problem:
    place = {"table": raw.table, "column": "rater", "file": raw.file or "", "sheet": raw.sheet}
    return problem("rater by name", count=cells, **place)  # type: ignore[arg-type]


def replace_raters(raw: RawTable, pseudonyms: Mapping[str, str]) -> RawTable:
    """Write pseudonyms in the place of some raters of a table, by the texts that stand there, and give the table."""
    texts = _raters(raw)
    if not any(text in pseudonyms for text in texts):
        return raw
    return replace(raw, columns=raw.columns | {"rater": [pseudonyms.get(text, text) for text in texts]})


# Two drafts


def match_pseudonyms(
    raws: Sequence[RawTable], coming: Pseudonyms, here: Pseudonyms, ours: Inventory, theirs: Inventory
) -> Pseudonyms:
    """Match the pseudonyms of raters in a further file with those here, and give the ones that they get.

    A rater who is known here keeps the pseudonym that they have here. Another one keeps the number of their own where
    no rater here has it, or where all its ratings are here with the same cells: then the same file was read before.
    """
    taken = {same_name(text) for text in ours.assessments["rater"].dropna()}
    taken |= set(map(same_name, here.values()))
    made = set(coming.values())
    again = made - set(here.values()) - set(_raters_of_new_ratings(theirs.assessments, ours.assessments))
    own = {text for token, text in coming.items() if token not in here and (text in again or text not in taken)}
    others = {_same(text) for raw in raws for text in _raters(raw)} - made
    free = _free_pseudonyms(taken | own | others)
    return {
        token: here[token] if token in here else text if text in own else next(free) for token, text in coming.items()
    }


def _raters_of_new_ratings(theirs: pd.DataFrame, ours: pd.DataFrame) -> Iterable[str]:
    """The raters of whom some rating is not here with the same cells. Who rates is compared apart: an organization may
    have another id here."""
    names = [name for name in theirs if name != "rater_organization" and theirs[name].notna().any()]
    if not set(names) <= set(ours):
        return theirs["rater"].dropna()
    rows, known = (frame[names].astype(object).where(frame[names].notna(), None) for frame in (theirs, ours))
    here = set(known.itertuples(index=False, name=None))
    new = [row not in here for row in rows.itertuples(index=False, name=None)]
    return theirs.loc[new, "rater"].dropna()
