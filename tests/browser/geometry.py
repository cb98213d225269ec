"""Boxes of names and circles of marks on a map, and the windows in which maps are looked at."""

from __future__ import annotations

import pytest


def overlap(a: dict, b: dict) -> bool:
    """Whether two labels cover each other."""
    return a["x1"] < b["x2"] and b["x1"] < a["x2"] and a["y1"] < b["y2"] and b["y1"] < a["y2"]


def covers(label: dict, mark: dict) -> bool:
    """Whether a label stands over a mark."""
    return gap(label, mark) < 0


def gap(label: dict, mark: dict) -> float:
    """The pixels between a label and a mark."""
    across = max(label["x1"] - mark["x"], 0, mark["x"] - label["x2"])
    down = max(label["y1"] - mark["y"], 0, mark["y"] - label["y2"])
    return float((across**2 + down**2) ** 0.5 - mark["radius"])


DESK, PROJECTOR, PHONE = (1280, 800, ""), (1920, 1080, "&size=projector"), (390, 844, "")
SIZES = pytest.mark.parametrize("size", [DESK, PROJECTOR, PHONE], ids=["desk", "projector", "phone"])
