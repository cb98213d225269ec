"""Which version of the Atlas runs."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

_PROJECT = Path(__file__).parents[3] / "pyproject.toml"
_SHOWN = 12  # characters of a commit


@cache
def version() -> str:
    """Read the version of this Atlas, and give it."""
    return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])


def commit() -> str:
    """Read from ``ATLAS_COMMIT`` which commit this Atlas was made from, and give it; empty where nothing is said."""
    return os.environ.get("ATLAS_COMMIT", "").strip()[:_SHOWN]


def version_and_commit() -> str:
    """Write both as one phrase, and give it: ``0.1.0 (4f2a9c1)``."""
    return f"{version()} ({commit()})" if commit() else version()
