"""What headers and cells say that tells of people: the words of headers, and how a person's name is written."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence

from components.inventory.addresses import without_addresses, without_marks
from components.inventory.given_names import GIVEN_NAMES
from components.inventory.text import LONGEST_HEADER, clean, header_key, unguard

# Lists of people, whose column "name" is of no organization.
_PEOPLE = {"people", "person", "persons", "staff", "contacts", "employees", "volunteers"}
_OF_A_PERSON = {
    *("surname", "surnames", "firstname", "lastname", "fullname", "fname", "lname", "forename", "forenames"),
    *("apellido", "apellidos", "vorname", "nachname", "prenom", "cognome", "voornaam", "achternaam", "sobrenome"),
}
# Headers with one of these are about people, in English, Spanish, Portuguese, French, German, Italian and Dutch.
_PERSON_WORDS = _OF_A_PERSON | {
    *("email", "emails", "phone", "phones", "telephone", "telephones", "cellphone", "fax", "whatsapp"),
    *("contact", "contacts", "correo", "correos", "telefono", "telefonos", "celular", "celulares", "contacto"),
    *("contactos", "contato", "contatos", "telefone", "telefones", "courriel", "courriels", "mailadresse"),
    *("mailadres", "mailadressen", "kontakt", "kontakte", "kontaktperson", "kontaktpersonen", "ansprechpartner"),
    *("ansprechpartnerin", "ansprechpartnerinnen", "ansprechperson", "ansprechpersonen", "telefon", "telefonnummer"),
    *("mobiltelefon", "handynummer", "rufnummer", "contatto", "contatti", "cellulare", "telefoon", "contactpersoon"),
}
# These are where nothing else stands in the header but what goes with them: a mobile clinic is no phone.
_WITH_OTHERS = {"mobile", "mobil", "movil", "handy", "tel", "cell", "person", "persons", "persona"}
_GO_WITH = {
    *("number", "numbers", "numero", "nummer", "no", "nr", "num", "name", "names", "nombre", "nom", "primary", "main"),
    *("work", "home", "office", "business", "personal", "of", "the", "your", "in", "charge", "responsible", "info"),
    *(
        "point",
        "information",
        "details",
        "day",
        "evening",
        "alt",
        "alternate",
        "other",
        "secondary",
        "key",
        "s",
        "or",
        "and",
    ),
}
_PERSON_NAMES = {
    *(("first", "name"), ("last", "name"), ("full", "name"), ("given", "name"), ("given", "names")),
    *(("family", "name"), ("middle", "name"), ("staff", "name"), ("first", "names"), ("last", "names")),
}
_PERSON_PAIRS = {
    *(("e", "mail"), ("e", "mails"), ("e", "mailadresse"), ("e", "mailadres"), ("cell", "number"), ("key", "people")),
    *(("key", "person"), ("key", "persons"), ("key", "personnel"), ("posta", "elettronica"), *_PERSON_NAMES),
}
# Where these stand side by side, one holds first names and the other last names.
_FIRST = {"first", "given", "prenom", "vorname", "nombre", "nombres"}
_LAST = {"last", "family", "nom", "apellido", "apellidos"}
# What is written together with others of these as one word, such as contactname or workphone.
_STEMS = {"contact", "email", "phone", "telephone", "tel", "mobile", "cell", "telefon", "telefono", "kontakt"}
_JOINED = {
    *("name", "names", "number", "numbers", "no", "nr", "num", "person", "persons", "mail", "address", "addresses"),
    *("info", "details", "first", "last", "main", "primary", "secondary", "work", "home", "office", "business", "org"),
    *("user", "nummer", "nombre", "daten", "adresse"),
}
_OF_ORGANIZATIONS = {
    *("agencies", "agency", "companies", "company", "department", "departments", "group", "groups", "institution"),
    *("institutions", "org", "organization", "organizations", "orgs"),
}
# After a person's word, or before it and "of", these make it another thing: how often there is contact.
_OTHER_THINGS = _OF_ORGANIZATIONS | {
    *("access", "app", "apps", "attempts", "bank", "banks", "booth", "center", "centers", "centre", "centres"),
    *("clinic", "consent", "cost", "count", "counts", "date", "dates", "dept", "domain", "drive", "format"),
    *("frequency", "hours", "intensity", "kind", "language", "languages", "lens", "level", "list", "lists", "log"),
    *("made", "method", "methods", "mode", "modes", "newsletter", "permission", "platform", "policy", "postal"),
    *("preference", "preferences", "price", "program", "programs", "programme", "programmes", "provider", "rate"),
    *("reason", "score", "service", "services", "size", "status", "strength", "subscribers", "system", "team"),
    *("topic", "tracing", "tree", "type", "types", "unit", "volume"),
}
_ON_THE_WEB = {"form", "forms", "homepage", "link", "links", "page", "pages", "site", "url", "urls", "web", "website"}
# What a column of those who hold a position may be called by its last word: it has people, organizations or titles.
_POSITIONS = {
    *("director", "ceo", "president", "chair", "chairperson", "chairman", "owner", "owners", "founder", "founders"),
    *("cofounder", "cofounders", "leader", "lead", "manager", "coordinator", "principal", "leadership", "directors"),
    *("leaders", "chairs", "head", "poc", "people", "staff", "personnel", "employees", "volunteers", "trustee"),
    *("trustees", "officer", "officers", "representative", "representatives", "rep", "liaison", "respondent", "author"),
    *("authors", "maintainer", "maintainers", "organizer", "organizers", "advisor", "advisors", "champion", "mayor"),
    *("secretary", "treasurer", "instructor", "speaker", "speakers", "managers", "coordinators", "presidents"),
    *("fundador", "fundadora", "fundadores", "directora", "presidente", "presidenta", "responsable", "encargado"),
    *("encargada", "coordinador", "coordinadora", "gerente", "fondateur", "fondatrice", "fondateurs", "directeur"),
    *("directrice", "dirigeant", "leiter", "leiterin", "leitung", "geschaftsfuhrer", "geschaftsfuhrerin", "grunder"),
    *("grunderin", "vorstand", "referente", "board", "responsible", "responsavel", "responsaveis", "responsables"),
    *("responsabile", "encarregado", "encarregada", "verantwortlich", "verantwortliche", "verantwortlicher", "ed"),
    *("executive", "executives", "superintendent", "superintendents", "dean", "provost", "chancellor", "pastor"),
    *("supervisor", "supervisors", "facilitator", "facilitators", "convener", "organiser", "organisers", "pocs"),
}
_DONE_BY = {
    *("founded", "submitted", "added", "entered", "completed", "filled", "prepared", "validated", "created", "updated"),
    *("reviewed", "approved", "verified", "checked", "edited", "interviewed", "recorded", "collected"),
}
# Places and buildings are called after people.
_CALLED_AFTER_PEOPLE = {
    *("address", "bridge", "building", "campus", "church", "city", "county", "district", "hospital", "library"),
    *("location", "neighborhood", "neighborhoods", "park", "place", "school", "schools", "site", "station", "street"),
    *("named", "town", "venue", "ward"),
}
# A text with one of these is no person's name: it is an organization's, a position's or a group's.
_ORGANIZATIONS = {
    *("academy", "agency", "alliance", "association", "bank", "board", "branch", "brigade", "bureau", "business"),
    *("campus", "center", "centre", "chamber", "charities", "church", "city", "civic", "club", "coalition", "code"),
    *("collective", "college", "commission", "committee", "community", "company", "cooperative", "corporation"),
    *("corps", "council", "county", "court", "data", "department", "dept", "development", "digital", "district"),
    *("division", "education", "federation", "foundation", "fund", "group", "guild", "health", "hospital", "housing"),
    *("hub", "inc", "initiative", "institute", "justice", "lab", "labs", "league", "library", "llc", "ltd", "media"),
    *("ministry", "museum", "national", "network", "neighborhood", "neighbors", "office", "open", "partners"),
    *("partnership", "program", "project", "public", "radio", "regional", "research", "school", "schools", "science"),
    *("service", "services", "society", "state", "studio", "support", "systems", "team", "tech", "technology"),
    *("transit", "trust", "union", "united", "university", "urban", "ward", "works", "workshop", "youth"),
}
_NO_PERSON = _ORGANIZATIONS | {
    *("administrator", "analyst", "assistant", "associate", "chair", "chief", "clerk", "commissioner", "coordinator"),
    *("deputy", "director", "engineer", "executive", "founder", "head", "interim", "lead", "leader", "librarian"),
    *("manager", "mayor", "member", "officer", "organizer", "owner", "planner", "president", "principal", "resident"),
    *("secretary", "senior", "specialist", "staff", "treasurer", "vice", "volunteer"),
    *("anonymous", "not", "none", "other", "participant", "rater", "unknown", "vacant", "and", "for", "of", "the"),
}
_TITLE = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|mx|prof|rev|hon)\.? )|,? (?:jr|sr|phd|ph\.d|md|esq|mba|ii|iii)\.?$", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PARTICLES = {"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "el", "la", "le", "van", "von"}
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_BETWEEN_NAMES = re.compile(r"[;|&/\n]|(?<=\s)(?:[-–—]|and|und|y|et|e|con)(?=\s)")
_LONGEST_NAME = 40  # with a position beside it
_BEGINNING = 200
"""Letters in which a name stands, with titles and asides, where a text begins with one."""
_LONGEST_JOINED = 30
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What a column says that tells of no person, whatever its header.
_FIGURE = re.compile(r"[-+$€£<>~]?\s?(?:\d{0,6}|\d{1,3}(?:,\d{3})+)(?:\.\d*)?\s?%?")
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
_SAYS_NOTHING = {
    *("yes", "no", "y", "n", "x", "true", "false", "none", "n/a", "na", "-", "?", "unknown", "tbd", "✓", "✔"),
    *("daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "annually", "never", "rarely", "sometimes"),
    *("often", "regularly", "occasionally", "high", "medium", "low"),
}
# What a column is of whose figures are no phone number of a person: an identifier's, or a line that an office answers.
_IDENTIFIERS = {
    *("id", "ids", "identifier", "ein", "uei", "duns", "npi", "fips", "geoid", "zip", "postcode", "plz", "isbn"),
    *("issn", "doi", "uuid", "guid", "coordinates", "latitude", "longitude"),
}
_NUMBERED = {
    *("account", "award", "case", "charity", "docket", "grant", "invoice", "licence", "license", "parcel", "permit"),
    *("postal", "ref", "reference", "registration", "serial", "tax", "vat"),
}
_NUMBERS = {"code", "codes", "number", "numbers", "no", "nr", "num"}
_LINES = {"helpline", "helplines", "hotline", "hotlines", "switchboard", "warmline"}

_BETWEEN_WORDS = {"name", "names", "nome", "nom", "nombre", "of", "do", "da", "de", "del", "du", "in", "s"}
_POC = re.compile(r"\bPo(?=Cs?\b)")  # point of contact, of which the capital begins no word

# Headers


def words_of(header: str) -> list[str]:
    """The words of a header, without capitals and accents; also where they are written as one (ContactName)."""
    return list(_words_of(header[:LONGEST_HEADER]))


@functools.lru_cache(2_000)
def _words_of(header: str) -> tuple[str, ...]:
    parted = header_key(_WORD_BEGINS.sub(" ", _POC.sub("PO", without_marks(header))))
    return tuple(re.findall(r"[^\W\d_]+", _without_accents(parted)))


def is_about_people(words: Sequence[str]) -> bool:
    """Whether a header says that its column is about people, and of nothing else: not how often there is contact."""
    if not _has_person_word(words) or (_ON_THE_WEB | _LINES) & set(words):
        return False
    first = next((at for at, word in enumerate(words) if _has_person_word([word])), 0)
    before, after = words[:first], words[first + 1 :]
    return _OTHER_THINGS.isdisjoint(after if {"of", "per"}.isdisjoint(before) else words)


def may_be_about_people(words: Sequence[str]) -> bool:
    """Whether a column with this header is about people where its cells are their names."""
    passed_over = {*_BETWEEN_WORDS, *(("member", "members") if "board" in words else ())}
    last = [word for word in words if word not in passed_over][-2:]
    position = bool(_POSITIONS.intersection(last[-1:])) or (last[-1:] == ["by"] and last[0] in _DONE_BY)
    return (position or _has_person_word(words)) and _OF_ORGANIZATIONS.isdisjoint(words)


def may_be_called_after_people(words: Sequence[str]) -> bool:
    """Whether a header is one of places or buildings, which may have people's names."""
    return not _CALLED_AFTER_PEOPLE.isdisjoint(words)


