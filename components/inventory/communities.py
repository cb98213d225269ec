"""Which communities and issue areas are named, how many of them the views count, and which are part of which."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from components.inventory.problems import Problem, problem
from components.inventory.text import slug

MOST_COMMUNITIES = 300
MOST_ISSUE_AREAS = 100
MOST_BROADER = 10
"""How many broader communities one counts towards: the nearest ones."""
COMMUNITY_COLUMNS = (
    ("organizations", "serves"),
    ("organizations", "led_by"),
    ("initiatives", "serves"),
    ("seats", "speaks_for"),
    ("seats", "held_by_community"),
)
"""The list columns that name communities, beside the table of them."""
ISSUE_COLUMNS = (("organizations", "issue_areas"), ("initiatives", "issue_areas"), ("seats", "issue_areas"))

Tables = Mapping[str, pd.DataFrame]


def community_key(spelling: str) -> str:
    """Give the key of a community: spellings that share a slug are one."""
    return slug(spelling) or spelling


def list_named(tables: Tables, columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give every value of some list columns, as often as it stands there."""
    cells = chain.from_iterable(tables[table][column].tolist() for table, column in columns)
    return chain.from_iterable(cell for cell in cells if isinstance(cell, tuple))


def community_names(tables: Tables) -> list[str]:
    """Give the names in the table of communities, in its order."""
    return tables["communities"]["name"].dropna().tolist()


def community_spellings(tables: Tables) -> tuple[str, ...]:
    """Give every spelling of a community once: those of the table first, then those of other tables."""
    return tuple(dict.fromkeys([*community_names(tables), *list_named(tables, COMMUNITY_COLUMNS)]))


def choose_counted_communities(tables: Tables) -> dict[str, str]:
    """Choose the communities that the views count, and give each as it is spelt first, by its key. They stand in the
    order of the table of communities, then as other tables name them."""
    names = community_names(tables)
    spellings = [*names, *list_named(tables, COMMUNITY_COLUMNS)]
    keys = {spelling: community_key(spelling) for spelling in dict.fromkeys(spellings)}
    counted = choose_most_named(map(keys.__getitem__, names), map(keys.__getitem__, spellings), MOST_COMMUNITIES)
    found: dict[str, str] = {}
    for spelling, key in keys.items():
        if key in counted:
            found.setdefault(key, spelling)
    return found


def list_broader_communities(tables: Tables) -> dict[str, list[str]]:
    """Give the keys of the communities that each is part of, by its key."""
    found: dict[str, list[str]] = {}
    for name, broader in zip(*(tables["communities"][column].tolist() for column in ("name", "broader")), strict=True):
        if isinstance(name, str) and isinstance(broader, str):
            found.setdefault(community_key(name), []).append(community_key(broader))
    return found


def follow_broader(key: str, broader: Mapping[str, Sequence[str]], most: int = MOST_BROADER) -> tuple[str, ...]:
    """Give a key, then those of the ``most`` nearest communities that it is part of, nearest first. Without that limit
    a ring of 20,000 communities would be 400 million pairs."""
    line, waiting = {key: None}, deque(broader.get(key, ())[: most + 1])
    while waiting and len(line) <= most:
        following = waiting.popleft()
        if following not in line:
            line[following] = None
            waiting += broader.get(following, ())[: most + 1]
    return tuple(line)


def choose_most_named(first: Iterable[str], named: Iterable[str], most: int) -> set[str]:
    """Choose at most so many words, and give them: those that come first, then those that are named most often."""
    chosen = list(dict.fromkeys(first))[:most]
    others = [word for word, _ in Counter(named).most_common() if word not in set(chosen)] if len(chosen) < most else []
    return {*chosen, *others[: most - len(chosen)]}


def find_too_many(tables: Tables) -> list[Problem]:
    """Find out whether more communities, issue areas or broader ones are named than the views count, and say so."""
    problems = []
    keys, issues = set(map(community_key, community_spellings(tables))), set(list_named(tables, ISSUE_COLUMNS))
    for case, named, most in (("communities", keys, MOST_COMMUNITIES), ("issue areas", issues, MOST_ISSUE_AREAS)):
        if len(named) > most:
            problems.append(problem("more than the pages count", case=case, number=f"{len(named):,}", most=most))
    broader = list_broader_communities(tables)
    deep = [key for key in broader if len(follow_broader(key, broader, MOST_BROADER + 1)) > MOST_BROADER + 1]
    if deep:
        where: dict[str, Any] = {"table": "communities", "column": "broader", "value": deep[0]}
        problems.append(problem("part of too many", count=len(deep), **where, most=MOST_BROADER))
    return problems
