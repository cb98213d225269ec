"""Read a file in a process of its own, with limits on memory and time, so that it can do no harm.

Most harmful files are refused before they are read, by their list of files, or while they are read, by counting. The
process guards against all others. It sends JSON, never objects, and how much it may send is limited too.

``worker.py`` runs in a fresh Python that imports little: it starts in 0.2 s and takes 30 MB. A process of
``multiprocessing`` that imports the rooms, with pandas, takes 0.7 s and 117 MB (measured on a core of 2026). Each reads
one file, and the next is started when it is done, so that the next file need not wait.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

import orjson

from components.files import worker
from components.files.archives import is_spreadsheet
from components.files.file_kinds import is_graph, is_json
from components.files.sheets import MEGABYTE, File, Limits, Sheet, Sheets
from components.files.text_file import share_texts
from components.inventory.problems import Problem, problem
from components.inventory.progress import Stop, StoppedError, ignore, never_stop

# What any process may take. Every megabyte that a file unpacks to adds to this, so that a small file made to do harm
# gets little.
_SECONDS = 4
_SECONDS_A_MEGABYTE = 1  # reading takes about 0.2
_MEGABYTES = 200
_MOST_MEGABYTES = 1_000
_AT_ONCE = 2
# Each process takes a core and up to a gigabyte of a machine that all visitors share, so files take turns.
_TURNS = threading.BoundedSemaphore(_AT_ONCE)
_START = threading.Lock()
_READY: Queue[subprocess.Popen[bytes]] = Queue()  # the workers that wait for a file, in all at most one
_PATIENCE = 3  # how many times its seconds of computing a process may take by the clock, on a busy machine
_LONGEST_LINE = 60_000_000  # bytes: more than the texts of a source may have
_LINES_WAITING = 4
_SECONDS_BETWEEN_LOOKS = 0.1
# What a process needs of the environment. It gets nothing else, as there may be keys among the rest.
_ENVIRONMENT = ("PATH", "SYSTEMROOT")


class FileKind(NamedTuple):
    """A kind of file: its reader, what people call it, how many megabytes reading one megabyte of it may take, and up
    to how many bytes it is read without a process, which would take more time and memory whatever the file holds."""

    reader: str
    called: str
    megabytes: int
    small: int


# Workbooks take about 2 MB for each megabyte; JSON and networks with short cells take up to 13, and 100 at the start.
# Text of short cells takes up to 15; with a quote mark that is never closed it would take 40.
WORKBOOK = FileKind("spreadsheet.read_spreadsheet", "a workbook", 5, 0)
_JSON = FileKind("json_tables.read_json_tables", "a JSON file", 12, 20_000)
_NETWORK = FileKind("graphs.read_graph", "a network", 12, 20_000)
TEXT = FileKind("text_file.read_text", "a text file", 15, 300_000)


def find_kind(content: bytes) -> FileKind:
    """Find out from its bytes what kind of file this is."""
    if is_spreadsheet(content):
        return WORKBOOK
    if is_graph(content):
        return _NETWORK
    return _JSON if is_json(content) else TEXT


class _BrokenError(Exception):
    """The answer ended too soon, or is not one that ``worker.py`` writes."""


def read_in_process(
    file: File,
    limits: Limits,
    *,
    encoding: str | None = None,
    stop: Stop = never_stop,
    waits: Callable[[], None] = ignore,
) -> Sheets:
    """Read a workbook (xlsx or ods), JSON, a network or a text file in a process of its own, and give its sheets.

    ``encoding`` (Python's name) is the one that a person chose for a text file; None to find it out from the bytes.
    The process has ended when this returns. At most two files are read at once, for all visitors together; ``waits`` is
    called where this one must wait for its turn. ``stop`` is asked ten times a second whether to give up. Both are
    called in the caller's thread, and what they raise ends the reading. Raises ``StoppedError`` where ``stop`` says so.
    A file that needs too much time or memory, or breaks its process, gives no sheet and a problem.
    """
    if not _TURNS.acquire(blocking=False):
        waits()
        while not _TURNS.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            if stop():
                raise StoppedError
    try:
        return _read_in_process(file, limits, encoding, stop)
    finally:
        _TURNS.release()
        _keep_worker_ready()


def _read_in_process(file: File, limits: Limits, encoding: str | None, stop: Stop) -> Sheets:
    kind = find_kind(file.content)
    size = _measure_unpacked_megabytes(file.content)
    seconds = _SECONDS + _SECONDS_A_MEGABYTE * size
    job = {
        "reader": kind.reader,
        "called": kind.called,
        "path": str(file.path),
        "zip_name": file.zip_name,
        "limits": limits,
        "encoding": encoding,
        "seconds": seconds,
        "megabytes": min(_MOST_MEGABYTES, _MEGABYTES + kind.megabytes * size),
    }
    sent = (orjson.dumps(job) + b"\n", file.content)
    try:
        process = _take_worker()
    except OSError:
        return [], [problem("not read", file=file.name)]
    with process:
        try:
            with contextlib.closing(_receive_lines(process, sent, stop, _PATIENCE * seconds)) as lines:
                return _collect_sheets(lines, limits)
        except (TimeoutError, MemoryError, _BrokenError) as error:  # the answer may be too large for this process
            limited = (worker.OUT_OF_MEMORY, -getattr(signal, "SIGXCPU", worker.OUT_OF_MEMORY))  # not on Windows
            if isinstance(error, (TimeoutError, MemoryError)) or process.returncode in limited:
                return [], [problem("too large", case="effort", file=file.name, called=kind.called)]
            return [], [problem("file damaged", case=kind.called, file=file.name)]


def _measure_unpacked_megabytes(content: bytes) -> int:
    """Measure a file's unpacked size by its list of files, and give it: never more than that is unpacked."""
    if not content.startswith(b"PK"):
        return len(content) // MEGABYTE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist()) // MEGABYTE


def _keep_worker_ready() -> None:
    """Start the worker of the next file, unless one waits already. It ends with this process."""
    with _START, contextlib.suppress(OSError):
        if _READY.empty():
            _READY.put(_start_worker())


def _take_worker() -> subprocess.Popen[bytes]:
    """Take the worker that waits for a file, or start one. Raises ``OSError``."""
    with contextlib.suppress(Empty):
        process = _READY.get_nowait()
        if process.poll() is None:  # the system may have ended it
            return process
    return _start_worker()


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", worker.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(worker.__file__).parent,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
    )


