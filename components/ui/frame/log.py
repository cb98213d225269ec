"""The server's log: a line of JSON for whatever happens, with nobody's data in it.

It is written to standard error. What Streamlit, uvicorn and other libraries say is in it from warnings on, as they
phrase it before they fill in whom or what it is about: an address, a visit's name, a cell.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType

from streamlit import logger as streamlit_logger

from components.ui.frame import words

LOG = logging.getLogger("atlas")
_QUIET = 60.0  # seconds for which the same fault is not written again
_MOST_LINES = 1_000  # lines that are remembered
_MOST_FRAMES = 50  # of a traceback: its last
# Warns that no page is there, whenever something is read before or beside the first visit: at each start.
_OF_NO_PAGE = "streamlit.runtime.scriptrunner_utils.script_run_context"
# Errors whose message is about the code, or about the machine. That of others may quote what somebody brought.
_ABOUT_CODE = (AttributeError, ImportError, NameError)


def prepare_log() -> None:
    """Have all that the server and its libraries say written to standard error, a line of JSON each."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLine())
    lines.addFilter(_is_ours_or_serious)
    lines.addFilter(OnceAMinute())
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    LOG.setLevel(logging.INFO)
    streamlit_logger.setup_formatter = _pass_on
    streamlit_logger.get_logger(_OF_NO_PAGE).setLevel(logging.ERROR)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            _pass_on(logger)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda of: _log_uncaught(of.exc_type, of.exc_value, of.exc_traceback)


def _pass_on(logger: logging.Logger) -> None:
    """Have a library's logger write nothing itself, and leave it to the one log of all."""
    logger.handlers.clear()
    logger.propagate = True


def _log_uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if error and not issubclass(kind, KeyboardInterrupt | SystemExit):
        LOG.error(words.LOG_PART_FAILED, exc_info=error)


def _is_ours_or_serious(record: logging.LogRecord) -> bool:
    return _is_ours(record) or record.levelno >= logging.WARNING


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] == LOG.name


class JsonLine(logging.Formatter):
    """Writes what happened as one line of JSON: when (UTC), how serious, what, and what else is known of it.

    ``extra={"facts": {…}}`` of a log call gives further fields.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when.replace("+00:00", "Z"), "level": record.levelname.lower(), "what": _what(record)}
        if not _is_ours(record):
            line["from"] = record.name
        line |= getattr(record, "facts", {})
        if record.exc_info and (error := record.exc_info[1]):
            line["traceback"] = "\n".join(write_traceback(error))
        return json.dumps(line, ensure_ascii=False)


def _what(record: logging.LogRecord) -> str:
    """Say what happened. Of others' words only the first line, and none that were filled in."""
    if _is_ours(record):
        return record.getMessage()
    if record.name == "py.warnings":  # all of which is filled in: the place, the kind, and then the words
        return ": ".join(record.getMessage().split(": ")[:2])
    return str(record.msg).partition("\n")[0]


def write_traceback(error: BaseException) -> Iterator[str]:
    """Write where an error came from, the first cause first, and give its lines.

    An error's own message is left out, unless it is about the code or the machine: it may quote what somebody brought.
    """
    for each in reversed(list(_causes(error))):
        frames = traceback.format_tb(each.__traceback__, limit=-_MOST_FRAMES)
        yield from "".join(frames).splitlines()
        yield _name_error(each)
        for part in getattr(each, "exceptions", ()):
            yield from write_traceback(part)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Follow an error to the one that it came from, and so on, and give each."""
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen:
        yield following
        seen.append(following)
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _name_error(error: BaseException) -> str:
    name = type(error).__qualname__
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return f"{name}: {error}" if isinstance(error, _ABOUT_CODE) else name


class OnceAMinute(logging.Filter):
    """Lets a fault into the log that was not there in the last minute, so that it does not fill the disk.

    A server that has no file left to open would write the same few thousands of times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        if record.levelno < logging.WARNING:
            return True
        now = monotonic()
        fault = repr(record.exc_info[1]) if record.exc_info else ""
        line = (str(record.msg).partition("\n")[0], fault)
        if now - self.written.get(line, -_QUIET) < _QUIET:
            return False
        if len(self.written) >= _MOST_LINES:
            self.written.clear()
        self.written[line] = now
        return True
