"""docs/adding-a-view.md is followed in a copy of the project: it is enough for a new view, and touches seven files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "adding-a-view.md").read_text("utf-8")
NEEDED = ("app.py", "components", "pages", "data", "pyproject.toml", ".streamlit", "tests/__init__.py", "tests/pages")
STEP = re.compile(r"^### \d+\. [^\n]*`(?P<file>[^`\n]+)`$(?P<text>.*?)(?=^##)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>python|diff)\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
# The page as a visitor opens it, and what it shows.
OPEN = """
import json
from components.ui.frame.views import VIEWS
from tests.pages.opening import assert_runs, lead, opened, said
riverbend = assert_runs(opened("participation", city="riverbend", unfold=("twin-participation", "how-measured")))
without = assert_runs(opened("participation", city="st-louis"))
charts = [chart.proto.alt for chart in riverbend.get("plotly_chart")]
tables = [list(table.value.columns) for table in riverbend.dataframe]
print(json.dumps([said(riverbend), lead(riverbend), lead(without), charts, tables, list(VIEWS)]))
"""


def steps() -> dict[str, list[tuple[str, str]]]:
    """The blocks of the guide by the file that each is for: its kind, and its lines."""
    return {step["file"]: BLOCK.findall(step["text"]) for step in STEP.finditer(GUIDE)}


def insert(text: str, block: str) -> str:
    """A file with what a block adds, below the line that the block begins with."""
    context, *added = block.splitlines()
    start = context[1:]
    is_it = (lambda line: line.startswith(start[:-1])) if start.endswith("…") else (lambda line: line == start)
    lines = text.splitlines()
    (place,) = [number for number, line in enumerate(lines) if is_it(line)]
    assert all(line.startswith("+") for line in added)
    lines[place + 1 : place + 1] = [line[1:] for line in added]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the guide was followed."""
    copy = tmp_path_factory.mktemp("project")
    for name in NEEDED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    for file, blocks in steps().items():
        for kind, lines in blocks:
            target = copy / file
            if kind == "diff":
                target.write_text(insert(target.read_text("utf-8"), lines), "utf-8")
            else:
                assert not target.exists(), f"{file} is there already"
                target.write_text(lines, "utf-8")
    return copy


def run(project: Path, *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=project, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_a_view_is_seven_files(project: Path) -> None:
    assert len(steps()) == 7 and "**seven files**" in GUIDE
    changed = []
    for path in project.rglob("*"):
        name = path.relative_to(project)
        if path.is_file() and "__pycache__" not in name.parts:
            before = ROOT / name
            if not before.exists() or before.read_bytes() != path.read_bytes():
                changed.append(str(name))
    assert sorted(changed) == sorted(steps())


def test_what_the_guide_adds_is_as_the_project_wants_it(project: Path) -> None:
    python = [file for file in steps() if file.endswith(".py")]
    run(project, "-m", "ruff", "check", "--no-cache", *python)
    run(project, "-m", "ruff", "format", "--no-cache", "--check", *python)
    run(project, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))")


def test_the_new_page_runs_and_says_what_it_answers(project: Path) -> None:
    riverbend, sentence, without, charts, tables, views = json.loads(run(project, "-c", OPEN).splitlines()[-1])
    assert views == ["overview", "network", "strength", "representation", "participation", "inventory"]
    assert riverbend.startswith("## Riverbend: group health")
    assert re.match(r"In 2025, \d+ of \d+ who came had come before; in the same months of 2024, \d+ of", sentence)
    assert "Return share" in riverbend and "Newcomer share" in riverbend
    assert len(charts) == 1 and charts[0].startswith("Share of those who came that had come before, by month. 2022: ")
    assert any("return_share" in columns for columns in tables)
    assert "Who comes back is not known" in without
