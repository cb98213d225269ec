"""Words from an inventory are shown letter for letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.inventory.text import counted, without_turns
from components.ui.frame.text import linked, plain

JOINER = "\u2060"
# What Streamlit's page changes in text after markdown was read, when an escape is already gone: web addresses,
# mail addresses, emoji and icon codes, arrows and dashes.
FOUND_LATER = [
    r"https?://[-.\w]+",
    r"www\.[-.\w]+",
    r"[-.\w+]+@[-\w]+(\.[-\w]+)+",
    r":[\w+-]+:",
    r":material/\w+:",
    r"<->|->|<-|--|>=|<=|~=",
]
# Signs that Streamlit's own marks (colours, badges, LaTeX) and markdown begin with.
MARKS = set("\\`*_{}[]()#+-.!|<>~$&:^=\"'@/")
HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://evil.example/p.png)",
    "[a link](http://evil.example)",
    ":red[warning]",
    ":blue-badge[official]",
    ":smile: :material/home: :streamlit:",
    "$x^2$ and $$y$$",
    "**bold** _it_ `code` ~~gone~~",
    "# heading",
    "- item",
    "2014. A year",
    "> quote",
    "| a | b |",
    "&lt;b&gt; &amp; &copy;",
    "https://evil.example/x?a=1 www.evil.example mail@evil.example",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "Vecinos “Niño” 'n' \"friends\"",
    "👩🏽‍💻 Coders 🎉",
    "مجتمع الحي",
    "C:\\temp\\",
    "---",
]


def as_read(markdown: str) -> tuple[str, set[str]]:
    """The text that a markdown renderer shows, and every kind of token in it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(markdown)
    inline = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in tokens} | {child.type for child in inline}
    return "".join(child.content for child in inline), kinds


def assert_shown_as_text(text: str) -> None:
    one_line = " ".join(without_turns(text).split())
    shown, kinds = as_read(plain(text))
    assert shown.replace(JOINER, "") == one_line.replace(JOINER, "")
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert not any(re.search(pattern, shown, re.IGNORECASE) for pattern in FOUND_LATER)
    bare = re.sub(r"\\[^\w\s]|\\_", "", plain(text))
    assert not MARKS & set(bare), "every sign that could begin a mark is escaped"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_shown_letter_for_letter(text: str):
    assert_shown_as_text(text)


signs = st.text(st.sampled_from(sorted(MARKS) + list(" ab1:/.w@-<>=~\n")), min_size=1, max_size=30)


@given(st.one_of(signs, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)))
def test_any_text_is_shown_letter_for_letter(text: str):
    if text.strip():
        assert_shown_as_text(text)


def test_a_text_of_several_lines_becomes_one():
    assert plain("one\n\n# two\r\n\tthree") == "one \\# two three"


def test_a_name_does_not_turn_the_words_around_it():
    for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert plain(f"{sign}مجتمع{sign} Elders") == linked(f"مجتمع {sign}Elders") == "مجتمع Elders"
    assert plain("can\u200ct \u200fمجتمع") == "can\u200ct \u200fمجتمع"


def test_what_is_not_text_is_shown_too():
    assert plain(4) == "4"
    assert plain("") == ""


def test_an_ordinary_name_reads_the_same():
    assert plain("Ward 3 neighbors") == "Ward 3 neighbors"


def links_of(markdown: str) -> list[tuple[str, str]]:
    """Each link of a markdown text: where it leads, and what it says."""
    inline = MarkdownIt("gfm-like", {"linkify": False}).parseInline(markdown)[0].children or []
    found, at = [], None
    for token in inline:
        if token.type == "link_open":
            at = (str(token.attrs["href"]), "")
        elif token.type == "link_close" and at:
            found.append(at)
            at = None
        elif at:
            at = (at[0], at[1] + token.content.replace(JOINER, ""))
    return found


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("City: Report, 2015, http://city.example/a_b/c-d.html", ["http://city.example/a_b/c-d.html"]),
        ("One, https://a.example; two, https://a.example/two.", ["https://a.example", "https://a.example/two"]),
        ("(see https://a.example/x?b=1&c=2#d)", ["https://a.example/x?b=1&c=2#d"]),
        ("javascript:alert(1)", []),
        ("www.a.example and mail@a.example", []),
        ("a report, without an address", []),
    ],
)
def test_a_source_leads_to_the_web_address_that_it_shows(text: str, addresses: list[str]):
    assert links_of(linked(text)) == [(address, address) for address in addresses]


@given(st.one_of(signs, st.text(max_size=30)), signs)
def test_a_link_always_shows_where_it_leads(before: str, after: str):
    for leads, says in links_of(linked(f"{before} https://a.example/{after}")):
        assert leads.startswith(("https://", "http://"))
        assert says[:18] == leads[:18]


def test_a_count_stands_beside_its_noun():
    assert counted(1, "tie") == "1 tie"
    assert counted(0, "tie") == "0 ties"
    assert counted(1200, "organization has", "organizations have") == "1,200 organizations have"
