"""What a browser is told to fetch early: files that are there, and that Streamlit's page does not name itself."""

import re
from pathlib import Path

import streamlit as st

from components.ui.frame.early_files import early_links

STATIC = Path(st.__file__).parent / "static"


def test_the_parts_that_every_view_draws_are_named_once_and_are_there() -> None:
    links = early_links("/atlas/map.js")
    assert links.startswith("</atlas/map.js>; rel=preload; as=script")
    parts = re.findall(r"</static/js/([^>]+)>; rel=modulepreload", links)
    assert {part.split(".")[0] for part in parts} >= {"BidiComponent", "Selectbox", "ButtonGroup"}
    assert len(parts) == len(set(parts))
    assert all((STATIC / "static" / "js" / part).is_file() for part in parts)
    page = (STATIC / "index.html").read_text("utf-8")
    assert [part for part in parts if part in page] == []
    assert len(links) < 4_000, "servers between here and the browser take no longer header"
