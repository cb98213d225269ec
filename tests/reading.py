"""What tests of reading share."""

from __future__ import annotations

from components.files import Limits, Sheet, Source, read_sheets
from components.importing import DecidedRow, SheetMapping
from components.importing.decisions import decisions_from_json
from components.inventory import Problem


def sheets_of(source: Source, limits: Limits = Limits()) -> tuple[list[Sheet], list[Problem]]:  # noqa: B008 (frozen)
    """The sheets of a source, and the problems of its files."""
    found = read_sheets(source, limits=limits)
    return found.sheets, found.all_problems


def mappings_from_json(text: str) -> tuple[list[SheetMapping], list[Problem]]:
    """The mappings that a package keeps, and the problems of reading what it keeps."""
    decisions, problems = decisions_from_json(text)
    return list(decisions.mappings), problems


def not_the_same_from_json(text: str) -> frozenset[frozenset[str]]:
    """The pairs of organizations that a package says are not the same."""
    return decisions_from_json(text)[0].not_the_same


def decided_from_json(text: str) -> tuple[tuple[DecidedRow, ...], list[Problem]]:
    """The rows that a package says were set aside or merged, and the problems of reading what it keeps."""
    decisions, problems = decisions_from_json(text)
    return decisions.rows, problems
