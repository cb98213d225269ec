"""README and docs say what the code does."""

from __future__ import annotations

import csv
import pkgutil
import re
from pathlib import Path

import pytest

import components.analysis
import components.inventory
from components.importing import bring_sheets, suggest_mapping
from components.inventory.schema import schema_tables
from components.ui.frame.address import FIELDS, OTHER_WORDS
from components.ui.frame.server import content_policy
from components.ui.frame.views import VIEWS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_each_view_that_the_readme_names_is_as_the_list_has_it() -> None:
    rows = [f"| `{view.address}` | {view.title} | {view.answers} |" for view in VIEWS.values()]
    named = re.findall(r"^\| `/.*\|$", README, re.MULTILINE)
    assert named
    assert set(named) <= set(rows)


def test_each_view_has_its_page_and_its_measures() -> None:
    assert sorted(path.stem for path in (ROOT / "pages").glob("*.py")) == sorted(VIEWS)
    with (ROOT / "data" / "measures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["view"] for row in csv.DictReader(file)} == set(VIEWS)


def test_the_readme_names_every_word_of_the_address() -> None:
    for word in (*FIELDS, *OTHER_WORDS):
        assert re.search(rf"[`?&]{re.escape(word)}[`=]", README), word


def test_the_readme_names_every_table() -> None:
    assert all(f"`{table}`" in README for table in schema_tables()["table"])


def test_the_readme_names_every_room() -> None:
    rooms = [f"components/{path.parent.name}/" for path in (ROOT / "components").glob("*/__init__.py")]
    assert rooms
    assert all(f"`{room}`" in README for room in rooms)


def test_the_readme_s_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    block = re.search(r"over pandas tables:\n\n((?:    .*\n|\n)+)", README)
    assert block
    names: dict[str, object] = {}
    exec("\n".join(line[4:] for line in block[1].splitlines()), names)
    assert "problems" in names


def test_the_page_on_servers_has_every_setting_and_the_policy() -> None:
    page = (ROOT / "docs" / "running-a-server.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "components").rglob("*.py"))
    for setting in set(re.findall(r'environ\.get\("(ATLAS_\w+)"', code)):
        assert f"| `{setting}` |" in page, setting
    policy = re.sub(r"'sha256-[^']+'", "'sha256-…'", content_policy())
    assert policy in " ".join(page.split())


def test_links_in_the_docs_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(((?!https?:)[^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_what_the_docs_make_can_be_made() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        text = page.read_text("utf-8")
        named = re.findall(r"(?:`|^    (?:[A-Z_]+=\S+ )*)make ([a-z][\w-]*)", text, re.MULTILINE)
        assert set(named) <= targets, page.name


@pytest.mark.parametrize("room", [components.inventory, components.analysis])
def test_every_public_name_is_there_and_explained(room: object) -> None:
    for name in room.__all__:  # type: ignore[attr-defined]
        assert getattr(room, name).__doc__, name


def test_each_run_time_package_is_pinned_and_says_why() -> None:
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w\-]+==[\w.]+ +# .+", line), line


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.name)
def test_a_page_stays_short(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 80


def test_the_walk_of_one_row_names_what_is_there() -> None:
    names = re.findall(r"`(components\.[\w.]+)`", (ROOT / "docs" / "one-row.md").read_text("utf-8"))
    assert len(names) > 15
    for name in names:
        assert pkgutil.resolve_name(name), name


def test_the_row_that_the_walk_follows_goes_that_way() -> None:
    text = (ROOT / "docs" / "one-row.md").read_text("utf-8")
    rows = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    mapping = suggest_mapping(bring_sheets({"partners.csv": "\n".join(rows).encode()}).sheets[0])
    assert [(column.use, column.column) for column in mapping.columns] == [
        ("column", "name"),
        ("column", "issue_areas"),
        ("ties", "works_with"),
    ]
