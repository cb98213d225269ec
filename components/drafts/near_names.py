"""Names that are not listed, but mean a listed organization: misspelled ones, and those that are a part of its name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from components.drafts.draft import Draft
from components.inventory.kinds import MOST_LETTERS, find_misspelled
from components.inventory.names import pick_distinctive_words
from components.inventory.schema import name_words, words_by_key
from components.inventory.text import name_key

_NEAR_NAME = 85
"""How alike two names must be, of 100. In short names, one other letter mostly makes another name."""
_AT_ONCE = 200  # names that are compared with all others at once, which takes a byte for each pair
_MANY = 20
"""Where more names than this hold the same words, it is not looked at which of them are those of units."""
_SAYS_LITTLE = frozenset().union(*(name_words(kind) for kind in ("light", "style", "part")))
# A longer name with one of these words is that of a unit: the parks department is not the city.
_UNITS = name_words("unit").keys()
_NEAR, _PART = "Near “{}”, which is listed.", "Of all that are listed, only “{}” has these words."


def find_near_names(draft: Draft) -> dict[str, tuple[str, str]]:
    """Find names that are not listed but mean just one listed organization, and give by their keys what to write (the
    name of that organization, or its id where others have the same name) and why."""
    listed = _list_names(draft)
    by_word, found = _find_by_word(listed), {}
    unlisted = {name: name_key(name) for name in _list_unlisted(draft)}
    for (name, key), close in zip(unlisted.items(), _find_close([*unlisted.values()], [*listed]), strict=True):
        near = {each for each in find_misspelled(key, close) if fuzz.ratio(key, each) >= _NEAR_NAME}
        names = near or _find_longer(name, by_word)
        meant = {listed[each] for each in names if frozenset((key, each)) not in draft.not_the_same}
        if len(meant) == 1:
            found[key] = (only := meant.pop()), (_NEAR if near else _PART).format(only)
    return found


def _list_names(draft: Draft) -> dict[str, str]:
    """List the names, aliases and former names of listed organizations by their keys, with what to write for each."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    counts = Counter(map(name_key, frame["name"]))
    listed: dict[str, str] = {}
    columns = (frame[name].tolist() for name in ("id", "name", "aliases", "former_names"))
    for key, identity, name, aliases, former_names in zip(keys, *columns, strict=True):
        for each in (name, *(aliases or ()), *(former_names or ())) if key is not None else ():
            listed[name_key(each)] = name if counts[name_key(name)] == 1 else identity
    return listed


def _list_unlisted(draft: Draft) -> list[str]:
    """List the names that are not listed: of organizations that other tables name, and of those that report or rate."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    ids = set(frame["id"])
    sources = (draft.inventory.relationships["reported_by"], draft.inventory.assessments["rater_organization"])
    names = [name for name, key in zip(frame["name"], keys, strict=True) if key is None]
    return names + [text for cells in sources for text in cells.dropna().unique() if text not in ids]


def _find_close(keys: Sequence[str], names: Sequence[str]) -> Iterator[list[str]]:
    """Give for each key the names that are few enough letters away to be meant by it.

    Many are compared at once: that takes a sixth of the time, and other threads work on meanwhile.
    """
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        distances = process.cdist(some, names, scorer=OSA.distance, score_cutoff=MOST_LETTERS, dtype=np.uint8)
        for row in distances:
            yield [names[at] for at in np.flatnonzero(row <= MOST_LETTERS).tolist()]


# Parts of names


def _take_words(name: str) -> frozenset[str]:
    """Take the words of a name that distinguish it. ``St`` may be short for saint or for street."""
    return frozenset("saint" if word == "street" else word for word in pick_distinctive_words(name))


def _find_by_word(names: Iterable[str]) -> dict[str, set[str]]:
    """Give the names by each of their words."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for word in _take_words(name):
            found[word].add(name)
    return found


def _find_longer(name: str, by_word: Mapping[str, set[str]]) -> set[str]:
    """Find the listed names that hold all words of a name, and are not those of a part of it.

    A single word that says little, such as "library", is a part of no name.
    """
    words = _take_words(name)
    if len(words) == 1 and not words.isdisjoint(_SAYS_LITTLE | words_by_key("types").keys()):
        return set()
    by_rarity = sorted((by_word.get(word, set()) for word in words), key=len)
    longer = set.intersection(*by_rarity) if by_rarity else set()
    if len(longer) > _MANY:
        return longer
    further = {each: _take_words(each) - words for each in longer}
    return {each for each, more in further.items() if _UNITS.isdisjoint(more) and all(map(_is_word, more))}


def _is_word(word: str) -> bool:
    """Whether a word is no number, and no single letter, by which names are told apart."""
    return len(word) > 1 and word.isalpha()
