"""The page that a browser gets first: Streamlit's own, with the rules of style, and told where its server is.

Streamlit's page would try the view's address as that of the server (``/network/_stcore/health``), be refused, wait, and
ask again at the address above; and it would wait for the server's settings before it connects.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_STREAMLIT_PAGE = Path(st.__file__).parent / "static" / "index.html"
_FIRST_MODULE = '<script type="module"'
_FOLDER = Path(__file__).parent / "start_files"


class _View(Convertor[str]):
    """What may be the name of a view. Streamlit's own addresses have a dot, a slash or a low line."""

    regex = "[^./_]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("view", _View())


def start_routes() -> list[Route]:
    """List the addresses that the first page is sent for, and give it. Streamlit says of a view that there is none."""
    return [Route("/", _send_page), Route("/{name:view}", _send_page)]


@cache
def start_page() -> str:
    """Write the page that all views begin with, and give it."""
    server, popovers = (f"<script>{_read(name)}</script>\n" for name in ("server.js", "popovers.js"))
    page = _STREAMLIT_PAGE.read_text("utf-8").replace(_FIRST_MODULE, server + _FIRST_MODULE, 1)
    # At the end: where a rule of Streamlit's weighs as much as one of these, the later holds.
    return page.replace("</body>", f"{popovers}<style>{_read('style.css')}</style>\n</body>", 1)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


async def _send_page(request: Request) -> Response:
    return Response(start_page(), media_type="text/html", headers={"Cache-Control": "no-cache"})
