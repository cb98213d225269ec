"""Where names stand on a still map: beside their own marks, over no mark and over no other name.

The most connected organizations are named first; a name that finds no room is left out. The live map, which knows the
size of its window, does the same in the browser (``components/ui/widgets/map/labels.js``).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FIRST = 12  # organizations whose names are heavier, and may stand further away or nearer to others
AT_MOST = 200  # names that are tried; on no still map is there room for more
LINE_HEIGHT = 1.12
_CLEAR = 7.0  # pixels from a name to any other mark, so that nobody takes it for that mark's
_LONGEST = 30  # letters on a line
_WIDER = 1.15  # a triangle is wider than a circle of its radius
_REMEMBERED = 2048  # names whose lines, and lines whose widths, are not worked out again for each width of the plot
_HEAVIER = 1.05  # how much wider the letters of a heavy name are


class Spot(NamedTuple):
    """A place beside a mark: for each direction, shares of the mark's radius, pixels, and shares of the name's size.

    The name's left edge lies at ``middle + across[0] * radius + across[1] + across[2] * width``, its top alike.
    """

    across: tuple[float, float, float]
    down: tuple[float, float, float]
    lead: tuple[int, int] = (0, 0)
    """Which way a line leads from the mark to a name further away."""


def _out(pixels: float) -> tuple[float, float, float]:
    return (1.0, pixels, 0.0)


def _in(pixels: float) -> tuple[float, float, float]:
    return (-1.0, -pixels, -1.0)


_MIDDLE, _LEFT, _RIGHT = (0.0, 0.0, -0.5), (0.0, 0.0, -0.75), (0.0, 0.0, -0.25)
_SLANT, _BACK = (0.7, 3.0, 0.0), (-0.7, -3.0, -1.0)
_BESIDE = 4.0  # pixels from a mark to its own name
_FAR = (12.0, 22.0, 34.0, 48.0, 64.0)  # and to one at the end of a line
_NEAR_SPOTS = (
    Spot(_out(_BESIDE), _MIDDLE),
    Spot(_MIDDLE, _out(_BESIDE)),
    Spot(_in(_BESIDE), _MIDDLE),
    *(Spot(shifted, _in(_BESIDE)) for shifted in (_MIDDLE, _RIGHT, _LEFT)),
    *(Spot(shifted, _out(_BESIDE)) for shifted in (_RIGHT, _LEFT)),
    Spot(_SLANT, _SLANT),
    Spot(_SLANT, _BACK),
    Spot(_BACK, _SLANT),
    Spot(_BACK, _BACK),
)
_WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def _side(way: int, pixels: float, share: float) -> tuple[float, float, float]:
    return (share * way, share * way * pixels, (way - 1) / 2)


_FAR_SPOTS = tuple(
    Spot(_side(across, far, share), _side(down, far, share), (across, down))
    for far in _FAR
    for across, down in _WAYS
    for share in (1 / math.hypot(across, down),)
)
SPOTS = (*_NEAR_SPOTS, *_FAR_SPOTS)
"""Where a name may stand, the best place first: right, below, left, above, shifted, at the slants, and further away."""
_ACROSS = np.array([spot.across for spot in SPOTS])
_DOWN = np.array([spot.down for spot in SPOTS])
_BEGINS = np.column_stack([_ACROSS[:, 0], _DOWN[:, 0]])  # of the lines to names further away, in radii of the mark
_ENDS = np.column_stack([_ACROSS[:, 1], _DOWN[:, 1]])  # and how far they go, in pixels
_EVERY = np.arange(len(SPOTS))
_NEAR, _FURTHER = _EVERY[: len(_NEAR_SPOTS)], _EVERY[len(_NEAR_SPOTS) :]


@dataclass(frozen=True)
class Label:
    """A name at its place: the organization's row, the number of its spot, and its lines."""

    organization: int
    spot: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """A map at one size of its plot, all in pixels: the marks' middles and radii, width and height, size of letters."""

    points: Floats
    radii: Floats
    width: float
    height: float
    letters: float


def place_labels(scene: Scene, names: Sequence[str], order: Sequence[int]) -> list[Label]:
    """Place names, and give those that find room. ``order``: the rows to name, the first ones first."""
    placing = _Placing(scene, [(row, break_name(names[row], 2)) for row in order[:AT_MOST]])
    for rank, organization in enumerate(order[:AT_MOST]):
        if not placing.place_beside_its_mark(rank) and rank < FIRST:
            placing.place_anywhere(organization, [break_name(names[organization], most) for most in (2, 3)])
    return placing.labels


