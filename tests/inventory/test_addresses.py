"""E-mail addresses and phone numbers in texts give way to masks, once and for all; nothing else changes."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.inventory.addresses import mask_addresses
from tests.people_texts import EMAILS, PHONES

EMAIL, PHONE = "[e-mail left out]", "[phone left out]"


@given(st.text(st.sampled_from(list("0123456789-. /()+,:x@aT")), max_size=24))
@example("617-555-0123 617-555-0124")
@example("ann@x.org,bo@x.org")
def test_leaving_out_is_done_once_and_for_all(text: str) -> None:
    once = mask_addresses(text)
    assert mask_addresses(once) == once
    assert mask_addresses(text, phones=False).count(EMAIL) == once.count(EMAIL)


@given(st.sampled_from([*PHONES, *EMAILS]), st.text(st.sampled_from(list("abc ,.;:()\n")), max_size=9))
def test_nothing_else_of_a_text_changes(address: str, text: str) -> None:
    before = f"{text} {address} {text}"
    assert mask_addresses(before) in (f"{text} {EMAIL} {text}", f"{text} {PHONE} {text}")


@settings(max_examples=60)
@given(st.integers(0, 10**14), st.sampled_from(["{}", "No. {}", "{} people", "https://x.org/{}", "{}.5", "-{}"]))
def test_figures_without_marks_between_them_stay(number: int, around: str) -> None:
    text = around.format(number)
    assert mask_addresses(text) == text
