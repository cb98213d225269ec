"""The page that describes the standard, made from the same tables that reading goes by."""

from __future__ import annotations

from components.files.templates import READ_ME, explain_columns
from components.inventory.schema import OWN_COLUMNS, schema_tables, vocabularies, vocabulary

_HEAD = """# The inventory's tables, columns and words

Made from `data/schema` and `data/vocabularies` by `python -m components.files.standard_page`. A column with
a star is required; every other may be left out, and so may every table but `organizations`.
"""


def write_page() -> str:
    """Write the whole page, and give it as markdown."""
    rules = "\n".join(f"- {rule}" for rule in READ_ME)
    tables = "\n".join(_table(*row) for row in schema_tables()[["table", "title", "meaning"]].to_numpy())
    words = "\n".join(_words(name) for name in vocabularies())
    own = ", ".join(f"`{table}.{column}`" for table, column in OWN_COLUMNS)
    return f"{_HEAD}\n{rules}\n\nFilled in by the Atlas: {own}.\n\n{tables}\n## Words\n\n{words}"


def _table(table: str, title: str, meaning: str) -> str:
    rows = [row for row in explain_columns() if row[0] == table]
    lines = [
        _line([f"`{name}`" + ("\\*" if required else ""), what, means, f"`{example}`"])
        for _, name, required, what, _, means, example in rows
    ]
    head = _line(["column", "what to write", "meaning", "example"]) + _line(["---"] * 4)
    return f"## {table}\n\n{title}. {meaning}.\n\n{head}{''.join(lines)}"


def _words(name: str) -> str:
    frame = vocabulary(name)
    cells = frame[["word", "definition", "source"]].fillna("").to_numpy().tolist()
    lines = "".join(_line([f"`{word}`", definition, source]) for word, definition, source in cells)
    return f"### {name}\n\n{_line(['word', 'definition', 'source'])}{_line(['---'] * 3)}{lines}"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    from components.inventory.schema import DATA

    (DATA.parent / "docs" / "inventory.md").write_text(write_page(), encoding="utf-8")
