"""Which version runs: the project's own number, and the commit where whoever made the server says it."""

import tomllib
from pathlib import Path

import pytest

from components.ui.frame.version import version, version_and_commit

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_version_is_the_projects(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_COMMIT", raising=False)
    assert version() == version_and_commit() == PROJECT["version"]


def test_the_commit_is_beside_it_where_it_is_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_COMMIT", "0123456789abcdef0123456789abcdef01234567\n")
    assert version_and_commit() == f"{PROJECT['version']} (0123456789ab)"
