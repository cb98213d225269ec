"""Templates ask for every column and explain it, and the page about the standard is made of the same.

``python -m tests.files.test_templates`` writes that page, docs/inventory.md.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from components.drafts import read_inventory
from components.files.templates import READ_ME, explain_columns, template
from components.inventory.schema import OWN_COLUMNS, schema_columns, schema_tables, vocabularies, vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "inventory.md"
TEXT = """# The inventory's tables, columns and words

Made from `data/schema` and `data/vocabularies` by `python -m tests.files.test_templates`. A column with
a star is required; every other may be left out, and so may every table but `organizations`.

{rules}

Filled in by the Atlas: {own}.

{tables}
## Words

{words}"""


@pytest.mark.parametrize("format", ["zip", "xlsx"])
def test_a_template_reads_back_as_an_empty_inventory(format: str) -> None:
    inventory, problems = read_inventory({f"template.{format}": template(format)})  # type: ignore[arg-type]
    assert [(problem.rule, problem.severity) for problem in problems] == [("table without rows", "note")]
    assert all(frame.empty for frame in inventory.tables.values())


def test_templates_explain_every_column_that_they_ask_for() -> None:
    asked = {(row.table, row.column) for row in schema_columns().itertuples()} - {("organizations", "listed")}
    book = load_workbook(io.BytesIO(template("xlsx")))
    assert {(row[0], row[1]) for row in book["Columns"].iter_rows(min_row=2, values_only=True)} == asked
    cells = {(table, cell.value): cell for table in schema_tables()["table"] for cell in book[table][1]}
    assert set(cells) == asked and all(cell.comment for cell in cells.values())
    with zipfile.ZipFile(io.BytesIO(template("zip"))) as archive:
        assert len(archive.read("columns.csv").splitlines()) == len(asked) + 1


def test_a_workbook_offers_the_words_of_a_column_as_a_list_to_choose_from() -> None:
    book = load_workbook(io.BytesIO(template("xlsx")))
    (type_at,) = [cell.column_letter for cell in book["organizations"][1] if cell.value == "type"]
    choices = {str(each.sqref): each for each in book["organizations"].data_validations.dataValidation}
    choice = choices[f"{type_at}2:{type_at}1000"]
    sheet, cells = choice.formula1.replace("$", "").replace("'", "").split("!")
    assert [cell.value for row in book[sheet][cells] for cell in row] == vocabulary("types")["word"].tolist()
    assert not choice.showErrorMessage, "a word of one's own may be typed too"
    assert book[sheet].sheet_state == "hidden"


def describe_standard() -> str:
    """Write the page that describes the standard, and give it as markdown."""
    return TEXT.format(
        rules="\n".join(f"- {rule}" for rule in READ_ME),
        own=", ".join(f"`{table}.{column}`" for table, column in OWN_COLUMNS),
        tables="\n".join(describe_table(*row) for row in schema_tables()[["table", "title", "meaning"]].to_numpy()),
        words="\n".join(map(describe_words, vocabularies())),
    )


def describe_table(table: str, title: str, meaning: str) -> str:
    rows = [
        [f"`{name}`" + ("\\*" if required else ""), asks_for, means, f"`{example}`"]
        for _, (_, name, required, asks_for, _, means, example) in explain_columns(table)
    ]
    listed = markdown_table(["column", "what to write", "meaning", "example"], rows)
    return f"## {table}\n\n{title}. {meaning}.\n\n{listed}"


def describe_words(name: str) -> str:
    cells = vocabulary(name)[["word", "definition", "source"]].fillna("").to_numpy().tolist()
    rows = [[f"`{word}`", definition, source] for word, definition, source in cells]
    return f"### {name}\n\n" + markdown_table(["word", "definition", "source"], rows)


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """Write a table in markdown, and give the text."""
    lines = [[cell.replace("|", "\\|") for cell in row] for row in (header, ["---"] * len(header), *rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_the_page_about_the_standard_is_made_from_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_standard(), "Run python -m tests.files.test_templates"


if __name__ == "__main__":
    PAGE.write_text(describe_standard(), encoding="utf-8")
