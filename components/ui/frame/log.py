"""The server's log: the same line once a minute, so that a fault that comes again and again does not fill the disk."""

from __future__ import annotations

import logging
from time import monotonic

_LOGGERS = ("asyncio", "atlas", "uvicorn.error")
_QUIET = 60.0  # seconds for which the same line is not written again
_MOST_LINES = 1_000  # lines that are remembered


def keep_log_short() -> None:
    """Have the server's loggers write the same line once a minute at most."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(OnceAMinute())


class OnceAMinute(logging.Filter):
    """Lets a line into the log that was not there in the last minute.

    A server that has no file left to open would write the same few thousands of times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        now = monotonic()
        fault = repr(record.exc_info[1]) if record.exc_info else ""
        line = (str(record.msg).partition("\n")[0], fault)
        if now - self.written.get(line, -_QUIET) < _QUIET:
            return False
        if len(self.written) >= _MOST_LINES:
            self.written.clear()
        self.written[line] = now
        return True
