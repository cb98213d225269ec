"""The catalogue of problems: each sentence is used by some code, and each code that is used has its sentence."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from components.inventory.problems import Wording, wordings
from components.inventory.words import read_rows

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "components").rglob("*.py"))
# What a problem knows of its place when a table, a row or a cell tells of it, and what is always known.
PLACE = {"table", "row", "file", "sheet"}
OF_A_TABLE = PLACE | {"called"}
ALWAYS = {"count"}
OF_A_FAULT = PLACE | {"column", "value", "readings", "each"}
OF_SEVERAL_CELLS = {"cells", "values", "stand"}  # given where a fault is told once for all cells that have it
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Call(NamedTuple):
    """A place in the code that names a problem."""

    where: str
    code: str
    cases: frozenset[str] | None
    """The cases that it may name; None where that is worked out as the code runs."""
    words: frozenset[str] | None
    """The words that it gives; None where that is worked out as the code runs."""


def words_in(wording: Wording) -> set[str]:
    """The words in braces in the sentences of a row."""
    sentences = (wording.message, wording.messages, wording.mend, wording.mends)
    return {name for text in sentences for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def strings() -> frozenset[str]:
    """Every string that stands in the code."""
    nodes = (node for path in SOURCES for node in ast.walk(tree(path)))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def assignments(node: ast.AST) -> list[tuple[str, ast.expr]]:
    """What is assigned under a node to which name."""
    return [
        (target.id, part.value)
        for part in ast.walk(node)
        if isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None
        for target in (part.targets if isinstance(part, ast.Assign) else [part.target])
        if isinstance(target, ast.Name)
    ]


@dataclass(frozen=True)
class Scope:
    """A function or a module: what its names stand for, as far as it is written there."""

    node: ast.AST
    above: Scope | None = None

    def values(self, name: str) -> list[ast.expr]:
        """What is assigned to a name here, or else above."""
        found = [value for own, value in assignments(self.node) if own == name]
        return found or (self.above.values(name) if self.above else [])

    def texts(self, node: ast.expr) -> set[str] | None:
        """The texts that an expression may be; None where that is not written."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return {node.value}
        if isinstance(node, ast.IfExp):
            return _all_of([self.texts(node.body), self.texts(node.orelse)])
        if isinstance(node, ast.Name):
            return _all_of([self.texts(value) for value in self.values(node.id)])
        return None

    def keys(self, node: ast.expr) -> set[str] | None:
        """The keys of a dictionary that is written out; None where they are not written."""
        if isinstance(node, ast.Dict):
            own = [
                self.texts(key) if key else self.keys(value) for key, value in zip(node.keys, node.values, strict=True)
            ]
            return _all_of(own) if node.keys else set()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return _all_of([self.keys(node.left), self.keys(node.right)])
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dict":
            return {str(each.arg) for each in node.keywords}
        if isinstance(node, ast.Name):
            found = [self.keys(value) for value in self.values(node.id)]
            return _all_of(found) if found else None
        return None


def _all_of(some: list[set[str] | None]) -> set[str] | None:
    """All of several sets together; None where one is not known, or there is none."""
    return None if not some or None in some else set().union(*(each for each in some if each is not None))


def _scoped(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    """Each call under a node, with the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, scope
        yield from _scoped(child, Scope(child, scope) if isinstance(child, Function) else scope)


@cache
def calls() -> tuple[Call, ...]:
    """Each call of ``problem``, ``Fault`` and ``….problem`` whose code is written in it."""
    found: list[Call] = []
    for path in SOURCES:
        module = tree(path)
        for call, scope in _scoped(module, Scope(module)):
            name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
            codes = scope.texts(call.args[0]) if call.args and name in ("problem", "Fault") else None
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            found += [_read(where, code, call, scope) for code in codes or ()]
    return tuple(found)


def _read(where: str, code: str, call: ast.Call, scope: Scope) -> Call:
    given = {each.arg: each.value for each in call.keywords if each.arg}
    if getattr(call.func, "id", "") == "Fault":
        given |= dict(zip(("code", "value", "words", "case", "readings"), call.args, strict=False))
        words = scope.keys(given["words"]) if "words" in given else set()
        words = None if words is None else words | OF_A_FAULT | OF_SEVERAL_CELLS
    else:
        parts = [scope.keys(each.value) for each in call.keywords if not each.arg]
        words = None if None in parts else (_all_of([set(given), *parts]) or set())
        if words is not None:
            words |= _known_of_place(call, given)
    unsaid = None if words is None or "case" in words else {""}
    cases = scope.texts(given["case"]) if "case" in given else unsaid
    return Call(where, code, _frozen(cases), _frozen(words))


def _known_of_place(call: ast.Call, given: dict[str, ast.expr]) -> set[str]:
    """What of the place is known: to ``problem`` by ``place``; to a table or a sheet that tells of it, all."""
    if isinstance(call.func, ast.Attribute):
        return OF_A_TABLE | ({"column"} if len(call.args) > 1 else set())
    return {"row", "file", "sheet"} if "place" in given else set()


def _frozen(some: set[str] | None) -> frozenset[str] | None:
    return None if some is None else frozenset(some)


def test_each_row_is_whole() -> None:
    for wording in wordings().values():
        assert wording.severity in ("error", "warning", "note"), wording
        for sentence in (wording.message, wording.mend):
            assert sentence and sentence[-1] in ".?!}", wording


def test_each_row_is_used() -> None:
    used = strings() | {row["kind"] for row in read_rows("file_kinds.csv")} | {""}
    unused = [key for key in wordings() if not used.issuperset(key)]
    assert not unused


def test_what_is_named_in_code_is_in_the_catalogue() -> None:
    codes = {code for code, _ in wordings()}
    named = {(call.code, case): call.where for call in calls() if call.code in codes for case in call.cases or ()}
    assert not {key: where for key, where in named.items() if key not in wordings()}


def test_each_call_gives_every_word_that_its_sentences_need() -> None:
    known = [call for call in calls() if call.words is not None]
    lacking = {call.where: _needed(call) - (call.words or set()) - ALWAYS for call in known}
    assert not {where: words for where, words in lacking.items() if words}


def _needed(call: Call) -> set[str]:
    """The words of each case that a call may name; where the case is not written, those that every case needs."""
    rows = {case: words_in(row) for (code, case), row in wordings().items() if code == call.code}
    if call.cases is None:
        return set.intersection(*rows.values()) if rows else set()
    return set().union(*(words for case, words in rows.items() if case in call.cases))


# The catalogue makes problems of its sentences, and a process that reads a file sends them as they were made.
MAKE_PROBLEMS = {"problems.py", "process.py"}


@pytest.mark.parametrize("room", ["inventory", "files", "importing", "drafts", "matching"])
def test_no_sentence_is_made_in_code(room: str) -> None:
    codes = {code for code, _ in wordings()}
    own = [call for call in calls() if call.where.startswith(f"components/{room}/")]
    assert not [call for call in own if call.code not in codes]
    assert not [path for path in SOURCES if _makes_a_problem(path) and path.is_relative_to(ROOT / "components" / room)]


def _makes_a_problem(path: Path) -> bool:
    """Whether a module makes a problem by its own words."""
    names = {getattr(node.func, "id", "") for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    return "Problem" in names and path.name not in MAKE_PROBLEMS
