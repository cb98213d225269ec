"""Several inventories that are sent at once: the first city is read, and what disagrees is named."""

from __future__ import annotations

from components.drafts import read_inventory
from tests.hostile_workbooks import zipped


def city(name: str, folder: str = "") -> bytes:
    files = {"inventory.csv": f"city\n{name}\n", "organizations.csv": f"name\nLibrary of {name}\n"}
    return zipped({folder + file: text.encode() for file, text in files.items()})


def test_with_zips_of_two_cities_only_the_first_is_read_and_the_other_is_named() -> None:
    inventory, problems = read_inventory([("a.zip", city("Avon")), ("b.zip", city("Bath"))])
    assert inventory.organizations["name"].tolist() == ["Library of Avon"]
    assert [(problem.rule, problem.severity, problem.file) for problem in problems] == [
        ("inventory of another city", "error", "b.zip")
    ]
    assert problems[0].message == "b.zip is an inventory of Bath, and a.zip one of Avon. Only that of Avon was read."


def test_two_zips_of_one_city_are_read_together() -> None:
    more = zipped({"inventory.csv": b"city\nAVON\n", "seats.csv": b"table,organization\nt,Library of Avon\n"})
    inventory, problems = read_inventory([("a.zip", city("Avon")), ("b.zip", more)])
    assert (len(inventory.organizations), len(inventory.seats)) == (1, 1)
    assert not [problem for problem in problems if problem.severity == "error"]


def test_with_zips_of_two_days_only_the_newest_is_read_and_the_other_is_named() -> None:
    packages = [("a.zip", city("Avon", "2024-01-01/")), ("b.zip", city("Bath", "2025-01-01/"))]
    inventory, problems = read_inventory(packages)
    assert inventory.about("city") == "Bath"
    assert [(problem.rule, problem.file) for problem in problems] == [("inventory of another day", "a.zip")]


def test_loose_files_of_two_cities_are_read_together_and_a_note_says_so() -> None:
    files = [
        ("organizations.csv", b"name\nA\n"),
        ("inventory.csv", b"city\nBoston\n"),
        ("inventory (1).csv", b"city\nDetroit\n"),
    ]
    inventory, problems = read_inventory(files)
    (said,) = [problem for problem in problems if problem.rule == "tables read together"]
    assert said.table == "inventory"
    assert inventory.about("city") == "Boston"


def test_the_second_of_two_zipped_cities_is_left_out_also_beside_loose_files() -> None:
    boston = zipped({"inventory.csv": b"city\nBoston\n", "organizations.csv": b"name\nA\n"})
    detroit = zipped({"inventory.csv": b"city\nDetroit\n", "organizations.csv": b"name\nB\n"})
    inventory, problems = read_inventory(
        [("a.zip", boston), ("b.zip", detroit), ("seats.csv", b"table,organization\nt,A\n")]
    )
    assert inventory.organizations["name"].tolist() == ["A"] and len(inventory.seats) == 1
    (said,) = [problem for problem in problems if problem.rule == "inventory of another city"]
    assert (said.file, said.value, said.severity) == ("b.zip", "Detroit", "error")
