"""Read a file in a process of its own, with limits on memory and time, so that it can do no harm.

Most harmful files are refused before or while they are read: by the list of files in a package (``archives.py``), or
by counting while reading (``spreadsheet.py``, ``json_tables.py``, ``graphs.py``), which can say what is too large. The
process guards against all others. It sends JSON, never objects, and how much it may send is limited too.

``worker.py`` runs in a fresh Python that imports little: it starts in 0.2 s and takes 30 MB. A process of
``multiprocessing`` that imports the rooms, with pandas, takes 0.7 s and 117 MB (measured on a core of 2026).
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
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from components.files import worker
from components.files.archives import is_spreadsheet
from components.files.file import MEGABYTE, File, Limits
from components.files.file_kinds import is_graph
from components.files.sheets import Sheet, Sheets
from components.inventory.problems import Problem, problem
from components.inventory.progress import Stop, StoppedError, ignore, never_stop

# What any process may take. Each kind of file adds to this for every megabyte that it unpacks to, so that a small file
# that is made to do harm gets little.
_SECONDS = 4
_MEGABYTES = 200
_MOST_MEGABYTES = 1_000
_AT_ONCE = 2
# Each process takes a core and up to a gigabyte of the machine that all visitors share, so they take turns.
_PLACES = threading.BoundedSemaphore(_AT_ONCE)
_PATIENCE = 3  # how many times longer it may take by the clock than in seconds of computing, on a busy machine
_LONGEST_LINE = 16_000_000  # bytes
_LINES_WAITING = 8
_SECONDS_BETWEEN_LOOKS = 0.1
# What a process needs of the environment. It gets nothing else, as there may be keys among the rest.
_ENVIRONMENT = ("PATH", "SYSTEMROOT")


@dataclass(frozen=True)
class _Kind:
    """A kind of file: its reader, and what the reader may take for each megabyte that the file unpacks to."""

    reader: str
    called: str
    seconds: int
    megabytes: int
    damaged: str
    """The case of ``file damaged`` in ``data/problems.csv``."""


# Tables of a workbook take about 0.2 s of one core and 2 MB a megabyte.
_WORKBOOK = _Kind("spreadsheet.read_spreadsheet", "a workbook", 1, 5, "workbook")
# JSON and networks take up to 0.2 s a megabyte, and up to 13 MB beside 100, where their cells are short.
_JSON = _Kind("json_tables.read_json_tables", "a JSON file", 1, 12, "JSON in a process")
_NETWORK = _Kind("graphs.read_graph", "a network", 1, 12, "network in a process")


class _TooLongError(Exception):
    """Reading takes more time than a file of this size may."""


class _BrokenError(Exception):
    """The answer ended too soon, or is not one that ``worker.py`` writes."""


def read_in_process(
    file: File,
    limits: Limits,
    *,
    stop: Stop = never_stop,
    progress: Callable[[int], None] = ignore,
    waits: Callable[[], None] = ignore,
) -> Sheets:
    """Read a workbook (xlsx or ods), JSON or a network in a process that has ended on return, and give its sheets.

    At most two files are read at once, for all visitors together. ``waits`` is called where this one must wait for its
    turn. ``stop`` is asked ten times a second whether to give up, and ``progress`` is told the rows so far. All three
    are called in the caller's thread, and what they raise ends the reading. Raises ``StoppedError`` where ``stop`` says
    so. A file that needs too much time or memory, or breaks its process, gives no sheet and a problem.
    """
    with _in_turn(stop, waits):
        return _read_in_process(file, limits, stop, progress)


@contextlib.contextmanager
def _in_turn(stop: Stop, waits: Callable[[], None]) -> Iterator[None]:
    """Wait for one of the places for files that are read at once, and hold it. Raises ``StoppedError``."""
    if not _PLACES.acquire(blocking=False):
        waits()
        while not _PLACES.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            if stop():
                raise StoppedError
    try:
        yield
    finally:
        _PLACES.release()


def _read_in_process(file: File, limits: Limits, stop: Stop, progress: Callable[[int], None]) -> Sheets:
    kind, size = _kind(file.content), _unpacked_megabytes(file.content)
    seconds = _SECONDS + kind.seconds * size
    job = _job(file, kind, limits, seconds, min(_MOST_MEGABYTES, _MEGABYTES + kind.megabytes * size))
    try:
        process = _started()
    except OSError:
        return [], [problem("not read", file=file.name)]
    with process:
        try:
            with contextlib.closing(_answers(process, job, stop, _PATIENCE * seconds)) as lines:
                return _taken(lines, limits, progress)
        except _TooLongError:
            return [], [problem("too large", case="time", file=file.name, called=kind.called)]
        except MemoryError:  # in this process, while it takes the answer in
            return [], [_why_it_ended(file, kind, worker.OUT_OF_MEMORY)]
        except _BrokenError:
            return [], [_why_it_ended(file, kind, process.returncode)]


def _kind(content: bytes) -> _Kind:
    if is_spreadsheet(content):
        return _WORKBOOK
    return _NETWORK if is_graph(content) else _JSON


def _unpacked_megabytes(content: bytes) -> int:
    """Give the size of a file once unpacked, as its list of files has it: no more than that is unpacked."""
    if not content.startswith(b"PK"):
        return len(content) // MEGABYTE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist()) // MEGABYTE


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-B", "-X", "utf8", worker.__file__]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(worker.__file__).parent,
        env=environment,
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
    """Give the lines that the process writes; it has ended after the last. Raises ``StoppedError``,
    ``_TooLongError``."""
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
                line = lines.get(timeout=_SECONDS_BETWEEN_LOOKS)
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
    """Sends the process its work, and passes on its answer line by line, with None at the end."""
    incoming, outgoing = process.stdin, process.stdout
    assert incoming and outgoing
    with contextlib.suppress(OSError), incoming:  # the process may end before it has read everything
        incoming.write(job)
    for line in iter(lambda: outgoing.readline(_LONGEST_LINE), b""):
        lines.put(line)
    lines.put(None)


def _taken(lines: Iterator[bytes], limits: Limits, progress: Callable[[int], None]) -> Sheets:
    """Read the lines of the answer, and give the sheets. Raises ``_BrokenError``."""
    answer = _Answer()
    left = 2 * limits.unpacked_megabytes * MEGABYTE  # no answer has more
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
    """What a process has sent so far."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.problems: list[Problem] | None = None
        self.read = 0
        self._texts: list[str] = []
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []

    def take(self, message: dict[str, Any]) -> None:
        """Take in one line of the answer."""
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
    return [Problem(**each) for each in found]


def _why_it_ended(file: File, kind: _Kind, status: int) -> Problem:
    """Give the problem for a process that ended before its answer: it took too much, or the file broke it."""
    if status == -getattr(signal, "SIGXCPU", 0) != 0:
        return problem("too large", case="time", file=file.name, called=kind.called)
    if status == worker.OUT_OF_MEMORY:
        return problem("too large", case="memory", file=file.name, called=kind.called)
    return problem("file damaged", case=kind.damaged, file=file.name)
