"""The server's log: lines of JSON with nobody's data, the same fault once a minute, and another at once."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from components.ui.frame import log
from components.ui.frame.log import JsonLine, OnceAMinute, write_traceback

BROUGHT = "Jane Doe, 555-0100"


def line(message: str, fault: Exception | None = None, *args: object, name: str = "asyncio") -> logging.LogRecord:
    info = (type(fault), fault, None) if fault else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, info)


def written(record: logging.LogRecord) -> dict[str, str]:
    text = JsonLine().format(record)
    assert "\n" not in text
    fields: dict[str, str] = json.loads(text)
    return fields


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as caught:
        return caught


def test_a_line_says_when_how_serious_and_what():
    record = line("%s was read.", None, "Testville", name="atlas")
    record.created = 1_767_268_800.25  # 1 January 2026, 12:00:00.25 in UTC
    assert written(record) == {"time": "2026-01-01T12:00:00.250Z", "level": "error", "what": "Testville was read."}


def test_a_line_has_the_facts_that_were_given():
    record = line("request", name="atlas")
    record.facts = {"status": 404}
    assert written(record)["status"] == 404


def test_what_a_library_fills_in_is_left_out():
    said = written(line("Session with id %s is already connected\nsocket: 10.0.0.7", None, "f2b7"))
    assert (said["what"], said["from"]) == ("Session with id %s is already connected", "asyncio")


def test_a_failure_is_one_line_with_its_traceback_and_without_what_was_brought():
    error = raised(RuntimeError(BROUGHT), raised(KeyError(BROUGHT)))
    record = logging.LogRecord("atlas", logging.ERROR, __file__, 1, "A page failed.", (), (type(error), error, None))
    said = written(record)
    traceback = said["traceback"].splitlines()
    assert [each for each in traceback if not each.startswith(" ")] == ["KeyError", "RuntimeError"]
    assert any("raise error from cause" in each for each in traceback)
    assert BROUGHT not in json.dumps(said)


@pytest.mark.parametrize(
    ("error", "last"),
    [
        (ValueError(BROUGHT), "ValueError"),
        (OSError(28, "No space left on device", f"/{BROUGHT}"), "OSError: No space left on device"),
        (AttributeError("'NoneType' object has no attribute 'id'"), None),
        (ModuleNotFoundError("No module named 'x'"), "ModuleNotFoundError: No module named 'x'"),
    ],
)
def test_an_errors_message_is_there_only_where_it_is_about_the_code_or_the_machine(error: Exception, last: str | None):
    assert list(write_traceback(error))[-1] == (last or f"AttributeError: {error}")


def test_each_error_of_a_group_is_there():
    group = ExceptionGroup(BROUGHT, [raised(ValueError(BROUGHT)), raised(TypeError(BROUGHT))])
    lines = [each for each in write_traceback(group) if not each.startswith(" ")]
    assert lines == ["ExceptionGroup", "ValueError", "TypeError"]


def test_an_error_that_is_its_own_cause_comes_to_an_end():
    one, other = ValueError(), TypeError()
    one.__context__, other.__context__ = other, one
    assert list(write_traceback(one)) == ["TypeError", "ValueError"]


def test_a_deep_recursion_stays_short():
    def deeper(levels: int) -> int:
        return 1 // levels if not levels else deeper(levels - 1)

    with pytest.raises(ZeroDivisionError) as caught:
        deeper(400)
    assert len(list(write_traceback(caught.value))) < 200


@pytest.fixture
def own_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the log writes once it is prepared; afterwards all loggers are as they were."""
    loggers = [logging.root, *(each for each in logging.root.manager.loggerDict.values() if hasattr(each, "handlers"))]
    before = [(each, list(each.handlers), each.propagate, each.level) for each in loggers]
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    for name in ("sys.excepthook", "threading.excepthook", "streamlit.logger.setup_formatter"):
        module, _, attribute = name.rpartition(".")
        monkeypatch.setattr(name, getattr(__import__(module, fromlist=["_"]), attribute))
    log.prepare_log()
    yield stream
    logging.captureWarnings(False)
    for each, handlers, propagate, level in before:
        each.handlers[:], each.propagate = handlers, propagate
        each.setLevel(level)


def test_all_loggers_write_the_same_way_those_of_streamlit_too(own_log: io.StringIO):
    import streamlit.logger

    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=ValueError(BROUGHT))
    streamlit.logger.get_logger("streamlit.made.later").warning("%s is gone", BROUGHT)
    logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "10.0.0.7", "/_stcore/stream")
    logging.getLogger("atlas.store").info("Opened.")
    lines = [json.loads(each) for each in own_log.getvalue().splitlines()]
    assert [each["what"] for each in lines] == ["Exception in ASGI application", "%s is gone", "Opened."]
    assert lines[0]["traceback"] == "ValueError"


def test_a_warning_of_python_says_where_and_of_what_kind(own_log: io.StringIO):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(BROUGHT, UserWarning, stacklevel=1)
    (said,) = [json.loads(each) for each in own_log.getvalue().splitlines()]
    assert said["what"].endswith(": UserWarning") and __file__ in said["what"]
    assert BROUGHT not in own_log.getvalue()


def test_an_error_that_nobody_caught_is_one_line(own_log: io.StringIO):
    import threading

    def fail() -> None:
        raise ValueError(BROUGHT)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (said,) = [json.loads(each) for each in own_log.getvalue().splitlines()]
    assert said["what"] == "A part of the server failed." and said["traceback"].endswith("ValueError")


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


def test_what_is_no_fault_is_always_written():
    record = logging.LogRecord("atlas", logging.INFO, __file__, 1, "request", (), None)
    once = OnceAMinute()
    assert once.filter(record) and once.filter(record)


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
