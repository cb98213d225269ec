"""Bringing in 100,000 organizations from end to end, as the page does it, beside openpyxl's bare read of a workbook."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from typing import Any, TypeVar

from openpyxl import Workbook, load_workbook

from components.drafts import Draft, count_rows, find_suggestions, make_draft_of_sheets
from components.files import Limits
from components.importing import bring_sheets, suggest_mapping
from components.matching import add_file, compare_with_file
from tests.benchmarks.bench_reading import organizations

ROWS = 100_000
ROOMY = Limits(megabytes=100, rows=2 * ROWS, unpacked_megabytes=1_000)
Line = dict[str, Any]
Result = TypeVar("Result")


def run() -> list[Line]:
    """Seconds, each once. ``theirs`` is what openpyxl takes to read the same workbook, without checking anything."""
    text = organizations(ROWS)
    workbook = _workbook(text)
    from_text, draft = _timed(lambda: brought("organizations.csv", text))
    from_workbook, other = _timed(lambda: brought("organizations.xlsx", workbook))
    bare, _ = _timed(lambda: _read_bare(workbook))
    assert len(draft.inventory.organizations) == len(other.inventory.organizations) == ROWS
    found, offered = _timed(lambda: find_suggestions(draft))
    further = brought("organizations.csv", _changed(text))
    compared, changes = _timed(lambda: compare_with_file(draft, further, "update"))
    joined, _ = _timed(lambda: add_file(draft, further, "update").problems)
    changed = int((changes["change"] != "same").sum())
    what = f"bring in {ROWS:,} organizations from end to end"
    return [
        _line(f"{what}, CSV ({len(text) / 1e6:.0f} MB)", from_text, target="within 30 s"),
        _line(
            f"{what}, xlsx ({len(workbook) / 1e6:.0f} MB)",
            from_workbook,
            bare,
            "within 60 s",
            "theirs: openpyxl's bare read; limits raised for it",
        ),
        _line(f"suggestions for {ROWS:,} organizations", found, note=f"{len(offered):,} offered"),
        _line(f"differences of {ROWS:,} organizations to others", compared, note=f"{changed:,} found"),
        _line(f"add others to {ROWS:,} organizations, and check all", joined),
    ]


def brought(name: str, content: bytes) -> Draft:
    """What the page does from the bytes to the figures of what came in."""
    found = bring_sheets([(name, content)], limits=ROOMY)
    mappings = [suggest_mapping(sheet, found.decisions.mappings) for sheet in found.sheets]
    draft = make_draft_of_sheets(
        found.sheets, mappings, found.problems, found.day, limits=ROOMY, decisions=found.decisions
    )
    assert draft.problems and int(count_rows(draft)["kept"].sum()) >= ROWS
    return draft


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def _rows(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def _workbook(text: bytes) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("organizations")
    for row in _rows(text):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _read_bare(workbook: bytes) -> int:
    book = load_workbook(io.BytesIO(workbook), read_only=True)
    return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))


def _changed(text: bytes) -> bytes:
    """The table with another year in each hundredth row, and as many rows more."""
    header, *rows = _rows(text)
    since, name, identity = header.index("since"), header.index("name"), header.index("id")
    for row in rows[::100]:
        row[since] = "1901"
    more = [list(row) for row in rows[::100]]
    for row in more:
        row[identity], row[name] = f"{row[identity]}-more", f"Another {row[name]}"
        row[header.index("website")] = ""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([header, *rows, *more])
    return stream.getvalue().encode()


def _line(what: str, ours: float, theirs: float | None = None, target: str = "", note: str = "") -> Line:
    ratio = None if theirs is None else ours / theirs
    return {"what": what, "ours": ours, "theirs": theirs, "ratio": ratio, "target": target, "note": note}
