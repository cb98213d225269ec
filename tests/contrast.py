"""The contrast of two colours, as WCAG 2.2 defines it."""

from __future__ import annotations

import re
from typing import NamedTuple

TEXT, MARK = 4.5, 3.0  # what is asked of a text, and of a mark that has a meaning


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much of it covers what lies under it, from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0


def read_colour(written: str) -> Colour:
    """Read ``#rrggbb``, ``rgb(…)`` or ``rgba(…)``."""
    if written.startswith("#"):
        assert len(written) == 7, written
        return Colour(*(int(written[at : at + 2], 16) for at in (1, 3, 5)))
    numbers = [float(number) for number in re.findall(r"[\d.]+", written)]
    assert written.startswith("rgb") and len(numbers) in (3, 4), written
    return Colour(*numbers)


def lay_over(written: str, ground: str, cover: float = 1.0) -> Colour:
    """The colour that is seen where one lies on another; ``cover`` is that of what is drawn with it."""
    top, under = read_colour(written), read_colour(ground)
    share = top.cover * cover
    return Colour(*(share * a + (1 - share) * b for a, b in zip(top[:3], under[:3], strict=True)))


def luminance(colour: Colour) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    channels = [channel / 255 for channel in colour[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, ground: str, cover: float = 1.0) -> float:
    """The contrast of a colour and the ground it lies on, from 1 to 21."""
    dark, light = sorted((luminance(lay_over(colour, ground, cover)), luminance(read_colour(ground))))
    return (light + 0.05) / (dark + 0.05)
