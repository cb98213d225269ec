"""Words that try to be more than text, on every page: each sign that could make them code is escaped."""

import re

import pytest

from components.ui.frame.text import plain
from tests.hostile_words import CITY, COMMUNITY, ISSUE, NAMES, OTHER, hostile_inventory
from tests.pages.opening import FOLDS, VIEWS, as_upload, assert_runs, marked_up, opened, said

WORDS = [*NAMES, COMMUNITY, ISSUE, OTHER, CITY]
TRIES = [word for word in WORDS if plain(word) != word]
UPLOAD = as_upload(hostile_inventory())


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_words_are_shown_as_text(view: str):
    page = assert_runs(opened(view, city="upload", upload=UPLOAD, unfold=FOLDS))
    for text in marked_up(page):
        for word in TRIES:
            assert " ".join(word.split()) not in text, f"{word!r} is not escaped in {text!r}"
        assert not re.search(r"(?<!\\)<script|(?<!\\)<img|(?<!\\)!\[", text)
    assert CITY in said(page).splitlines()[0]


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_hostile_card_is_shown_as_text(number: int):
    page = assert_runs(opened("network", city="upload", upload=UPLOAD, organization=f"organization-{number}"))
    for text in marked_up(page):
        assert not any(" ".join(word.split()) in text for word in TRIES)
    assert f"### {' '.join(NAMES[number].split())}" in said(page)
    assert not any(link in text for text in marked_up(page) for link in ("](javascript", "](<javascript"))


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_of_an_inventory_is_put_into_html(view: str):
    page = opened(view, city="upload", upload=UPLOAD, unfold=FOLDS)
    for element in page.markdown:
        assert not element.allow_html
    for element in page.get("html"):
        assert not any(word in element.proto.body for word in TRIES)


@pytest.mark.parametrize("view", VIEWS)
def test_a_hostile_address_is_shown_as_text(view: str):
    page = assert_runs(opened(view, city=NAMES[2], issue=NAMES[3], organization=NAMES[5], date=NAMES[6]))
    for text in marked_up(page):
        assert not any(" ".join(word.split()) in text for word in TRIES)
    assert NAMES[2] in said(page)
