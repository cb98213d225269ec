"""What tests of reading share."""

from __future__ import annotations

from components.files import Limits, Sheet, Source, read_sheets
from components.inventory import Problem


def sheets_of(source: Source, limits: Limits = Limits()) -> tuple[list[Sheet], list[Problem]]:  # noqa: B008 (frozen)
    """The sheets of a source, and the problems of its files."""
    found = read_sheets(source, limits=limits)
    return found.sheets, found.all_problems
