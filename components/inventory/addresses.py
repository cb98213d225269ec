"""Find e-mail addresses and phone numbers of people in texts, and put a mask in their place.

``Ask ann@example.org or 617-555-0123`` becomes ``Ask [e-mail left out] or [phone left out]``. What belongs to the
organization stays: an office's address (``info@…``), a number that is free to call, a hotline, a web address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from components.inventory.words import look_up_words, write_pattern

EMAIL_LEFT_OUT, PHONE_LEFT_OUT = MASKS = "[e-mail left out]", "[phone left out]"

_AT = r"(?:[@＠]|\s?[\[(]\s?at\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
_EMAIL = re.compile(
    rf"(?:mailto:|https?://)?(?<![\w.%+'’-])(?P<local>\w[\w.%+'’-]*+){_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?P<end>[^\W\d_]{{2,}})"
    r"(?![\w@-])",
    re.IGNORECASE,
)
_AT_IN_WORDS = re.compile(r"[\[(]\s?at\s?[\])]", re.IGNORECASE)
# What only begins like a web address is an e-mail address: http://ann@example.org.
_WEB = re.compile(r"((?:https?://(?![^\s/?#@]+@[^\s/?#]++/?(?:\s|$))|\bwww\.)[^\s<>\"]+)", re.IGNORECASE)

# What stands between the digits of a phone number: blanks, dots and every kind of dash.
_GAP = r"[ \t\u00a0.\-\u2010-\u2015]"
_EXTENSION = r"(?:,?[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?!\w|[\-/]\w|\.\d)"
_PHONE = re.compile(
    rf"""(?=[+(\d])(?<![\w/\#=&%+\-])(?<!\d\.)(?P<phone>(?:
        \+(?:\(?\d\)?{_GAP}{{0,2}}){{8,14}}\d                                             # +49 30 1234567
      | 00\d{{1,3}}{_GAP}(?:\(?\d\)?{_GAP}{{0,2}}){{6,11}}\d                              # 0049 30 1234567
      | (?:1{_GAP}{{0,2}})?\([2-9]\d\d\)(?:{_GAP}|/){{0,2}}\d{{3}}{_GAP}{{0,3}}\d{{4}}    # (617) 555-0123
      | (?:1{_GAP}{{0,2}})?[2-9]\d\d(?:{_GAP}{{1,3}}|/)\d{{3}}{_GAP}{{1,3}}\d{{4}}        # 617-555-0123
      | \(0\d{{1,4}}\){_GAP}{{0,2}}\d{{3,4}}{_GAP}?\d{{2,5}}                              # (030) 1234567
      | 0\d(?P<pair>[ .\-])\d\d(?:(?P=pair)\d\d){{3}}                                     # 01 23 45 67 89
      | (?=(?:\d[ ]?){{10,11}}(?!\d))0\d{{2,4}}[ ]\d{{3,4}}[ ]\d{{3,4}}                   # 020 7946 0018
    ){_EXTENSION})""",
    re.VERBOSE,
)
# After a word such as "call", digits are a phone number however they are grouped: "call Ann at 5550123".
_PHONE_AFTER_WORD = re.compile(
    rf"\b(?i:{write_pattern('phone: word before a number')})\b[\s:.#(\"'\[]*"
    rf"(?:(?:{write_pattern('phone: small word before a number')}|[A-Z][\w'’-]{{1,40}}+)[\s:.#(\"']++){{0,4}}+"
    rf"(?P<phone>\+?\(?\d(?:[()]|{_GAP}){{0,3}}(?:\d(?:[()]|{_GAP}){{0,2}}){{5,13}}\d{_EXTENSION})"
)
_YEARS_DAYS_THOUSANDS = re.compile(
    r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|(?:19|20)\d\d\D\d\d\D\d\d|\d\d?\D\d\d?\D(?:19|20)\d\d"
    r"|\+\d{1,3}(?:[ .\u00a0]\d{3}){2}"
)
_FREE_TO_CALL = re.compile(r"\+?(?:1\D{0,2})?\(?8(?:00|22|33|44|55|66|77|88)\D")
_OFFICE_LINE = write_pattern("phone: office line")
_OFFICE_LINE_BEFORE = re.compile(rf"\b{_OFFICE_LINE}s?\W*(?:(?:at|on|is|number)\W+)?$", re.IGNORECASE)
# A quote masks more than a cell does, because whoever reads the quote can look the cell up by its row.
_PERHAPS_PHONE = re.compile(rf"\(?[2-9]\d\d(?:{_GAP}|[()/]){{1,3}}\d{{3}}{_GAP}{{1,3}}\d{{4}}")
_PERHAPS_PHONE_OR_ID = re.compile(  # and no range, such as 500-1000
    r"(?<![\d./])(?!\d\d[05]\D\d\d[05]0)(?:[2-9]\d\d[-\u2010-\u2015 ]\d{4}|\+?1?[2-9]\d\d[2-9]\d{6})(?!\d|[./]\d)"
)

_BETWEEN_DIGITS = bytes({*range(9), *range(11, 32), *range(127, 161), *b" \t.-()/+?[]\"'"})
_DIGITS_AS_0 = bytes(48 if 48 <= byte <= 57 else 120 for byte in range(256))
_FEWEST_DIGITS = b"0" * 7  # of a phone number
_MASK = re.compile(r"(?:(?<![\s,;|])[\s,;|]++)?[<(\[{\"']?\[(?:e-mail|phone) left out\][>)\]}\"']?")


def may_hold_addresses(texts: Iterable[str], *, phones: bool = True) -> bool:
    """Look quickly whether any of the texts could hold an e-mail address or, with ``phones``, a phone number. Where
    this is False, there is none. Where it is True, ``mask_addresses`` finds out whether there is one."""
    text = "\n".join(texts)
    if "@" in text or "＠" in text or (("(" in text or "[" in text) and _AT_IN_WORDS.search(text)):
        return True
    return phones and _FEWEST_DIGITS in text.encode("latin-1", "replace").translate(_DIGITS_AS_0, _BETWEEN_DIGITS)


def mask_addresses(text: str, *, phones: bool = True) -> str:
    """Put a mask in the place of each person's e-mail address and, with ``phones``, phone number, and give the text.
    ``Ask ann@example.org`` becomes ``Ask [e-mail left out]``; ``info@example.org`` and ``1-800-555-0123`` stay."""
    if not may_hold_addresses([text], phones=phones):
        return text
    pieces = _WEB.split(text) if "://" in text or "www." in text.casefold() else [text]
    emails = may_hold_addresses([text], phones=False)
    for at in range(0, len(pieces), 2):  # every second piece is a web address
        if emails:
            pieces[at] = _EMAIL.sub(_mask_email, pieces[at])
        if phones:
            pieces[at] = _PHONE_AFTER_WORD.sub(_mask_phone, _PHONE.sub(_mask_phone, pieces[at]))
    return "".join(pieces)


def _mask_email(match: re.Match[str]) -> str:
    parts = filter(None, re.split(r"[._+\-\d]+", match["local"].casefold()))
    is_office = look_up_words("e-mail: office").issuperset(parts)
    return match[0] if is_office or match["end"].casefold() in look_up_words("e-mail: file ending") else EMAIL_LEFT_OUT


def _mask_phone(match: re.Match[str]) -> str:
    """Mask a phone number, unless it or the text before it shows that it is no person's."""
    number, before = match["phone"], match.string[: match.start("phone")]
    stays = _YEARS_DAYS_THOUSANDS.fullmatch(number) or _FREE_TO_CALL.match(number)
    if stays or _OFFICE_LINE_BEFORE.search(before[-60:]):
        return match[0]
    return match[0].removesuffix(number) + PHONE_LEFT_OUT


def remove_masks(text: str) -> str:
    """Take the masks out of a text, with the brackets and separators around them, and give what is left. ``Makers
    <[e-mail left out]>`` becomes ``Makers``, and ``MK|[phone left out]`` becomes ``MK``."""
    return _MASK.sub("", text).strip(" ,;|\t\n")


@lru_cache(maxsize=200)  # the same word is often quoted in many rows
def mask_quote(text: str, *, ids: bool = False) -> str:
    """Mask in a text that is quoted to a person whatever could be an address or a phone number, and give the text.

    More is masked than in cells: ``555-0123`` and ``6175550123`` too. With ``ids``, the text is an identifier, so
    these two stay.
    """
    text = mask_addresses(text)
    if not may_hold_addresses([text]):
        return text
    text = _PERHAPS_PHONE.sub(PHONE_LEFT_OUT, text)
    return text if ids else _PERHAPS_PHONE_OR_ID.sub(PHONE_LEFT_OUT, text)
