"""What the server adds to Streamlit's own routes: vis-network's file, and headers on each answer."""

from __future__ import annotations

import logging
from pathlib import Path

import pyvis
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.ui.frame import words
from components.ui.frame.upload_limit import UploadLimit

# The version stands in the address, so a browser may keep the file for good.
VIS_NETWORK_ADDRESS = "/atlas/vis-network-9.1.2.min.js"
_VIS_NETWORK_FILE = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"


async def _vis_network(request: Request) -> FileResponse:
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(_VIS_NETWORK_FILE, media_type="text/javascript", headers=forever)


def routes() -> list[Route]:
    """List what the server answers besides Streamlit's own addresses, and give it."""
    return [Route(VIS_NETWORK_ADDRESS, _vis_network)]


class Headers:
    """Adds headers to every answer.

    They keep browsers from guessing a file's type, from showing the Atlas in a frame of another site, and from telling
    other sites the address of a view. Pages also have the map's script fetched early.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                headers.setdefault("X-Frame-Options", "SAMEORIGIN")
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", f"<{VIS_NETWORK_ADDRESS}>; rel=preload; as=script")
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    """List what each request passes through, and give it: headers are added, and uploads limited."""
    return [Middleware(Headers), Middleware(UploadLimit)]


def show_error(error: Exception) -> bool:
    """Tell a person in plain words that a page failed; the traceback goes to the server's log alone."""
    logging.getLogger("atlas").error("A page failed.", exc_info=error)
    st.error(words.PAGE_FAILED)
    return True
