"""The rooms as a newcomer finds them: faces, what passes them by, lengths, docstrings, a test file for each module."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPONENTS = ROOT / "components"
ROOMS = ("inventory", "files", "importing", "drafts", "matching", "analysis", "charts", "store", "reports")
EVERY_ROOM = (*ROOMS, "ui")
# The ground room opens these modules of small functions to all, beside its face.
OPEN = {
    "inventory": {"schema", "text", "kinds", "addresses", "people", "communities", "words", "progress", "problems"},
    # They take a library of spreadsheets, which takes long to load, and a new server's first pages offer none.
    "files": {"templates"},
    # The store writes down all that a draft is made of.
    "drafts": {"draft", "text_tables"},
    # What rows are called, where versions are compared as files are.
    "matching": {"compared_rows"},
    # Each of these is about one thing that the store keeps.
    "store": {
        *("kept_drafts", "links", "unsaved", "workspaces", "versions", "comparing", "merging_drafts", "rights"),
        "views_and_decisions",
    },
}
MOST_NAMES, MOST_LINES, MEDIAN_LINES, LONG_LINES = 16, 350, 6, 16
# Each new view adds a name or two to what these rooms give.
MOST_NAMES_OF_VIEWS = {"analysis": 24, "charts": 24}

# What the whole room does, and no module alone.
OF_THE_ROOM = {
    "drafts": {"decided_rows", "open_questions"},
    "files": {"any_bytes", "hostile_cells"},
    "importing": {"directories", "everyday_inputs", "everyday_words", "examples"},
    "matching": {"brought_again"},
    "reports": {"every_form", "read_back"},
    "ui": {"words"},
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def rooms(names: tuple[str, ...] = ROOMS) -> pytest.MarkDecorator:
    """Try each room."""
    return pytest.mark.parametrize("room", names)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def modules(room: str) -> list[Path]:
    return sorted((COMPONENTS / room).rglob("*.py"))


@cache
def face(room: str) -> tuple[str, ...]:
    """The names in a room's ``__all__``."""
    for node in tree(COMPONENTS / room / "__init__.py").body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return tuple(ast.literal_eval(node.value))
    return ()


def outside(room: str) -> Iterator[Path]:
    """The code that stands outside of a room."""
    for path in (*sorted(COMPONENTS.rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"):
        if not path.is_relative_to(COMPONENTS / room):
            yield path


@cache
def imported(room: str) -> dict[str, list[tuple[str, str]]]:
    """What the code outside of a room imports of it: each name, with the module that it comes from and its importer."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in outside(room):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"components.{room}"):
                for name in node.names:
                    found.setdefault(name.name, []).append((str(node.module), str(path.relative_to(ROOT))))
    return found


def functions(room: str) -> Iterator[tuple[Path, Function]]:
    for path in modules(room):
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield path, node


def length(function: Function) -> int:
    """The lines of its body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


@rooms()
def test_a_face_is_small(room: str) -> None:
    assert face(room)
    assert len(face(room)) <= MOST_NAMES_OF_VIEWS.get(room, MOST_NAMES), sorted(face(room))


@rooms()
def test_nobody_passes_a_face_by(room: str) -> None:
    doors = {f"components.{room}", *(f"components.{room}.{module}" for module in OPEN.get(room, ()))}
    past = {
        f"{importer}: {module}.{name}"
        for name, uses in imported(room).items()
        for module, importer in uses
        if module not in doors and f"{module}.{name}" not in doors
    }
    assert not past


@rooms()
def test_every_name_in_a_face_is_used_by_another_room(room: str) -> None:
    used = {name for name, uses in imported(room).items() if any(module == f"components.{room}" for module, _ in uses)}
    assert not set(face(room)) - used


@rooms(EVERY_ROOM)
def test_no_file_is_long(room: str) -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules(room)}
    assert not {path: count for path, count in lines.items() if count > MOST_LINES}


@rooms(EVERY_ROOM)
def test_functions_are_short(room: str) -> None:
    lengths = sorted(length(function) for _, function in functions(room))
    assert statistics.median(lengths) <= MEDIAN_LINES
    assert lengths[int(0.9 * len(lengths))] <= LONG_LINES


@rooms(EVERY_ROOM)
def test_everything_public_says_in_a_sentence_what_it_is(room: str) -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules(room)
        for node in _public(tree(path).body)
        if not _is_a_sentence(ast.get_docstring(node))
    ]
    assert not silent


def _public(body: list[ast.stmt], promised: Collection[str] = ()) -> Iterator[Function | ast.ClassDef]:
    """The public functions and classes of a module, and what is public in these classes.

    A method says what it is where it is first promised, and not again in each class that keeps the promise.
    """
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and node.name not in promised:
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, promises() if node.bases else ())


@cache
def promises() -> frozenset[str]:
    """The methods that classes of the rooms promise: those with a docstring."""
    classes = [node for room in EVERY_ROOM for path in modules(room) for node in ast.walk(tree(path))]
    methods = [part for node in classes if isinstance(node, ast.ClassDef) for part in node.body]
    return frozenset(part.name for part in methods if isinstance(part, Function) and ast.get_docstring(part))


def _is_a_sentence(docstring: str | None) -> bool:
    """Whether its first paragraph begins with a capital (or a name in backticks) and ends as a sentence does."""
    first = (docstring or "").strip().split("\n\n")[0]
    return bool(first) and (first[0].isupper() or not first[0].isalpha()) and first[-1] in ".:?"


@rooms(EVERY_ROOM)
def test_a_test_file_has_the_name_of_a_module(room: str) -> None:
    """Tests mirror the rooms: `tests/files/test_text_file.py` tries `components/files/text_file.py`."""
    at_home = {path.relative_to(COMPONENTS).with_suffix("") for path in modules(room)}
    packages = {path.parent for path in at_home if path.name == "__init__"}
    astray = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests" / room).rglob("test_*.py"))
        if _tried(path) not in at_home | packages | {Path(room, name) for name in OF_THE_ROOM.get(room, ())}
    ]
    assert not astray


def _tried(path: Path) -> Path:
    """The module that a test file is named after."""
    inside = path.relative_to(ROOT / "tests")
    return inside.with_name(inside.stem.removeprefix("test_"))
