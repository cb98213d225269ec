"""Read one file in a process of its own, with limits on what it may take; ``process.py`` starts it.

It reads a line of JSON (``reader``, ``called``, ``path``, ``zip_name``, ``limits``, ``encoding``, ``seconds``,
``megabytes``), and then the file's bytes. It writes lines of JSON: the ``rows`` and ``numbers`` of each
sheet, then everything else about the ``sheet``, and last of all ``problems``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import importlib
import json
import os
import re
import sys
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import orjson

OUT_OF_MEMORY = 3  # exit status
_ROWS_AT_ONCE = 100
_ABOUT_SHEET = ("name", "file", "title", "delimiter", "merged", "problems")
_HALF = re.compile("[\ud800-\udfff]")


def main() -> None:
    """Read the file that comes on standard input, and write its sheets to standard output."""
    _import_without_pandas()
    importlib.import_module("components.files.text_file")  # before a file comes, as this worker may be kept ready
    if not (line := sys.stdin.buffer.readline()):
        return  # who started it has ended
    job = json.loads(line)
    _set_limits(job["seconds"], job["megabytes"])
    gc.disable()  # everything read is kept, so there is no garbage to collect
    try:
        _read_and_send(job, sys.stdin.buffer.read())
    except (MemoryError, SystemError):  # Python 3.11 raises the second for some of the first
        os._exit(OUT_OF_MEMORY)


def _set_limits(seconds: int, megabytes: int) -> None:
    """Set limits at which the system ends the process, and forbid it to write files."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there ``process.py`` ends the process, by the clock
        return
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: megabytes * 1_000_000,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; a stricter limit may be there already
            # The second is the hard limit. Where that ends a process, its status does not say why.
            resource.setrlimit(which, (most, most + 1))


def _import_without_pandas() -> None:
    """Make sure that importing a reader imports no pandas, and so takes only a tenth of a second and 30 MB.

    The readers name pandas in annotations only, so that an empty module will do instead; openpyxl can do without numpy
    and PIL. The ``__init__.py`` of a room, which imports all of the room, is not run.
    """
    sys.modules["pandas"] = ModuleType("pandas")
    sys.modules |= {"numpy": None, "PIL": None}  # type: ignore[dict-item]
    components = Path(__file__).parents[1]
    for name in ("components", "components.inventory", "components.files"):
        room = sys.modules[name] = ModuleType(name)
        room.__path__ = [str(components.joinpath(*name.split(".")[1:]))]


def _read_and_send(job: dict[str, Any], content: bytes) -> None:
    from components.files.sheets import File, Limits, read_file

    file = File(PurePosixPath(job["path"]), content, job["zip_name"])
    sheets, problems = read_file(job["reader"], job["called"], file, Limits(**job["limits"]), job["encoding"])
    for sheet in sheets:
        for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
            until = start + _ROWS_AT_ONCE
            _send({"rows": sheet.rows[start:until], "numbers": list(sheet.numbers[start:until])})
        _send({"sheet": {name: getattr(sheet, name) for name in _ABOUT_SHEET}})
    _send({"problems": problems})


def _send(message: dict[str, Any]) -> None:
    try:
        line = orjson.dumps(message)
    except TypeError:  # a text holds half a character, which goes as another that is no text either
        line = _HALF.sub("\ufffe", json.dumps(message, ensure_ascii=False, default=dataclasses.asdict)).encode()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