def is_list_of_people(words: Sequence[str]) -> bool:
    """Whether a header is one of lists of people, such as staff."""
    return not _PEOPLE.isdisjoint(words)


def has_other_figures(words: Sequence[str]) -> bool:
    """Whether a header says that its column's figures are no phone number of a person."""
    every = set(words)
    return bool((_IDENTIFIERS | _LINES) & every or (_NUMBERED & every and (_NUMBERS & every or len(every) == 1)))


def _has_person_word(words: Sequence[str]) -> bool:
    every = set(words)
    return bool(
        _PERSON_WORDS & every
        or _PERSON_PAIRS & set(itertools.pairwise(words))
        or any(map(_is_joined, every))
        or (_WITH_OTHERS & every and every <= _WITH_OTHERS | _GO_WITH)
    )


def _is_joined(word: str) -> bool:
    if len(word) > _LONGEST_JOINED:
        return False
    parts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return any(
        (one in _STEMS and other in _STEMS | _JOINED) or (one in _JOINED and other in _STEMS) for one, other in parts
    )


def name_halves(headers: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The places of two headers side by side that are a first and a last name, the first name before."""
    found = []
    for at, (one, other) in enumerate(itertools.pairwise(headers)):
        if len(one) == len(other) == 1:
            found += [(at, at + 1)] if one[0] in _FIRST and other[0] in _LAST else []
            found += [(at + 1, at)] if one[0] in _LAST and other[0] in _FIRST else []
    return found


def lists_people(name: str, headers: Sequence[str]) -> bool:
    """Whether a sheet is a list of people, by its name or its headers."""
    if _PEOPLE & set(header_key(re.sub(r"\W", " ", name)).split()):
        return True
    return any(
        _OF_A_PERSON & set(words) or _PERSON_NAMES & set(itertools.pairwise(words)) for words in map(words_of, headers)
    )


# Cells


def is_a_name(text: str) -> bool:
    """Whether a text is written as a person's full name: two or three capitalized words, with or without an initial or
    a title, none of which is a word of organizations or positions."""
    if len(text) > _BEGINNING:
        return False
    words = _words_of_name(text)
    full = [word for word in words if not re.fullmatch(r"[^\W\d_]\.?", word) and word.casefold() not in _PARTICLES]
    written = all(_NAME_WORD.fullmatch(word) and word[0].isupper() and not word.isupper() for word in full)
    # An initial stands before the last of them: what ends in a letter is a team or a rater of several.
    closed = bool(full) and words[-1] == full[-1]
    return 2 <= len(full) <= 3 and written and closed and not _NO_PERSON & {word.casefold() for word in full}


def _words_of_name(text: str) -> list[str]:
    """The words of what could be a person's name, without titles, the first name first."""
    plain = _TITLE.sub("", unguard(clean(text)))
    first, comma, last = plain.partition(", ")
    return f"{last} {first}".split() if comma else plain.split()


def begins_with_a_name(text: str) -> bool:
    """Whether a text begins with a person's full name, whatever stands beside it: a position, others' names."""
    return bool(_name_before_others(text))


def begins_with_a_given_name(text: str) -> bool:
    """Whether a text begins with a person's full name of which the first name is a common one."""
    words = _words_of_name(_name_before_others(text))
    full = next((word for word in words if len(word.strip(".")) > 1), "")
    return any(_without_accents(part) in GIVEN_NAMES for part in (full, full.partition("-")[0]))


def _name_before_others(text: str) -> str:
    """The person's full name that a text begins with; nothing where it begins with none."""
    plain = unguard(clean(text))[:_BEGINNING]
    first = _BETWEEN_NAMES.split(_ASIDE.sub("", plain.title() if plain.isupper() else plain).strip(), maxsplit=1)[0]
    return next(filter(is_a_name, (first, first.partition(",")[0])), "")


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_an_address(text: str, *, phones: bool = True) -> bool:
    """Whether a text is a person's e-mail address or, with ``phones``, phone number, with little or a name beside."""
    left = without_addresses(text, phones=phones)
    rest = without_marks(left)
    return left != text and (3 * len(rest) <= len(text) or (len(rest) < _LONGEST_NAME and begins_with_a_name(rest)))


def says_no_person(text: str) -> bool:
    """Whether a cell tells of no person, under a header that is about people."""
    plain = clean(text)
    if plain.casefold() in _SAYS_NOTHING or _FIGURE.fullmatch(plain) or _DATE.fullmatch(plain):
        return True
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", plain)}
    named = len(words) > 1 and bool(_ORGANIZATIONS & words) and not re.search(r"[,;:@(|/\n\d]", plain)
    return named and not begins_with_a_name(plain)
