"""Texts as people type them: cleaned, compared, made into ids, and kept from running as a formula."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
LONGEST_CELL = 100_000
"""Characters of a cell that are read; a workbook's cell holds 32,767 at most."""
LONGEST_HEADER = 300
"""Letters of a header that are looked at to recognise its column; all of them are kept."""
# They have all that follows read from right to left, or back: the words of a page too, in which a name stands.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?")
_GAPS = re.compile(r"[\s_\-]+")
_ASCII_WORDS = re.compile("[a-z0-9]+")
_OTHER_WORDS = re.compile(r"[^\W_]+")
# The characters that keyboards, phones and word processors write for the same mark.
_PLAIN_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
# A plain number such as -90.2 does not run, so it needs no apostrophe. Where people write Chinese, Japanese or Korean,
# spreadsheets take wide signs as the plain ones.
_FORMULA = r"(?:[=@\t＝＠]|[+\-＋－](?![\d.]+$))"
_RUNS = re.compile(f"'*{_FORMULA}")
_GUARDED = re.compile(f"'+{_FORMULA}")
# How workbooks write characters that XML can't hold, and text that looks like it.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """Clean a text, and give it without blanks around it and without control characters; line ends are ``\\n``."""
    return text.strip() if text.isprintable() else scrub(text).strip()


def are_clean(texts: Iterable[str]) -> bool:
    """Whether neither ``clean`` nor ``unguard`` would change any of the texts. Quick over a whole column."""
    # A rare, printable mark stands between them. The space is the only blank that is printable.
    joined = "¬".join(["", *texts, ""])
    return joined.isprintable() and not any(edge in joined for edge in ("¬ ", " ¬", "¬'"))


def scrub(text: str) -> str:
    """Take control characters and broken halves of letters out of a text; line ends become ``\\n``."""
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def without_turns(text: str) -> str:
    """Take the invisible signs that turn the direction of writing out of a text: letters know their own direction."""
    return _TURNS.sub("", text)


def has_control_characters(text: str) -> bool:
    """Whether ``scrub`` takes more than line ends from the text."""
    return _NOT_TEXT.search(_LINE_ENDS.sub("\n", text)) is not None


def word_key(text: str) -> str:
    """Make a text comparable, and give it: ``Health & Aging`` and ``health_and-aging`` give ``health and aging``."""
    return _GAPS.sub(" ", text.casefold().replace("&", " and ").replace("’", "'")).strip()


def name_key(text: str) -> str:
    """Make a name comparable, and give it: capitals, blanks and the shape of quote marks and dashes don't count."""
    plain = text if text.isascii() and "`" not in text else text.translate(_PLAIN_MARKS)
    return " ".join(plain.casefold().split())


def header_key(text: str) -> str:
    """Make a header comparable, and give it: as ``word_key`` does, without a star or colon, in American spelling."""
    return word_key(text.strip(" *:\ufeff")).replace("organis", "organiz").replace("neighbour", "neighbor")


def slug(text: str) -> str:
    """Shorten a name for ids and addresses, and give it: ``Old Mill's café`` gives ``old-mill-s-cafe``. Letters lose
    their accents; a name without any plain letter keeps its own (``図書館``)."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN_MARKS)).encode("ascii", "ignore").decode()
    words = _ASCII_WORDS.findall(plain.lower())
    return "-".join(words or _OTHER_WORDS.findall(unicodedata.normalize("NFKC", text).lower()))


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula: ``=A1`` gives ``'=A1``."""
    return "'" + text if _RUNS.match(text) else text


def unguard(text: str) -> str:
    """Take away the apostrophe that ``guard`` put before a text, and give the text."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def escape(text: str) -> str:
    """Write a text as a workbook holds it: there ``_x000D_`` would be read as the character of that number."""
    return _LIKE_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def unescape(text: str) -> str:
    """Read a text of a workbook: ``_x000D_`` stands for the character of that number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun, with a comma from a thousand on: ``1 tie``, ``1,204 ties``, ``0 ties``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def counted_or_no(number: int, noun: str) -> str:
    """Write a count inside a sentence, where zero is a word: ``1 tie``, ``4 ties``, ``no ties``."""
    return counted(number, noun) if number else f"no {noun}s"


def join_names(names: Sequence[str], most: int = 3) -> str:
    """Join names as in a sentence, and count those after the first ``most``: ``A, B, C and 2 more``."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def with_capital(sentence: str) -> str:
    """Write the first letter of a sentence as a capital, and leave the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def find_free_name(name: str, taken: Collection[str]) -> str:
    """Give the name where it is free, or else with the next number: ``area (2)``."""
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)
