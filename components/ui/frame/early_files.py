"""The files that a page needs as soon as it is drawn: a browser is told of them while it still loads the frame."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

_STATIC = Path(st.__file__).parent / "static"
# The parts of Streamlit's front end that draw what every view has: its controls, the map, and the rules of style.
_DRAWN_FIRST = ("BidiComponent", "Button", "ButtonGroup", "Html", "Selectbox")
_IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


def early_links(*scripts: str) -> str:
    """Write the header that has these scripts, and the parts of Streamlit that each view needs, fetched early.

    Streamlit's page itself names only what every app needs. The other parts would be asked for when the first run of
    the script has ended, each with what it imports in its turn.
    """
    links = [f"<{script}>; rel=preload; as=script" for script in scripts]
    links += [f"</static/js/{name}>; rel=modulepreload" for name in _parts_drawn_first()]
    return ", ".join(links)


def _parts_drawn_first() -> list[str]:
    """List the files of the parts drawn first, and of what they import, that Streamlit's page does not name itself."""
    folder = _STATIC / "static" / "js"
    named = set(re.findall(r"static/js/([^\"]+)", (_STATIC / "index.html").read_text("utf-8")))
    waiting = [file.name for part in _DRAWN_FIRST for file in sorted(folder.glob(f"{part}.*.js"))]
    found: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in named:
            named.add(name)
            found.append(name)
            waiting += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return found
