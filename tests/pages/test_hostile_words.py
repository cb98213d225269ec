"""Words that try to be more than text, on every page: each sign that could make them code is escaped."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.drafts import make_draft
from components.inventory.text import without_turns
from components.ui.frame.text import plain
from components.ui.views.inventory.words import PARTS
from tests.hostile_words import (
    CITY,
    COMMUNITY,
    ISSUE,
    NAMES,
    OTHER,
    hostile_columns,
    hostile_inventory,
    inventory_of_pictures,
    picture_of,
)
from tests.pages.opening import FOLDS, VIEWS, as_own, as_upload, assert_runs, marked_up, opened, said, texts_sent

WORDS = [*NAMES, COMMUNITY, ISSUE, OTHER, CITY]
TRIES = [word for word in WORDS if plain(word) != word]
UPLOAD = as_upload(hostile_inventory())
PICTURES = as_upload(inventory_of_pictures())
LINES_OF_THE_MAP = '<img alt="" src="data:image/svg+xml,'  # the one picture that the Atlas itself puts into HTML


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_words_are_shown_as_text(view: str):
    page = assert_runs(opened(view, city="upload", upload=UPLOAD, unfold=FOLDS))
    for text in marked_up(page):
        for word in TRIES:
            assert " ".join(word.split()) not in text, f"{word!r} is not escaped in {text!r}"
        assert not re.search(r"(?<!\\)<script|(?<!\\)<img|(?<!\\)!\[", text)
    assert CITY in said(page).splitlines()[0]
    assert "\u202e" not in said(page), "a name turns the words of the page that follow it"


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_hostile_card_is_shown_as_text(number: int):
    page = assert_runs(opened("network", city="upload", upload=UPLOAD, organization=f"organization-{number}"))
    for text in marked_up(page):
        assert not any(" ".join(word.split()) in text for word in TRIES)
    assert f"### {' '.join(without_turns(NAMES[number]).split())}" in said(page)
    assert not any(link in text for text in marked_up(page) for link in ("](javascript", "](<javascript"))


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_of_an_inventory_is_put_into_html(view: str):
    page = opened(view, city="upload", upload=UPLOAD, unfold=FOLDS)
    for element in page.markdown:
        assert not element.allow_html
    # Names stand in the pictures that are HTML, where the signs of markdown are letters like others.
    words = [word for word in TRIES if re.search(r"[<>&\"']", word)]
    assert words
    for element in page.get("html"):
        assert not any(word in element.proto.body for word in words)


@pytest.mark.parametrize("view", VIEWS)
def test_a_hostile_address_is_shown_as_text(view: str):
    page = assert_runs(opened(view, city=NAMES[2], issue=NAMES[3], organization=NAMES[5], date=NAMES[6]))
    for text in marked_up(page):
        assert not any(" ".join(word.split()) in text for word in TRIES)
    assert NAMES[2] in said(page)


def assert_no_picture(page: AppTest) -> None:
    signs = {"Html.body": "<img"}  # of life; elsewhere it is that of markdown
    sent = ((place, text.replace(LINES_OF_THE_MAP, "")) for place, text in texts_sent(page))
    alive = [(place, text) for place, text in sent if signs.get(place, "![picture](http") in text]
    assert alive == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_column_of_words_becomes_a_picture(view: str):
    assert_no_picture(assert_runs(opened(view, city="upload", upload=PICTURES, unfold=FOLDS)))


@pytest.mark.parametrize("organization", ["organization-0", "organization-1", "organization-of-pictures"])
def test_no_column_of_words_becomes_a_picture_on_a_card(organization: str):
    page = assert_runs(opened("network", city="upload", upload=PICTURES, organization=organization))
    assert_no_picture(page)
    if organization == "organization-0":  # the one that the claims and notes are about
        for column in ("column", "value", "certainty"):
            assert picture_of("claims", column) in said(page)
        assert picture_of("notes", "text") in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_no_word_that_is_filtered_by_becomes_a_picture(view: str):
    words = PICTURES.value_words
    chosen = {
        "community": words["community"][picture_of("organizations", "serves")],
        "type": words["type"][picture_of("organizations", "type")],
    }
    assert_no_picture(assert_runs(opened(view, city="upload", upload=PICTURES, unfold=FOLDS, **chosen)))


@pytest.mark.parametrize("part", PARTS)
def test_no_column_of_words_becomes_a_picture_while_it_is_worked_on(part: str):
    own = as_own(make_draft(inventory_of_pictures()))
    assert_no_picture(assert_runs(opened("inventory", city="upload", upload=own, unfold=FOLDS, part=part)))


def test_pictures_stand_in_every_table():
    tables = {table for table, _ in hostile_columns()}
    assert tables == set(inventory_of_pictures().tables)
