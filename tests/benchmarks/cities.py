"""Made-up cities of any size for benchmarks: clusters around issues, with a few well-connected organizations."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from components.inventory.schema import vocabulary

CLUSTER = 40  # organizations that mostly work with one another


def write_city(folder: Path, organizations: int, ties: int, seed: int = 1) -> Path:
    """Write a fictional city's CSVs into ``folder``; the same numbers always give the same city."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "inventory.csv", [{"city": f"City of {organizations}", "as_of": "2025-06-30", "fictional": "yes"}])
    _write(folder / "organizations.csv", [_organization(number, chance) for number in range(organizations)])
    _write(folder / "relationships.csv", _ties(organizations, ties, chance))
    return folder


def _organization(number: int, chance: random.Random) -> dict[str, str]:
    issues = list(vocabulary("issue_areas")["word"])
    own = issues[number // CLUSTER % len(issues)]
    return {
        "id": f"organization-{number}",
        "name": f"{chance.choice(['Eastbank', 'Old Mill', 'River', 'North Side'])} organization {number}",
        "type": chance.choice(list(vocabulary("types")["word"])),
        "issue_areas": "|".join(dict.fromkeys([own, chance.choice(issues)])),
        "serves": chance.choice(["", "young people", "older adults", "immigrants|young people"]),
        "source": "Made for a benchmark",
    }


def _ties(organizations: int, ties: int, chance: random.Random) -> list[dict[str, str]]:
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        one = chance.randrange(organizations)
        near = one // CLUSTER * CLUSTER + chance.randrange(CLUSTER)
        other = near if chance.random() < 0.8 else int(chance.paretovariate(0.7)) % organizations
        if other < organizations and one != other:
            pairs.add((min(one, other), max(one, other)))
    return [
        {
            "from": f"organization-{one}",
            "to": f"organization-{other}",
            "kind": "works_with",
            "level": str(chance.randrange(1, 6)),
            "source": "Made for a benchmark",
        }
        for one, other in sorted(pairs)
    ]


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