class _Placing:
    """The labels placed so far, and the boxes that are taken: left, top, right, bottom.

    For all names, the boxes beside their own marks are worked out at once, and those that meet no other mark found.
    Each name that is placed then crosses out the boxes that it meets.
    """

    def __init__(self, scene: Scene, named: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        self.scene = scene
        self.labels: list[Label] = []
        radii = (scene.radii * _WIDER)[:, None]
        self._marks = np.hstack([scene.points - radii, scene.points + radii])
        self._names = np.zeros((0, 4))
        self._named = named
        rows = np.array([row for row, _ in named], dtype=int)
        self._near = self._boxes(rows, [lines for _, lines in named], _NEAR, heavy=np.arange(len(rows)) < FIRST)
        self._free = self._is_clear(np.repeat(rows, len(_NEAR)), self._near, _CLEAR)

    def place_beside_its_mark(self, rank: int) -> bool:
        """Place a name at the first free spot beside its mark, and tell whether there is one."""
        begin = rank * len(_NEAR)
        free = np.flatnonzero(self._free[begin : begin + len(_NEAR)])
        if len(free):
            organization, lines = self._named[rank]
            self._take(Label(organization, int(free[0]), lines), self._near[begin + free[0]])
        return bool(len(free))

    def place_anywhere(self, organization: int, tries: Sequence[tuple[str, ...]]) -> None:
        """Place one name, written in the first of the ways that finds room: at the end of a line that nothing crosses,
        and at last near others' marks."""
        rows, heavy = np.full(len(tries), organization), np.full(len(tries), fill_value=True)
        boxes = self._boxes(rows, tries, _EVERY, heavy=heavy)
        free = {clear: self._is_free(organization, boxes, clear).reshape(-1, len(SPOTS)) for clear in (_CLEAR, 1)}
        led = _FURTHER[self._is_free(organization, self._leads(organization, _FURTHER), 0)]
        choices = product([(_NEAR, _CLEAR), (led, _CLEAR), (led, 1), (_NEAR, 1)], enumerate(tries))
        for (spots, clear), (number, lines) in choices:
            found = spots[free[clear][number, spots]]
            if len(found):
                self._take(Label(organization, int(found[0]), lines), boxes[number * len(SPOTS) + found[0]])
                return

    def _take(self, label: Label, box: Floats) -> None:
        self.labels.append(label)
        boxes = [box[None], self._leads(label.organization, np.array([label.spot]))]
        taken = np.vstack(boxes[: 2 if any(SPOTS[label.spot].lead) else 1])
        self._names = np.vstack([self._names, taken])
        self._free &= ~_meet(self._near, taken).any(axis=1)

    def _boxes(self, rows: Ints, written: Sequence[tuple[str, ...]], spots: Ints, *, heavy: Bools) -> Floats:
        """Give the boxes of names as they are written: of the first one at each spot, of the next one at each spot …"""
        letters = self.scene.letters
        wide = np.array([max(map(text_width, lines)) for lines in written]) * letters * np.where(heavy, _HEAVIER, 1)
        high = letters * LINE_HEIGHT * np.array([len(lines) for lines in written])
        radii, once = self.scene.radii[rows], np.ones(len(rows))
        left = self.scene.points[rows, :1] + np.column_stack([radii, once, wide]) @ _ACROSS[spots].T
        top = self.scene.points[rows, 1:] + np.column_stack([radii, once, high]) @ _DOWN[spots].T
        right, bottom = left + wide[:, None], top + high[:, None]
        return np.stack([left - 2, top - 1, right + 2, bottom + 1], axis=-1).reshape(-1, 4)

    def _leads(self, organization: int, spots: Ints) -> Floats:
        """Give the box of the line from the mark to each spot further away."""
        middle, radius = self.scene.points[organization], self.scene.radii[organization]
        begin = middle + _BEGINS[spots] * radius
        end = begin + _ENDS[spots]
        return np.hstack([np.minimum(begin, end) - 2, np.maximum(begin, end) + 2])

    def _is_free(self, organization: int, boxes: Floats, clear: float) -> Bools:
        """Mark which boxes of one organization are clear of other marks (see ``_is_clear``) and over no name."""
        owners = np.full(len(boxes), organization)
        free: Bools = self._is_clear(owners, boxes, clear) & ~_meet(boxes, self._names).any(axis=1)
        return free

    def _is_clear(self, owners: Ints, boxes: Floats, clear: float) -> Bools:
        """Mark which boxes are on the plot and at least so far from each mark but their owner's."""
        left, top, right, bottom = boxes.T
        is_inside = (left >= 0) & (top >= 0) & (right <= self.scene.width) & (bottom <= self.scene.height)
        met = _meet(boxes + np.array([-clear, -clear, clear, clear]), self._marks)
        met[np.arange(len(owners)), owners] = False
        is_clear: Bools = is_inside & ~met.any(axis=1)
        return is_clear


def _meet(boxes: Floats, others: Floats) -> Bools:
    """Mark which boxes meet which others: shape (boxes, others)."""
    left, top, right, bottom = boxes.T[:, :, None]
    meeting: Bools = (left < others[:, 2]) & (others[:, 0] < right) & (top < others[:, 3]) & (others[:, 1] < bottom)
    return meeting


@lru_cache(_REMEMBERED)
def break_name(name: str, most: int) -> tuple[str, ...]:
    """Break a long name into at most so many lines of much the same length, and give them; a longer line is cut."""
    words = name.split()
    count = min(most, math.ceil(len(name) / (13 if most > 2 else 20)))
    ends = list(accumulate(len(word) + 1 for word in words))
    lines: list[list[str]] = [[]]
    for word, end in zip(words, ends, strict=True):
        if lines[-1] and len(lines) < count and end - len(word) / 2 > len(name) * len(lines) / count:
            lines.append([])
        lines[-1].append(word)
    return tuple(_cut(" ".join(line)) for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


_WIDTHS = {  # of letters of Source Sans in hundredths of their size, rounded up
    20: " ",
    25: "',.:;ijl|",
    30: "!()I[]f{}",
    35: "-/\\rt",
    45: '"*?csxz',
    50: "0123456789#$+<=>FJLY^_aegkvy~",
    55: "AESTVXZ`bdhnopqu",
    60: "&BCKPR",
    65: "DGHNU",
    70: "OQ",
    75: "Mw",
    80: "W",
    85: "%@m",
}
_WIDTH_OF = {letter: width / 100 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _FULL = 0.7, 1.05  # other letters, and those as wide as they are high


@lru_cache(_REMEMBERED)
def text_width(text: str) -> float:
    """Estimate how wide a line is, as a multiple of the size of its letters: rather too much than too little."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in _WIDTH_OF:
        return _WIDTH_OF[plain]
    return _FULL if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _OTHER
