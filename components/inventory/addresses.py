"""E-mail addresses and phone numbers of people inside texts: found, and replaced by a mark that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

EMAIL_LEFT_OUT = "[e-mail left out]"
PHONE_LEFT_OUT = "[phone left out]"
MARKS = (EMAIL_LEFT_OUT, PHONE_LEFT_OUT)

_AT = r"(?:[@＠]|\s?[\[(]\s?at\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
_EMAIL = re.compile(
    rf"(?:mailto:)?(?<![\w.%+'’-])(?P<local>\w[\w.%+'’-]*+){_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?P<end>[^\W\d_]{{2,}})"
    r"(?![\w@-])",
    re.IGNORECASE,
)
_WRITTEN_OUT = re.compile(r"[\[(]\s?at\s?[\])]", re.IGNORECASE)
_FILES = {"css", "csv", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "pdf", "php", "png", "svg", "webp"}
# What is sent there an office reads, not one person: it is the organization's own address.
_OFFICES = {
    *("accueil", "admin", "administration", "ask", "board", "bonjour", "buero", "careers", "communications", "contact"),
    *("contacto", "contactus", "data", "desk", "donate", "donations", "email", "enquiries", "enquiry", "events"),
    *("feedback", "frontdesk", "general", "git", "giving", "hello", "help", "helpdesk", "hi", "hola", "info"),
    *("informacion", "information", "inquiries", "inquiry", "jobs", "kontakt", "library", "mail", "media", "members"),
    *("membership", "news", "newsletter", "no", "noreply", "office", "opendata", "outreach", "post", "postmaster"),
    *("press", "programs", "questions", "reception", "reply", "service", "services", "support", "team", "us"),
    *("volunteer", "volunteers", "webmaster"),
}
_WEB = re.compile(r"((?:https?://|\bwww\.)[^\s<>\"]+)", re.IGNORECASE)
_LIKE_WEB = re.compile(r"https?://(?P<email>[^\s/?#@]+@[^\s/?#]++)/?$", re.IGNORECASE)

# What parts the figures of a phone number: blanks, dots, and any dash.
_S = r"[ \t\u00a0.\-\u2010-\u2015]"
_MORE = r"(?:,?[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?!\w|[\-/]\w|\.\d)"
_PHONE = re.compile(
    rf"""(?=[+(\d])(?<![\w/\#=&%+\-])(?<!\d\.)(?:
        \+(?:\(?\d\)?{_S}{{0,2}}){{8,14}}\d                                       # +49 30 1234567
      | 00\d{{1,3}}{_S}(?:\(?\d\)?{_S}{{0,2}}){{6,11}}\d                          # 0049 30 1234567
      | (?:1{_S}{{0,2}})?\([2-9]\d\d\)(?:{_S}|/){{0,2}}\d{{3}}{_S}{{0,3}}\d{{4}}  # (617) 555-0123
      | (?:1{_S}{{0,2}})?[2-9]\d\d(?:{_S}{{1,3}}|/)\d{{3}}{_S}{{1,3}}\d{{4}}      # 617-555-0123
      | \(0\d{{1,4}}\){_S}{{0,2}}\d{{3,4}}{_S}?\d{{2,5}}                          # (030) 1234567
      | 0\d(?P<pair>[ .\-])\d\d(?:(?P=pair)\d\d){{3}}                             # 01 23 45 67 89
      | (?=(?:\d[ ]?){{10,11}}(?!\d))0\d{{2,4}}[ ]\d{{3,4}}[ ]\d{{3,4}}             # 020 7946 0018
    ){_MORE}""",
    re.VERBOSE,
)
# After a word that says so, figures are a phone number in whatever way they are parted.
_SAID = re.compile(
    r"(?P<before>\b(?=[cdfhmprstwCDFHMPRSTW])(?i:call|ring|dial|phones?|telephone|tel|ph|fax|mobile|cell|cellphone|whatsapp|sms|texts?|handy|fon"
    r"|tel[eé]fono|telefon|telefone|celular|m[oó]vil|contact)\b[\s:.#(\"'\[]*"
    r"(?:(?:us|me|him|her|them|at|on|to|number|no|nr|is|or|[A-Z][\w'’-]{1,40}+)[\s:.#(\"']++){0,4}+)"
    rf"(?P<phone>\+?\(?\d(?:[()]|{_S}){{0,3}}(?:\d(?:[()]|{_S}){{0,2}}){{5,13}}\d{_MORE})",
)
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|(?:19|20)\d\d\D\d\d\D\d\d|\d\d?\D\d\d?\D(?:19|20)\d\d"  # years and days
    r"|\+\d{1,3}(?:[ .\u00a0]\d{3}){2}"  # thousands
)
# Nobody's own: a number that is free to call, and a line that an organization answers.
_FREE = re.compile(r"\+?(?:1\D{0,2})?\(?8(?:00|22|33|44|55|66|77|88)\D")
_LINE = re.compile(
    r"\b(?:hot|help|warm|crisis |info |main |office |emergency )lines?\W*(?:(?:at|on|is|number)\W+)?$", re.IGNORECASE
)
# What is told of a cell leaves out more: no number is needed to find the cell.
_LIKE_PHONE = re.compile(rf"\(?[2-9]\d\d(?:{_S}|[()/]){{1,3}}\d{{3}}{_S}{{1,3}}\d{{4}}")
_PERHAPS = re.compile(r"(?<![\d./])(?:[2-9]\d\d[-\u2010-\u2015 ]\d{4}|\+?1?[2-9]\d\d[2-9]\d{6})(?!\d|[./]\d)")
_ROUND = re.compile(r"\d\d[05]\D\d\d[05]0")  # such as 500-1000, a range

_PARTING = bytes({*range(9), *range(11, 32), *range(127, 161), *b" \t.-()/+?[]\"'"})
_FIGURES = bytes(48 if 48 <= byte <= 57 else 120 for byte in range(256))
_MARK = re.compile(r"(?:(?<![\s,;|])[\s,;|]++)?[<(\[{\"']?\[(?:e-mail|phone) left out\][>)\]}\"']?")


def may_hold(texts: Iterable[str], *, phones: bool = True) -> bool:
    """Whether any of the texts could hold an address, or with ``phones`` a number. Quick over a whole column; what it
    denies is not there."""
    text = "\n".join(texts)
    if "@" in text or "＠" in text or (("(" in text or "[" in text) and _WRITTEN_OUT.search(text)):
        return True
    # Without what parts them, the figures of a number are at least seven in a row.
    return phones and b"0000000" in text.encode("latin-1", "replace").translate(_FIGURES, _PARTING)


def without_addresses(text: str, *, phones: bool = True) -> str:
    """The text with a mark in the place of each e-mail address of a person and, with ``phones``, each phone number.

    An office's address (info@…), a number that is free to call and a hotline stay: they are the organization's. So do
    addresses of the web, whatever figures stand in them.
    """
    if not may_hold([text], phones=phones):
        return text
    pieces = _WEB.split(text) if "://" in text or "www." in text.casefold() else [text]
    return "".join(_of_web(piece) if at % 2 else _of_words(piece, phones) for at, piece in enumerate(pieces))


def _of_web(address: str) -> str:
    """A web address, unless it is an e-mail address with the beginning of one."""
    match = _LIKE_WEB.match(address)
    return _EMAIL.sub(_email, match["email"]) if match and _EMAIL.search(match["email"]) else address


def _of_words(text: str, phones: bool) -> str:
    text = _EMAIL.sub(_email, text) if may_hold([text], phones=False) else text
    return _SAID.sub(_said, _PHONE.sub(_phone, text)) if phones else text


def _email(match: re.Match[str]) -> str:
    office = all(part in _OFFICES for part in re.split(r"[._+\-\d]+", match["local"].casefold()) if part)
    return match[0] if office or match["end"].casefold() in _FILES else EMAIL_LEFT_OUT


def _phone(match: re.Match[str]) -> str:
    return PHONE_LEFT_OUT if _is_a_persons(match[0], match.string[: match.start()]) else match[0]


def _said(match: re.Match[str]) -> str:
    number, before = match["phone"], match.string[: match.start("phone")]
    return match["before"] + PHONE_LEFT_OUT if _is_a_persons(number, before) else match[0]


def _is_a_persons(number: str, before: str) -> bool:
    return not (_NO_PHONE.fullmatch(number) or _FREE.match(number) or _LINE.search(before[-60:]))


def without_marks(text: str) -> str:
    """The text without the marks, and without what stood about them: brackets, and what parted them from others."""
    return _MARK.sub("", text).strip(" ,;|\t\n")


def unquoted(text: str, *, ids: bool = False) -> str:
    """A text that is told to a person, with a mark for whatever could be an address or a number; in ``ids``, figures
    alone are none."""
    text = without_addresses(text)
    if not may_hold([text]):
        return text
    text = _LIKE_PHONE.sub(PHONE_LEFT_OUT, text)
    return text if ids else _PERHAPS.sub(lambda match: match[0] if _ROUND.fullmatch(match[0]) else PHONE_LEFT_OUT, text)
