"""Processes that work with a store at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(module: str, *words: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start a module of this project as a process; what it says is read from it."""
    command = [*before, sys.executable, "-m", module, *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str], seconds: float = 120) -> list[str]:
    """Wait for a process that ends well, and give the lines that it said."""
    said, faults = process.communicate(timeout=seconds)
    assert process.returncode == 0, faults
    return said.splitlines()
