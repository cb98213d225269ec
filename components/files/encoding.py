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
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO 8859-2",
    "cp1251": "Windows-1251",
    "mac-roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that are read: Python's name with the name that people know."""
OF_ONE_BYTE = ("cp1252", "cp1250", "iso8859-2", "cp1251", "mac-roman", "cp850")
"""Encodings in which any bytes are a text, so that only the words tell which one it is."""
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The marks with which a file may begin. The mark of UTF-32 begins like that of UTF-16, so it comes first."""
OtherReading = tuple[str, str, list[tuple[str, str]]]
"""Another encoding of a file: its name, its label, and pieces of cells as they are read now and in this encoding."""

_SAMPLE = 4_000  # bytes; a multiple of four, for UTF-32
_MOST_WORDS = 500
_BYTES_BESIDE = 40  # looked at on either side of a letter beyond ASCII
_PIECES_SHOWN = 5
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ENDS_OF_CELLS = re.compile(rb'[,;\t|\r\n"]')
_ENDS_OF_WORDS = re.compile(rb'[,;\t|\r\n" ()/]')
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
        return Decoded(_without_mark(content.decode(encoding)), encoding)
    except UnicodeDecodeError:
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        return Decoded(_without_mark(content.decode(encoding, errors)), encoding, is_broken=True)


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


def encoding_of(content: bytes) -> str:
    """Tell the encoding of a file, and give Python's name for it.

    The mark at its beginning tells it. Without a mark, zeros tell UTF-32 and UTF-16. Else it is UTF-8, where more
    accented letters are valid in it than are not. Else its words tell which encoding of one byte a letter it is;
    Windows-1252 where they do not.
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark) and (encoding != "utf-32" or _reads(content[: _SAMPLE + 4], encoding)):
            return encoding
    if wide := _wide_encoding(content[:_SAMPLE]):
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _is_rather_utf8(content) else _of_one_byte(content)
    return "utf-8"


def _reads(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(sample: bytes) -> str | None:
    """Tell UTF-32 or UTF-16 without a mark by the zeros, which make up most, or every second one, of the bytes of plain
    text; None where it is neither."""
    if b"\0" not in sample:
        return None
    for encoding, zeros, width in (
        ("utf-32-le", sample[3::4], 4),
        ("utf-32-be", sample[::4], 4),
        ("utf-16-le", sample[1::2], 2),
        ("utf-16-be", sample[::2], 2),
    ):
        enough = zeros.count(0) > 0.7 * (len(sample) // width)
        if enough and _reads(sample, encoding) and "\0" not in sample.decode(encoding, "ignore"):
            return encoding
    return None


def _is_rather_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "surrogateescape")
    broken = len(text) - len(_BROKEN.sub("", text))
    accents = len(text) - len(text.encode("ascii", "ignore")) - broken
    return accents > broken


def with_windows_letters(text: str) -> str:
    """Replace the half letters of a text by the letters that Windows-1252 has for their bytes, and give it."""
    return text.translate(_AS_1252)


_AS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


# Encodings of one byte a letter


def _of_one_byte(content: bytes) -> str:
    """Tell an encoding of one byte a letter: Windows-1252, unless its words hardly look like words and another's do."""
    words = _words(content)
    if _likeness(words, "cp1252") >= _GOOD_ENOUGH:
        return "cp1252"
    likely = {encoding: _likeness(words, encoding) for encoding in OF_ONE_BYTE[1:]}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] >= _LIKELY else "cp1252"


def other_readings(content: bytes, encoding: str | None = None) -> list[OtherReading]:
    """List the encodings in which a file could be read as well, the likeliest first, so that a person can choose.

    Each comes with at most five pieces of cells that it reads differently. ``encoding`` is the one that a person chose;
    None for the one that the bytes tell. UTF-8, UTF-16, UTF-32 and plain letters have no other reading.
    """
    taken = encoding or encoding_of(content)
    if taken not in OF_ONE_BYTE:
        return []
    pieces = list(dict.fromkeys(_words(content, _ENDS_OF_CELLS)))
    words = _words(content)
    readings = []
    for other in OF_ONE_BYTE:
        pairs = [pair for pair in ((_in(taken, piece), _in(other, piece)) for piece in pieces) if pair[0] != pair[1]]
        sample = list(dict.fromkeys(pairs))[:_PIECES_SHOWN]
        likely = other != taken and sample and _likeness(words, other) >= _POSSIBLE
        if likely and not any(_NO_LETTERS.search(shown) for _, shown in sample):
            readings.append((other, LABELS[other], sample))
    return sorted(readings, key=lambda reading: -_likeness(words, reading[0]))


def _in(encoding: str, piece: bytes) -> str:
    return piece.decode(encoding, "replace").strip()


def _words(content: bytes, ends: re.Pattern[bytes] = _ENDS_OF_WORDS) -> list[bytes]:
    """List the first words, or other pieces between such ends, that have a letter beyond ASCII."""
    words = []
    until = 0
    for match in itertools.islice(_BEYOND_ASCII.finditer(content), _MOST_WORDS * 4):
        if match.start() < until:
            continue
        left = max(until, match.start() - _BYTES_BESIDE)
        begin = max((end.end() for end in ends.finditer(content, left, match.start())), default=left)
        end = ends.search(content, match.end(), match.end() + _BYTES_BESIDE)
        until = end.start() if end else match.end() + _BYTES_BESIDE
        words.append(content[begin:until])
    return words[:_MOST_WORDS]


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
