"""Bytes to text: which encoding a text file is in, and which of its words another encoding would read otherwise."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from dataclasses import dataclass

LABELS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac-roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that are read: Python's name with the name that people know."""
OF_ONE_BYTE = ("cp1252", "cp1250", "cp1251", "mac-roman", "cp850")
"""Encodings in which any bytes are a text, so that only the words tell which one it is."""
OtherReading = tuple[str, str, list[tuple[str, str]]]
"""Another encoding of a file: its name, its label, and pieces of cells as they are read now and in this encoding."""

_MOST_WORDS = 500
_PIECES_SHOWN = 5
# A letter beyond ASCII with the rest of its word, or what is beside it in its cell.
_WORD = re.compile(rb'[^,;\t|\r\n" ()/]{0,40}[\x80-\xff][^,;\t|\r\n" ()/]{0,40}')
_PIECE = re.compile(rb'[^,;\t|\r\n"]{0,40}[\x80-\xff][^,;\t|\r\n"]{0,40}')
# Control characters, boxes and their shades, letters of private use, and what stands for a letter that can't be read:
# a reading that shows them is none.
_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2500-\u25ff\ue000-\uf8ff\ufffd]")
_BROKEN = re.compile("[\udc80-\udcff]")
_LETTERS = re.compile(r"[^\W\d_]+")
# Signs beyond ASCII that stand beside words, and those that stand beside figures.
_BESIDE_LETTERS = frozenset("“”‘’„‚«»‹›–—…·•®™©ªº²¿¡\u00a0\u00ad†‡*")
_BESIDE_FIGURES = frozenset("£€¥¢°½¼¾§±×÷³¹‰")
# Letters beyond ASCII that are words alone: à, и and the like.
_ALONE = frozenset("àáâéèêìíòóôùúåæøöиояаукв")
# A sign between letters that no word has there.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s.'’\-·&@\u00ad](?=[^\W\d_])")
# Shares of words that look like words: of an encoding that is taken in the place of Windows-1252, of Windows-1252
# where no other is looked for, and of one that a person is asked about.
_LIKELY = 0.9
_GOOD_ENOUGH = 0.75
_POSSIBLE = 0.5


@dataclass(frozen=True)
class Decoded:
    """The text of a file. A byte that is not in its encoding became U+FFFD; in UTF-8 it became a half letter (U+DC80 to
    U+DCFF), which ``with_windows_letters`` replaces."""

    text: str
    encoding: str
    is_broken: bool = False

    @property
    def label(self) -> str:
        """The name of the encoding, as people know it."""
        return LABELS.get(self.encoding, self.encoding)


def decoded(content: bytes, encoding: str | None = None) -> Decoded:
    """Decode a file, and give its text: in the encoding that was chosen, or in the one that its bytes tell.

    Raises ``LookupError`` where there is no such encoding.
    """
    encoding = encoding or encoding_of(content)
    try:
        text, is_broken = content.decode(encoding), False
    except UnicodeDecodeError:
        text, is_broken = content.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace"), True
    # Its mark may also stand inside, where one file was appended to another.
    return Decoded(text.replace("\ufeff", ""), encoding, is_broken)


def encoding_of(content: bytes) -> str:
    """Tell the encoding of a file, and give Python's name for it.

    A mark at its beginning tells UTF-16. Else it is UTF-8, where more accented letters are valid in it than are not.
    Else it is Windows-1252, unless its words hardly look like words in that and do in another encoding.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
        broken = len(text) - len(_BROKEN.sub("", text))
        if len(text) - len(text.encode("ascii", "ignore")) <= 2 * broken:
            return _of_one_byte(content)
    return "utf-8"


def _of_one_byte(content: bytes) -> str:
    words = _find(_WORD, content)
    if _likeness(words, "cp1252") >= _GOOD_ENOUGH:
        return "cp1252"
    likely = {encoding: _likeness(words, encoding) for encoding in OF_ONE_BYTE[1:]}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] >= _LIKELY else "cp1252"


def with_windows_letters(text: str) -> str:
    """Replace the half letters of a text by the letters that Windows-1252 has for their bytes, and give it."""
    return text.translate(_AS_1252)


_AS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def other_readings(content: bytes, encoding: str | None = None) -> list[OtherReading]:
    """List the encodings in which a file could be read as well, the likeliest first, so that a person can choose.

    Each comes with at most five pieces of cells that it reads differently. ``encoding`` is the one that a person chose;
    None for the one that the bytes tell. UTF-8, UTF-16 and plain letters have no other reading.
    """
    taken = encoding or encoding_of(content)
    if taken not in OF_ONE_BYTE:
        return []
    words, pieces = _find(_WORD, content), list(dict.fromkeys(_find(_PIECE, content)))
    readings = []
    for other in OF_ONE_BYTE:
        texts = ([piece.decode(each, "replace").strip() for piece in pieces] for each in (taken, other))
        pairs = [(ours, theirs) for ours, theirs in dict.fromkeys(zip(*texts, strict=True)) if ours != theirs]
        sample = pairs[:_PIECES_SHOWN]
        is_likely = sample and _likeness(words, other) >= _POSSIBLE
        if is_likely and not any(_NO_LETTERS.search(theirs) for _, theirs in sample):
            readings.append((other, LABELS[other], sample))
    return sorted(readings, key=lambda reading: -_likeness(words, reading[0]))


def _find(pattern: re.Pattern[bytes], content: bytes) -> list[bytes]:
    """The first words or pieces of cells that have a letter beyond ASCII."""
    lines = (line for line in content.splitlines() if not line.isascii())
    return list(itertools.islice(itertools.chain.from_iterable(map(pattern.findall, lines)), _MOST_WORDS))


def _likeness(words: list[bytes], encoding: str) -> float:
    """The share of words that look like words in an encoding."""
    return sum(_is_likely(word.decode(encoding, "replace")) for word in words) / len(words) if words else 0.0


def _is_likely(text: str) -> bool:
    marks = {letter for letter in text if letter > "\x7f" and not letter.isalpha()} | (_BESIDE_LETTERS & set(text))
    runs = [run for run in _LETTERS.findall("".join(" " if c in marks else c for c in text)) if not run.isascii()]
    allowed = _BESIDE_LETTERS if any(letter.isalpha() for letter in text) else _BESIDE_LETTERS | _BESIDE_FIGURES
    return marks <= allowed and not _SIGN_IN_WORD.search(text) and all(map(_is_word, runs))


def _is_word(run: str) -> bool:
    """Whether letters are of one script, with capitals where words have them, and not all of them with accents."""
    if len(run) == 1:
        return run in _ALONE
    scripts = {unicodedata.name(letter, "none").split()[0] for letter in run}
    regular = run.islower() or run.isupper() or run.istitle()
    plain = sum(letter < "\x7f" for letter in run)
    return regular and (scripts == {"CYRILLIC"} or (scripts == {"LATIN"} and 4 * plain >= len(run)))
