"""Finding likely duplicates among made-up organizations, of which one in twenty is there again in another writing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pandas as pd

from components.inventory import Inventory
from components.matching import find_duplicates
from tests.inventories import make_inventory

SIZES = {1_000: "", 10_000: "within 5 s", 100_000: "within 60 s"}
AGAIN = 0.05
Row = dict[str, str]


def run() -> list[dict[str, Any]]:
    """Seconds, once for each size; the note says how many of the planted were found, and how many pairs in all."""
    return [_measured(size, target) for size, target in SIZES.items()]


def _measured(size: int, target: str) -> dict[str, Any]:
    inventory, planted = with_duplicates(size)
    start = time.perf_counter()
    found = find_duplicates(inventory)
    seconds = time.perf_counter() - start
    pairs = set(map(frozenset, zip(found["first"], found["second"], strict=True)))
    note = f"{len(planted & pairs):,} of {len(planted):,} planted found, among {len(pairs):,} pairs"
    what = f"likely duplicates among {len(inventory.organizations):,} organizations"
    return {"what": what, "ours": seconds, "theirs": None, "ratio": None, "target": target, "note": note}


def with_duplicates(size: int, seed: int = 11) -> tuple[Inventory, set[frozenset[str]]]:
    """A made-up inventory, and the pairs of ids in it that are one. The same numbers always give the same."""
    dice = random.Random(seed)
    again = int(size * AGAIN)
    rows = [_organization(number, dice) for number in range(size - again)]
    copies = [_again(row, dice) for row in dice.sample(rows, again)]
    planted = {frozenset((copy["id"], copy["id"].removesuffix("-again"))) for copy in copies}
    every = [*rows, *copies]
    dice.shuffle(every)
    return make_inventory(organizations=pd.DataFrame(every).fillna("")), planted


def _organization(number: int, dice: random.Random) -> Row:
    place = _word(dice)
    kind = dice.choice(["Community Center", "Food Bank", "Legal Aid", "Housing Alliance", "Data Lab", "Health Network"])
    own = " ".join(_word(dice) for _ in range(dice.choice([1, 1, 2])))
    return {
        "id": f"organization-{number}",
        "name": dice.choice([f"{own} {kind}", f"{kind} of {place} {own}", f"The {own} {kind}", f"{own} & {place}"]),
        "website": f"https://{own.replace(' ', '').lower()}{number % 90}.org" if dice.random() < 0.7 else "",
        "latitude": f"{38 + dice.random():.5f}",
        "longitude": f"{-90 - dice.random():.5f}",
    }


_SYLLABLES = (
    *("ba", "den", "cor", "mil", "ha", "ver", "ton", "lo", "ri", "sa", "wes", "nor", "el", "gra", "mo"),
    *("pi", "tu", "kan", "fre", "dal", "shi", "ow", "bur", "vel", "ko", "ra", "jun", "as"),
)


def _word(dice: random.Random) -> str:
    """A made-up name of two or three syllables: about 20,000 of them, some met often as those of places are."""
    most = min(len(_SYLLABLES), 1 + int(dice.paretovariate(0.5)))
    return "".join(dice.choice(_SYLLABLES[:most] if dice.random() < 0.1 else _SYLLABLES) for _ in range(3)).capitalize()


def _again(row: Row, dice: random.Random) -> Row:
    """The same organization as another list has it: written otherwise, with or without its website and place."""
    copy = {"id": f"{row['id']}-again", "name": dice.choice(WRITINGS)(row["name"], dice)}
    if dice.random() < 0.5:
        copy["website"] = row["website"].replace("https://", "http://www.") + "/"
    if dice.random() < 0.5:
        copy |= {"latitude": row["latitude"], "longitude": row["longitude"]}
    return copy


def _misspelled(name: str, dice: random.Random) -> str:
    words = name.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    at = dice.randrange(1, len(words[longest]) - 1)
    word = words[longest]
    words[longest] = dice.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]])
    return " ".join(words)


def _as_former_name(name: str, dice: random.Random) -> str:
    return name.replace("Center", "Hub").replace("Network", "Coalition").replace("Lab", "Collaborative")


WRITINGS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda name, dice: name.upper(),
    lambda name, dice: f"{name}, Inc.",
    lambda name, dice: name.removeprefix("The ").replace("&", "and"),
    lambda name, dice: f"{name} (Riverbend)",
    lambda name, dice: f"{name} Program",
    lambda name, dice: "".join(name.rsplit(" ", 1)),
    _misspelled,
    _misspelled,
    _as_former_name,
)
