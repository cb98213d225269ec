"""The sentences of a view stand together in its ``words``, so that someone can read them through and edit them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.ui.frame.views import VIEWS

ROOT = Path(__file__).parents[2]
UI = ROOT / "components" / "ui"
HELPERS = sorted(path for path in UI.rglob("*.py") if path.name not in ("words.py", "shell.py", "__init__.py"))
MODULES = sorted(UI.rglob("words.py"))
MOST_WORDS = 4  # in a row that a helper may say by itself: a label, the name of a key
NO_SENTENCE = re.compile(r"table == @table|<style>|^<link |max-age|default-src 'self'|^accelerometer camera")


def texts(path: Path) -> Iterator[str]:
    """The texts of a module, without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", HELPERS, ids=lambda path: str(path.relative_to(UI)))
def test_a_helper_takes_its_sentences_from_the_words(path: Path) -> None:
    assert [text for text in texts(path) if len(text.split()) > MOST_WORDS and not NO_SENTENCE.search(text)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_every_sentence_is_used(path: Path) -> None:
    names = re.findall(r"^([A-Z][A-Z_]+) = ", path.read_text("utf-8"), re.MULTILINE)
    users = [*path.parent.rglob("*.py"), *(ROOT / "pages").glob("*.py"), *UI.rglob("*.py")]
    used = "\n".join(user.read_text("utf-8") for user in users if user != path)
    package = str(path.parent.relative_to(ROOT)).replace("/", ".")
    assert names
    assert [
        name
        for name in names
        if not re.search(rf"\b(?:\w+_)?words\.{name}\b|{package}\.words import .*\b{name}\b", used)
    ] == []


def test_each_folder_of_views_is_a_view_of_the_list_and_has_its_words() -> None:
    folders = {path.name for path in (UI / "views").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {path.parent.name for path in MODULES if path.parent.parent.name == "views"} == folders
    assert folders <= set(VIEWS)
