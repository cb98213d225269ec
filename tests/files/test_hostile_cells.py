"""Cells and headers whose reading would take as long as their length squared, where a pattern is written carelessly.

One match of a pattern holds up everybody who uses the server. What is bounded here is the work: seconds of processor
time of a process of its own, which is given several times what the reading takes.
"""

from __future__ import annotations

import csv
import io
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from components.inventory import Problem

_LETTERS = 30_000
_MOST_SECONDS = 40
PIECES = (
    *(
        " ",
        "\t",
        "\n",
        "\u00a0",
        "\u0301",
        "\u2028",
        ",",
        ";",
        "|",
        "/",
        "\\",
        "-",
        ".",
        "1",
        "a",
        "A",
        "@",
        "1-2 ",
        "a@",
    ),
    *("Tel'", "(", "[", '"', "'", "& ", " and ", " / ", ", ", "http://a@", "contact ", "123,"),
)
KINDS = {
    "organizations": [
        *("name", "type", "issue_areas", "aliases", "website", "latitude", "founded", "Director", "Contact", "Staff"),
        *("Partners", "Parent organization", "Notes of ours"),
    ],
    "relationships": ["from", "to", "kind", "level", "as_of", "amount"],
}
_READ = """
import sys
from components.drafts.opening import open_draft
draft = open_draft({sys.argv[1]: sys.stdin.buffer.read()})
print(*(problem.rule for problem in draft.problems), sep="|")
"""


def table(header: Sequence[str], *rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return text.getvalue().encode()


def hostile(piece: str) -> str:
    return f"x{(piece * _LETTERS)[:_LETTERS]}y"


def read_within_bounds(name: str, content: bytes) -> set[str]:
    """The rules of its problems."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))

    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _READ, name]
    done = subprocess.run(command, input=content, stdout=subprocess.PIPE, cwd=root, preexec_fn=bound, check=False)
    assert done.returncode != -signal.SIGXCPU, "reading takes far too long"
    assert done.returncode == 0
    return set(done.stdout.decode().strip().split("|"))


@pytest.mark.parametrize("name", KINDS)
def test_no_cell_holds_the_reading_up(name: str) -> None:
    header = KINDS[name]
    cells = [hostile(piece) for piece in PIECES]
    rows = [[cell if at % 2 == half else "" for at in range(len(header))] for cell in cells for half in (0, 1)]
    assert "too large" not in read_within_bounds(f"{name}.csv", table(header, *rows))


def test_no_header_holds_the_reading_up() -> None:
    headers = [hostile(piece) for piece in PIECES]
    read_within_bounds("organizations.csv", table(["name", *headers], ["A", *["x"] * len(headers)]))
    read_within_bounds("list.csv", table(headers, ["b"] * len(headers)))


def test_no_row_with_a_quote_mark_astray_holds_the_reading_up() -> None:
    rows = ["A," + '"' * _LETTERS + "y", 'A,"b" c' + "," * 400_000, 'A, "b" c' + ', "d"' * 100_000]
    for row in rows:
        read_within_bounds("organizations.csv", f"name,note\n{row}\n".encode())


def test_many_long_headers_and_numbers_are_read() -> None:
    headers = [f"{at} " + "contact " * 100 for at in range(399)]
    read_within_bounds("list.csv", table(["title", *headers], ["A", *["b"] * 399]))
    rows = [[f"A{at}", f"{at}" + "1" * 5_000] for at in range(300)]
    read_within_bounds("organizations.csv", table(["name", "latitude"], *rows))


def test_problems_quote_little_and_never_half_an_address() -> None:
    for before in range(900, 1_110):
        text = "y" * before + " 617-555-0123 " + "z" * 2_000
        problem = Problem("organizations", 2, "founded", text, "not a date", f"“{text}” is none.", "warning", "")
        assert problem.value and len(problem.value) < 1_100 and len(problem.message) < 1_100
        assert "617" not in problem.value + problem.message
