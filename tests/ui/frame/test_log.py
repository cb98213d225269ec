"""The server's log says the same thing once a minute, and another thing at once."""

import logging

import pytest

from components.ui.frame import log
from components.ui.frame.log import OnceAMinute


def line(message: str, fault: Exception | None = None, *args: object) -> logging.LogRecord:
    info = (type(fault), fault, None) if fault else None
    return logging.LogRecord("asyncio", logging.ERROR, __file__, 1, message, args, info)


def test_the_same_line_is_written_once_a_minute(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(log, "monotonic", lambda: now)
    once = OnceAMinute()
    same = line("No file is left\nsocket 3", OSError(24, "Too many open files"))
    assert [once.filter(same) for _ in range(3)] == [True, False, False]
    now += 59
    assert not once.filter(same)
    now += 2
    assert once.filter(same)


def test_another_fault_is_written_at_once():
    once = OnceAMinute()
    lines = [line("A page failed.", ValueError("one")), line("A page failed.", ValueError("other")), line("Stopped.")]
    assert all(once.filter(each) for each in lines)


def test_lines_that_differ_in_what_a_visitor_sent_are_one():
    once = OnceAMinute()
    assert [once.filter(line("%s refused", None, sent)) for sent in ("a", "b")] == [True, False]


def test_lines_of_all_kinds_fill_no_memory():
    once = OnceAMinute()
    for number in range(5_000):
        assert once.filter(line(f"Line {number}"))
    assert len(once.written) <= 1_000
