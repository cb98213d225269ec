"""The page that a browser gets first: Streamlit's own, told where its server is, and with what each view needs early.

Streamlit's page would try the view's address as that of the server (``/network/_stcore/health``), be refused, wait, and
ask again at the address above; and it would wait for the server's settings before it connects. It names only the
scripts that every app needs, and would ask for the others once a page has run, each with what it imports in turn.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from components.ui.frame import words
from components.ui.frame.base_path import under_base_path
from components.ui.frame.person import give_cookie

# The version stands in the address, so a browser may keep the file for good.
VIS_NETWORK_ADDRESS = "/atlas/vis-network-9.1.2.min.js"
_PYVIS = find_spec("pyvis")  # found, not imported: that takes long, and a new server would wait for it
_VIS_NETWORK_FILE = Path(str(_PYVIS and _PYVIS.origin)).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_STREAMLIT = Path(st.__file__).parent / "static"
_SCRIPTS = _STREAMLIT / "static" / "js"
_OWN_FILES = Path(__file__).parent / "start_files"
_WITH_A_LIVE_MAP = "network"  # the view
# The parts of Streamlit's front end that draw what every view has: its controls, the map, and the pictures of HTML.
_DRAWN_FIRST = ("BidiComponent", "Button", "ButtonGroup", "Html", "Selectbox")
# And that of views that have links to other views in its place: one part that comes late holds up others.
_DRAWN_WITHOUT_THE_MAP = ("PageLink",)
# The map's library where it is drawn at once, and where somebody may go on to it (see ``start_files/links.js``).
_LIBRARY_NOW = f'<script async src=".{VIS_NETWORK_ADDRESS}"></script>\n'
_LIBRARY_LATER = f'<link id="atlas-library" as="script" href=".{VIS_NETWORK_ADDRESS}">\n'
# What Streamlit's page says of its interface for programs, which is closed: a link, and a text for who runs no scripts.
_INTERFACE = re.compile(r'\s*<!--(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*>', re.DOTALL)
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


class _View(Convertor[str]):
    """What may be the name of a view. Streamlit's own addresses have a dot, a slash or a low line in front, but for the
    one to which whoever signs in comes back."""

    regex = "(?!oauth2callback$)[^./_][^./]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("view", _View())


def list_start_routes() -> list[Route]:
    """List the addresses of the views and of the map's library, and give each with what is sent for it.

    Where there is no view of a name, Streamlit's page says so.
    """
    return [
        Route(under_base_path("/"), _send_page),
        Route(under_base_path("/{name:view}"), _send_page),
        Route(under_base_path(VIS_NETWORK_ADDRESS), _send_vis_network),
    ]


# After the scripts that every page needs, without which it can't ask the server for anything.
_PART = '<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{name}">\n'


@cache
def write_start_page(*, has_live_map: bool = False) -> str:
    """Write the page that all views begin with, and give it; ``has_live_map``: the view draws the map at once."""
    names = ("server.js", "popovers.js", "links.js")
    server, popovers, followed_links = (f"<script>{_read(name)}</script>\n" for name in names)
    parts = _DRAWN_FIRST if has_live_map else (*_DRAWN_FIRST, *_DRAWN_WITHOUT_THE_MAP)
    links = [_PART.format(name=name) for name in _list_files(parts)]
    library = _LIBRARY_NOW if has_live_map else _LIBRARY_LATER
    page = _INTERFACE.sub("", (_STREAMLIT / "index.html").read_text("utf-8"))
    page = _WITHOUT_SCRIPTS.sub(f"<noscript><p>{words.NO_SCRIPTS}</p></noscript>", page)
    page = page.replace('<script type="module"', server + '<script type="module"', 1)
    page = page.replace("</head>", f"{''.join(links)}{library}</head>", 1)
    # At the end: where a rule of Streamlit's weighs as much as one of these, the later holds.
    return page.replace("</body>", f"{popovers}{followed_links}<style>{_read('style.css')}</style>\n</body>", 1)


def _read(name: str) -> str:
    return (_OWN_FILES / name).read_text("utf-8")


def _list_files(parts: tuple[str, ...]) -> list[str]:
    """List the files of some parts, and of what they import, that Streamlit's page does not name itself."""
    named = set(re.findall(r"static/js/([^\"]+)", (_STREAMLIT / "index.html").read_text("utf-8")))
    waiting = [file.name for part in parts for file in sorted(_SCRIPTS.glob(f"{part}.*.js"))]
    found: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in named:
            named.add(name)
            found.append(name)
            waiting += _IMPORTED.findall((_SCRIPTS / name).read_text("utf-8"))
    return found


async def _send_page(request: Request) -> Response:
    live = request.path_params.get("name") == _WITH_A_LIVE_MAP
    start = write_start_page(has_live_map=live)
    page = Response(start, media_type="text/html", headers={"Cache-Control": "no-cache"})
    give_cookie(request, page)
    return page


async def _send_vis_network(request: Request) -> FileResponse:
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(_VIS_NETWORK_FILE, media_type="text/javascript", headers=forever)
