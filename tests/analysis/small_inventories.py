"""Small inventories for the tests of analysis, and the findings of one kind in them."""

from itertools import pairwise

from components.analysis import findings
from tests.inventories import make_inventory


def of_kind(inventory, kind, **options):
    """Give the findings of one kind."""
    return [found for found in findings(inventory, **options) if found.kind == kind]


def silent(inventory, kind):
    """Whether there is no finding of a kind."""
    return not of_kind(inventory, kind)


def tie(a, b, **cells):
    """Make a row of relationships."""
    return {"from": a, "to": b, **cells}


def named(names):
    """Make organizations of which only the names are known."""
    return [{"name": name} for name in names]


def with_alone(alone, tied):
    """Make an inventory of some organizations without a tie, and of others in a chain."""
    names = [f"T{number}" for number in range(tied)]
    lonely = [f"A{number}" for number in range(alone)]
    return make_inventory(
        organizations=named([*lonely, *names]), relationships=[tie(*pair) for pair in pairwise(names)]
    )
