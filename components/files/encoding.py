"""Decode text files: find out which encoding a file is in, and which words another one would read differently."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from typing import NamedTuple

LABELS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac-roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that are read: Python's name for each, with the name that people know."""
ONE_BYTE_ENCODINGS = tuple(LABELS)[2:]
"""Encodings in which any bytes are valid text, so that only the words show which one it is."""
OtherReading = tuple[str, str, list[tuple[str, str]]]
"""Another encoding that a file may be in: its name, its label, and pieces of cells as read now and in this encoding."""

_MOST_WORDS = 500
_PIECES_SHOWN = 5
# A letter beyond ASCII with the rest of its word, or what is beside it in its cell.
_WORD = re.compile(rb'[^,;\t|\r\n" ()/]{0,40}[\x80-\xff][^,;\t|\r\n" ()/]{0,40}')
_PIECE = re.compile(rb'[^,;\t|\r\n"]{0,40}[\x80-\xff][^,;\t|\r\n"]{0,40}')
# Control characters, boxes, shades, letters of private use, and the sign for a letter that can't be read: where an
# encoding gives one of these, it is the wrong one.
_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2500-\u25ff\ue000-\uf8ff\ufffd]")
_BROKEN = re.compile("[\udc80-\udcff]")
_LETTERS = re.compile(r"[^\W\d_]+")
# Signs beyond ASCII that stand beside words, and those that stand beside figures.
_BESIDE_LETTERS = frozenset("“”‘’„‚«»‹›–—…·•®™©ªº²¿¡\u00a0\u00ad†‡*")
_BESIDE_FIGURES = frozenset("£€¥¢°½¼¾§±×÷³¹‰")
# Letters beyond ASCII that are words by themselves.
_ALONE = frozenset("àáâéèêìíòóôùúåæøöиояаукв")
# A sign that no word has between its letters.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s.'’\-·&@\u00ad](?=[^\W\d_])")
# How large a share of the words must look like words in an encoding …
_LIKELY = 0.9  # … for it to be taken instead of Windows-1252
_GOOD_ENOUGH = 0.75  # … for Windows-1252 to be taken without trying others
_POSSIBLE = 0.5  # … for a person to be asked about it


class Decoded(NamedTuple):
    """The text of a file. A byte that its encoding does not know became U+FFFD or, in UTF-8, a half letter (U+DC80 to
    U+DCFF), which ``replace_half_letters`` replaces."""

    text: str
    encoding: str
    label: str
    """The name of the encoding, as people know it."""
    is_broken: bool


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Decode a file, and give its text: in the encoding that a person chose, or the one that ``find_encoding`` finds.

    Raises ``LookupError`` where there is no such encoding.
    """
    encoding = encoding or find_encoding(content)
    try:
        text, is_broken = content.decode(encoding), False
    except UnicodeDecodeError:
        text, is_broken = content.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace"), True
    # The mark of an encoding may also stand inside, where one file was appended to another.
    return Decoded(text.replace("\ufeff", ""), encoding, LABELS.get(encoding, encoding), is_broken)


def find_encoding(content: bytes) -> str:
    """Find the encoding of a file, and give Python's name for it.

    A file that begins with the mark of UTF-16 is in UTF-16. Else it is in UTF-8, if most letters beyond ASCII are valid
    there. Else it is in Windows-1252, unless its words hardly look like words so, but do in another encoding.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
        broken = len(text) - len(_BROKEN.sub("", text))
        if len(text) - len(text.encode("ascii", "ignore")) <= 2 * broken:
            return _find_one_byte_encoding(content)
    return "utf-8"


def _find_one_byte_encoding(content: bytes) -> str:
    words = _find_beyond_ascii(_WORD, content)
    if _rate_encoding(words, "cp1252") >= _GOOD_ENOUGH:
        return "cp1252"
    likely = {encoding: _rate_encoding(words, encoding) for encoding in ONE_BYTE_ENCODINGS[1:]}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] >= _LIKELY else "cp1252"


def replace_half_letters(text: str) -> str:
    """Replace the half letters of a text by the letters that Windows-1252 has for their bytes, and give it."""
    return text.translate(_AS_1252)


_AS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def list_other_readings(content: bytes, encoding: str | None = None) -> list[OtherReading]:
    """List the other encodings in which a file could be read, the likeliest first, so that a person can choose.

    Each comes with at most five pieces of cells that it reads differently. ``encoding`` is the one that a person chose;
    None for the one that ``find_encoding`` finds. UTF-8, UTF-16 and plain ASCII have no other reading.
    """
    taken = encoding or find_encoding(content)
    if taken not in ONE_BYTE_ENCODINGS:
        return []
    words, pieces = _find_beyond_ascii(_WORD, content), list(dict.fromkeys(_find_beyond_ascii(_PIECE, content)))
    readings = []
    for other in ONE_BYTE_ENCODINGS:
        texts = ([piece.decode(each, "replace").strip() for piece in pieces] for each in (taken, other))
        pairs = [(ours, theirs) for ours, theirs in dict.fromkeys(zip(*texts, strict=True)) if ours != theirs]
        sample = pairs[:_PIECES_SHOWN]
        is_likely = sample and _rate_encoding(words, other) >= _POSSIBLE
        if is_likely and not any(_NO_LETTERS.search(theirs) for _, theirs in sample):
            readings.append((other, LABELS[other], sample))
    return sorted(readings, key=lambda reading: -_rate_encoding(words, reading[0]))


def _find_beyond_ascii(pattern: re.Pattern[bytes], content: bytes) -> list[bytes]:
    """Find the first words or pieces of cells that have a letter beyond ASCII."""
    lines = (line for line in content.splitlines() if not line.isascii())
    return list(itertools.islice(itertools.chain.from_iterable(map(pattern.findall, lines)), _MOST_WORDS))


def _rate_encoding(words: list[bytes], encoding: str) -> float:
    """Give the share of words that look like words when read in an encoding."""
    return sum(_looks_like_words(word.decode(encoding, "replace")) for word in words) / len(words) if words else 0.0


def _looks_like_words(text: str) -> bool:
    """Whether the letters of a text look like words, and its signs are such as stand beside words or figures."""
    marks = {letter for letter in text if letter > "\x7f" and not letter.isalpha()} | (_BESIDE_LETTERS & set(text))
    letters = "".join(" " if each in marks else each for each in text)
    runs = [run for run in _LETTERS.findall(letters) if not run.isascii()]
    allowed = _BESIDE_LETTERS if any(letter.isalpha() for letter in text) else _BESIDE_LETTERS | _BESIDE_FIGURES
    return marks <= allowed and not _SIGN_IN_WORD.search(text) and all(map(_looks_like_a_word, runs))


def _looks_like_a_word(run: str) -> bool:
    """Whether letters are of one script, with capitals only where words have them, and not nearly all with accents."""
    if len(run) == 1:
        return run in _ALONE
    scripts = {unicodedata.name(letter, "none").split()[0] for letter in run}
    regular = run.islower() or run.isupper() or run.istitle()
    plain = sum(letter < "\x7f" for letter in run)
    return regular and (scripts == {"CYRILLIC"} or (scripts == {"LATIN"} and 4 * plain >= len(run)))
