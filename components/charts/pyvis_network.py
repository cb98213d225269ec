"""pyvis's network, loaded without two packages that it loads and the Atlas has no use for.

pyvis takes IPython to show a picture in a notebook, and networkx to read one of its graphs. Loading both takes 0.2 s,
and the first visitor of a new server would wait for it.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNUSED = ("IPython", "IPython.display", "networkx")


@cache
def load_network() -> Any:
    """Load pyvis, and give its class ``Network``."""
    with _left_out():
        from pyvis.network import Network
    return Network


@contextmanager
def _left_out() -> Iterator[None]:
    """Let an empty module stand for each package that is not used, unless it is loaded already."""
    stand_ins = [name for name in _UNUSED if name not in sys.modules]
    for name in stand_ins:
        sys.modules[name] = ModuleType(name)
    if "IPython.display" in stand_ins:
        sys.modules["IPython.display"].IFrame = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
