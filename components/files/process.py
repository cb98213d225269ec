"""Reads a file where it can harm nobody: in a process of its own, with limits on its memory and its time.

What catches what: the list of files in the package (``package.py``) tells of most bombs before anything is unpacked;
what is counted while reading (``workbook.py``, ``json_tables.py``, ``graphs.py``) of most others, and names what is too
large. The process is for all that neither knows. It sends JSON, never objects, and what it sends is limited too.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from components.files import worker
from components.files.dialect import Sheet, Sheets
from components.files.file_kinds import is_graph, is_json
from components.files.package import File, Limits, is_workbook
from components.inventory.problems import Problem, file_problem
from components.inventory.progress import Stop, StoppedError, never_stop

# What a process may take; how much more for each megabyte that its file unpacks to, the kind of file says, so that a
# small bomb gets little.
_SECONDS = 4
_MEGABYTES = 200
_MOST_MEGABYTES = 1_000
_AT_ONCE = 2
# Each takes a core and up to a gigabyte of the one machine that all visitors share, so they take turns.
_PLACES = threading.BoundedSemaphore(_AT_ONCE)
_PATIENCE = 3  # by the clock, on a busy machine
_LONGEST_LINE = 16_000_000
_LINES_WAITING = 8
_LOOK = 0.1  # seconds
_MB = 1_000_000
# What a process needs of the surroundings; what else stands there, keys perhaps, is none of its business.
_SURROUNDINGS = ("PATH", "SYSTEMROOT")


@dataclass(frozen=True)
class _Kind:
    """A kind of file: what reads it, and what that may take for each megabyte that it unpacks to."""

    reader: str
    called: str
    seconds: int
    megabytes: int
    smaller: str
    """What to do with one that is too large."""
    again: str
    """What to do with one that is damaged."""


_EXPORT = "Export it again, or save its tables as CSV."
# Tables of a workbook take about 0.2 s of one core and 2 MB a megabyte.
_WORKBOOK = _Kind(
    "workbook.read_workbook",
    "a workbook",
    1,
    5,
    "Copy its tables into a new workbook, or save them as CSV, and send that.",
    "Open it in a spreadsheet program and save it again as xlsx.",
)
_OPENDOCUMENT = replace(_WORKBOOK, reader="opendocument.read_opendocument")
# JSON and networks take up to 0.2 s a megabyte, and up to 13 MB beside 100, where their cells are short.
_JSON = _Kind(
    "json_tables.read_json_tables", "a JSON file", 1, 12, "Split it into several files, or save them as CSV.", _EXPORT
)
_NETWORK = _Kind(
    "graphs.read_graph", "a network", 1, 12, "Export a part of the network, or its tables as CSV.", _EXPORT
)


class _TooLongError(Exception):
    """Reading takes more time than a file of this size may."""


class _BrokenError(Exception):
    """The answer ended too soon, or is not one that ``worker.py`` writes."""


def _untold(rows: int) -> None:
    """Tells nobody of the rows so far."""


def _at_once() -> None:
    """Tells nobody that others come first."""


def read_in_process(
    file: File,
    limits: Limits,
    *,
    stop: Stop = never_stop,
    progress: Callable[[int], None] = _untold,
    waits: Callable[[], None] = _at_once,
) -> Sheets:
    """The sheets of a workbook (xlsx or ods), JSON or a network, read in a process of its own that is over on return.

    At most two are read at once, whoever asks for them; ``waits`` is told where one has to wait for its turn. ``stop``
    is asked ten times a second whether to give up, and ``progress`` told the rows so far; all in the caller's thread,
    and what they raise ends the reading too. Raises ``StoppedError`` where ``stop`` says so. What needs too much time
    or memory, or breaks its process, gives no sheet, and a problem.
    """
    with _in_turn(stop, waits):
        return _read_in_process(file, limits, stop, progress)


@contextlib.contextmanager
def _in_turn(stop: Stop, waits: Callable[[], None]) -> Iterator[None]:
    """A place among those that are read at once. Raises ``StoppedError``."""
    if not _PLACES.acquire(blocking=False):
        waits()
        while not _PLACES.acquire(timeout=_LOOK):
            if stop():
                raise StoppedError
    try:
        yield
    finally:
        _PLACES.release()


def _read_in_process(file: File, limits: Limits, stop: Stop, progress: Callable[[int], None]) -> Sheets:
    kind, size = _kind(file.content), _unpacked(file.content)
    seconds = _SECONDS + kind.seconds * size
    job = _job(file, kind, limits, seconds, min(_MOST_MEGABYTES, _MEGABYTES + kind.megabytes * size))
    try:
        process = _started()
    except OSError:
        return [], [_not_now(file)]
    with process:
        try:
            with contextlib.closing(_answers(process, job, stop, _PATIENCE * seconds)) as lines:
                return _taken(lines, limits, progress)
        except _TooLongError:
            return [], [_too_long(file, kind)]
        except MemoryError:  # of this process: what was taken of the answer is let go
            return [], [_broken(file, kind, worker.OUT_OF_MEMORY)]
        except _BrokenError:
            return [], [_broken(file, kind, process.returncode)]


def _kind(content: bytes) -> _Kind:
    if is_graph(content):
        return _NETWORK
    if is_json(content):
        return _JSON
    return _WORKBOOK if is_workbook(content) else _OPENDOCUMENT


def _unpacked(content: bytes) -> int:
    """Megabytes; of a packed file as its directory says: no more are unpacked."""
    if not content.startswith(b"PK"):
        return len(content) // _MB
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist()) // _MB


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-B", "-X", "utf8", worker.__file__]
    surroundings = {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(worker.__file__).parent,
        env=surroundings,
    )


def _job(file: File, kind: _Kind, limits: Limits, seconds: int, megabytes: int) -> bytes:
    job = {
        "reader": kind.reader,
        "path": str(file.path),
        "package": file.package,
        "limits": dataclasses.asdict(limits),
        "seconds": seconds,
        "megabytes": megabytes,
    }
    return json.dumps(job).encode() + b"\n" + file.content


def _answers(process: subprocess.Popen[bytes], job: bytes, stop: Stop, patience: float) -> Generator[bytes, None, None]:
    """The lines that the process writes; it is over when they end. Raises ``StoppedError`` and ``_TooLongError``."""
    lines: Queue[bytes | None] = Queue(_LINES_WAITING)
    exchange = threading.Thread(target=_exchange, args=(process, job, lines), daemon=True)
    exchange.start()
    until = time.monotonic() + patience
    line: bytes | None = b""
    try:
        while line is not None:
            if stop():
                raise StoppedError
            if time.monotonic() > until:
                raise _TooLongError
            with contextlib.suppress(Empty):
                line = lines.get(timeout=_LOOK)
                yield from [line] if line else []
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
    finally:
        process.kill()
        while line is not None:
            line = lines.get()
        exchange.join()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], job: bytes, lines: Queue[bytes | None]) -> None:
    """Sends the process its work and passes its answer on line by line; None is the last."""
    incoming, outgoing = process.stdin, process.stdout
    assert incoming and outgoing
    with contextlib.suppress(OSError), incoming:  # it may be over before it has read everything
        incoming.write(job)
    for line in iter(lambda: outgoing.readline(_LONGEST_LINE), b""):
        lines.put(line)
    lines.put(None)


def _taken(lines: Iterator[bytes], limits: Limits, progress: Callable[[int], None]) -> Sheets:
    """What the lines say. Raises ``_BrokenError``."""
    answer = _Answer()
    left = 2 * limits.unpacked_megabytes * _MB  # no answer has more
    for line in lines:
        left -= len(line)
        before = answer.read
        try:
            answer.take(json.loads(line if left >= 0 else b""))
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise _BrokenError from error
        if answer.read > before:
            progress(answer.read)
    if answer.problems is None:
        raise _BrokenError
    return answer.sheets, answer.problems


class _Answer:
    """What a process has told so far."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.problems: list[Problem] | None = None
        self.read = 0
        self._texts: list[str] = []
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []

    def take(self, message: dict[str, Any]) -> None:
        """One line of it."""
        self.read += message.get("read", 0)
        self._texts += message.get("texts", ())
        self._rows += [[self._texts[place] for place in row] for row in message.get("rows", ())]
        self._numbers += message.get("numbers", ())
        if "sheet" in message:
            self.sheets.append(self._sheet(**message["sheet"]))
        if "problems" in message:
            self.problems = _problems(message["problems"])

    def _sheet(
        self, name: str, file: str, title: str | None, problems: list[dict[str, Any]], merged: list[list[int]]
    ) -> Sheet:
        rows, numbers = self._rows, self._numbers
        self._rows, self._numbers = [], []
        blocks = tuple((top, left, bottom, right) for top, left, bottom, right in merged)
        return Sheet(name, file, rows, numbers, _problems(problems), title, merged=blocks)


def _problems(found: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(**problem) for problem in found]


def _not_now(file: File) -> Problem:
    message = f"{file.name} could not be read just now, as this machine has no room for it."
    return file_problem(file.name, "not read", message, "Try again in a few minutes.")


def _broken(file: File, kind: _Kind, status: int) -> Problem:
    """Why a process ended before its answer did: it took too much, or the file broke it."""
    if status == -getattr(signal, "SIGXCPU", 0) != 0:
        return _too_long(file, kind)
    if status == worker.OUT_OF_MEMORY:
        message = f"{file.name} takes more memory to read than {kind.called} may, so it was not read."
        return file_problem(file.name, "too large", message, kind.smaller)
    message = f"{file.name} is damaged or is not {kind.called} that can be read."
    return file_problem(file.name, "file damaged", message, kind.again)


def _too_long(file: File, kind: _Kind) -> Problem:
    message = f"{file.name} takes far longer to read than {kind.called} of its size does, so it was not read."
    return file_problem(file.name, "too large", message, kind.smaller)
