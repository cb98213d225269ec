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
WINDOWS = {"desk": DESK, "projector": PROJECTOR, "phone": PHONE}
SIZES = pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
# The larger cities are looked at in each window, and each of the smaller ones in one or two.
CITIES = {
    "boston": ("desk", "projector", "phone"),
    "riverbend": ("desk", "projector", "phone"),
    "st-louis": ("desk", "projector", "phone"),
    "cleveland": ("desk",),
    "pittsburgh": ("projector",),
    "san-antonio": ("phone",),
    "seattle": ("desk", "phone"),
    "washington-dc": ("projector", "phone"),
}
CITIES_IN_WINDOWS = pytest.mark.parametrize(
    ("city", "size"),
    [
        pytest.param(city, WINDOWS[window], id=f"{city}-{window}")
        for city, windows in CITIES.items()
        for window in windows
    ],
)
