"""igraph's random numbers, the same each time: it has one generator for the whole process."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import igraph

_ONE_AT_A_TIME = Lock()


@contextmanager
def seeded_igraph(seed: int = 1) -> Iterator[None]:
    """Let igraph draw the same random numbers within the block, whatever other visitors compute meanwhile."""
    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
