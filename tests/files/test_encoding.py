"""Which encoding a text file is in: told by its mark, by its bytes, or by which reading has words."""

from __future__ import annotations

import pytest

from components.files.encoding import decode, find_encoding, list_other_readings, replace_half_letters

WORDS = "name,city\nCafé Niño,São Paulo\nMünchen Straße,Besançon\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_comes_back_as_it_was_written_in_each_encoding(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)).text == WORDS


def test_an_encoding_that_a_person_chose_goes_before_the_one_that_the_bytes_tell() -> None:
    content = "Čapek,Ľubica\n".encode("cp1250")
    assert decode(content, "cp1250").text == "Čapek,Ľubica\n"
    with pytest.raises(LookupError):
        decode(content, "no such encoding")


def test_a_few_bytes_that_are_not_utf8_are_read_as_windows_letters() -> None:
    content = WORDS.encode() + "Peña".encode("cp1252")
    found = decode(content)
    assert (found.encoding, found.is_broken) == ("utf-8", True)
    assert replace_half_letters(found.text).endswith("Peña")


def test_letters_that_are_words_in_another_encoding_too_are_shown_both_ways() -> None:
    readings = list_other_readings("Niño,Peña\n".encode("cp1252"))
    assert ("cp1250", "Windows-1250") in [(encoding, label) for encoding, label, _ in readings]
    pairs = {pair for _, _, sample in readings for pair in sample}
    assert ("Niño", "Nińo") in pairs
    assert list_other_readings(WORDS.encode()) == [] and list_other_readings(b"plain\n") == []


def test_russian_words_are_told_from_windows_letters() -> None:
    assert find_encoding("Библиотека,город\nШкола,центр\n".encode("cp1251")) == "cp1251"
