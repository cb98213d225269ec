"""The page about the practice files: what each of them is read as. Run where ATLAS_EXAMPLES names their folder.

Nothing that stands in a file is on the page, only how many rows it has and which rules spoke.
"""

from __future__ import annotations

import csv
import functools
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from components.drafts import Draft, list_rows_left_out
from components.drafts.opening import open_draft

EXAMPLES = os.environ.get("ATLAS_EXAMPLES")
PAGE = Path(__file__).parents[1] / "docs" / "practice-files.md"
_REGENERATE = "python -m tests.practice_files"
_HEAD = f"""# Practice files, and what they are read as

Tables that others made, each read on its own and without asking anyone. They are not part of the project; the variable
`ATLAS_EXAMPLES` names their folder. This page is made by `{_REGENERATE}`, and a test compares it with what the
code gives.

Rows in are those that Python's `csv` module counts under the header. For a table that is read, rows in = rows kept +
rows set aside. The last column lists the problems that were found, and how often where it was more than once.

| folder | file | rows in | read as | rows kept | set aside | what is said |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Outcome:
    """What came of one file."""

    rows: int | None
    """How many rows stand under its header; None where it is no text of rows."""
    kept: dict[str, int]
    """How many of its rows are in the inventory, by table."""
    aside: int
    said: Counter[str]


def practice_files() -> list[Path]:
    """Every table among the practice files."""
    return sorted(path for path in Path(EXAMPLES or "").rglob("*") if path.suffix in (".csv", ".json"))


@functools.cache
def outcome(path: Path) -> Outcome:
    """What comes of one file, read on its own."""
    draft = open_draft({path.name: path.read_bytes()})
    said = Counter(problem.rule for problem in draft.problems)
    return Outcome(rows_in(path), kept(draft), len(list_rows_left_out(draft)), said)


def rows_in(path: Path) -> int | None:
    """The rows under the header that are not blank, as Python's own reader counts them."""
    if path.suffix != ".csv":
        return None
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        return sum(any(cell.strip() for cell in row) for row in csv.reader(stream)) - 1


def kept(draft: Draft) -> dict[str, int]:
    """The rows of a draft that are in its inventory, by table. Organizations that only ties name are none of them."""
    counts = {table: sum(key is not None for key in keys) for table, keys in draft.reading.keys.items()}
    return {table: count for table, count in counts.items() if count}


def page() -> str:
    """The page."""
    return _HEAD + "".join(map(_line, practice_files()))


def _line(path: Path) -> str:
    found = outcome(path)
    said = ", ".join(f"{rule} ({count:,})" if count > 1 else rule for rule, count in sorted(found.said.items()))
    cells = [
        path.relative_to(EXAMPLES or "").parts[0],
        path.relative_to(Path(EXAMPLES or "") / path.relative_to(EXAMPLES or "").parts[0]).as_posix(),
        f"{found.rows:,}" if found.rows is not None else "",
        ", ".join(found.kept) or "not read",
        ", ".join(f"{count:,}" for count in found.kept.values()) or "0",
        f"{found.aside:,}" if found.kept else "",
        said,
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