def _receive_lines(
    process: subprocess.Popen[bytes], sent: Sequence[bytes], stop: Stop, patience: float
) -> Generator[bytes, None, None]:
    """Give the lines that the process writes. It has ended after the last.

    Raises ``StoppedError`` and ``TimeoutError``.
    """
    lines: Queue[bytes | None] = Queue(_LINES_WAITING)
    exchange = threading.Thread(target=_exchange, args=(process, sent, lines), daemon=True)
    exchange.start()
    until = time.monotonic() + patience
    line: bytes | None = b""
    try:
        while line is not None:
            if stop():
                raise StoppedError
            if time.monotonic() > until:
                raise TimeoutError
            with contextlib.suppress(Empty):
                line = lines.get(timeout=_SECONDS_BETWEEN_LOOKS)
                yield from [line] if line else []
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
    finally:
        process.kill()
        while line is not None:  # the other thread may wait for a place in the queue
            line = lines.get()
        exchange.join()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], sent: Sequence[bytes], lines: Queue[bytes | None]) -> None:
    """Send the process its work, and pass on its answer line by line, with None at the end."""
    incoming, outgoing = process.stdin, process.stdout
    assert incoming and outgoing
    with contextlib.suppress(OSError), incoming:  # the process may end before it has read everything
        incoming.writelines(sent)
    for line in iter(lambda: outgoing.readline(_LONGEST_LINE), b""):
        lines.put(line)
    lines.put(None)


def _collect_sheets(lines: Iterator[bytes], limits: Limits) -> Sheets:
    """Collect the sheets from the lines of the answer, and give them. Raises ``_BrokenError``."""
    left = 2 * limits.unpacked_megabytes * MEGABYTE  # more than any true answer has
    sheets: list[Sheet] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    known: dict[str, str] = {}
    for line in lines:
        left -= len(line)
        try:
            message = orjson.loads(line if left >= 0 else b"")
            if "problems" in message:
                return sheets, [Problem(**each) for each in message["problems"]]
            rows += share_texts(message.get("rows", []), known)
            numbers += message.get("numbers", ())
            if about := message.get("sheet"):
                about["problems"] = [Problem(**each) for each in about["problems"]]
                about["merged"] = tuple(map(tuple, about["merged"]))
                sheets.append(Sheet(rows=rows, numbers=numbers, **about))
                rows, numbers = [], []
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise _BrokenError from error
    raise _BrokenError
