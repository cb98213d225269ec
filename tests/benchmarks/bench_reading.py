"""Reading 100,000 organizations with full checking, beside what pandas and the csv module take for the same file."""

from __future__ import annotations

import csv
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from components.drafts import read_inventory
from components.files import Limits
from components.inventory.schema import schema_columns, vocabulary

ROWS = 100_000
TIMES = 5
TARGET = 6.0
LIMITS = Limits(megabytes=100)


def run() -> list[dict[str, Any]]:
    """Medians in seconds; ``ratio`` is ours over theirs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "organizations.csv"
        path.write_bytes(organizations(ROWS))
        sent = {path.name: path.read_bytes()}
        ours, in_process, pandas, module = _medians(
            lambda: read_inventory(path),
            lambda: read_inventory(sent, limits=LIMITS),
            lambda: pd.read_csv(path, dtype=str),
            lambda: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True)),
        )
        megabytes = path.stat().st_size / 1e6
    what = f"read {ROWS:,} organizations ({megabytes:.0f} MB) with full checking"
    return [
        _line(what, ours, pandas, f"within {TARGET:g}x", "theirs: pandas.read_csv as text"),
        _line(
            "the same, sent from a browser", in_process, pandas, f"within {TARGET:g}x", "read in a process with limits"
        ),
        _line("the csv module alone on the same file", module, pandas, "", "theirs: pandas.read_csv as text"),
    ]


def _line(what: str, ours: float, theirs: float, target: str, note: str) -> dict[str, Any]:
    return {
        "what": what,
        "ours": ours,
        "theirs": theirs,
        "ratio": ours / theirs,
        "target": target,
        "note": note,
    }


def _medians(*calls: Callable[[], object]) -> list[float]:
    """All sides in turn, so that what else the machine does meets them alike."""
    times = [[_seconds(call) for call in calls] for _ in range(TIMES)]
    return [statistics.median(side) for side in zip(*times, strict=True)]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def organizations(rows: int) -> bytes:
    """A made-up organizations table: about 15 filled columns, a few words misspelled, a few cells empty."""
    dice = random.Random(7)
    names = schema_columns().query("table == 'organizations'")["column"]
    header = [name for name in names if name not in ("former_names", "also_type", "listed", "as_of")]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    words = {name: list(vocabulary(name)["word"]) for name in ("types", "scopes", "issue_areas", "skills", "resources")}
    communities = [
        "Black residents",
        "older adults",
        "young people",
        "tenants",
        "immigrants",
        "people with disabilities",
    ]
    places = ["Old Mill", "Riverside", "Northgate", "Harbor", "Market", "Hilltop"]

    def several(choices: list[str], most: int) -> str:
        return "|".join(dice.sample(choices, dice.randint(0, most)))

    for number in range(rows):
        cells = {
            "id": f"org-{number}",
            "name": f"{dice.choice(places)} {dice.choice(communities)} group {number}",
            "aliases": f"group {number}" if dice.random() < 0.3 else "",
            "type": dice.choice(words["types"]) if dice.random() > 0.01 else "Comunity group",
            "scope": dice.choice(words["scopes"]),
            "description": f"Brings {dice.choice(communities)} and {dice.choice(communities)} together, since {number}",
            "website": f"https://example.org/{number}",
            "issue_areas": several(words["issue_areas"], 3),
            "serves": several(communities, 2),
            "led_by": several(communities, 1),
            "skills": several(words["skills"], 2),
            "offers": several(words["resources"], 2),
            "needs": several(words["resources"], 1),
            "neighborhoods": several(places, 2),
            "latitude": f"{38 + dice.random():.5f}",
            "longitude": f"{-90 - dice.random():.5f}",
            "status": "Active",
            "since": str(dice.randint(1950, 2024)),
            "source": f"Community survey, City data team, 2025, https://example.org/survey/{number % 50}",
        }
        writer.writerow([cells[name] for name in header])
    return stream.getvalue().encode()
