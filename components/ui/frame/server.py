"""What the server adds to Streamlit's own: headers on each answer, and who may ask for what."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.ui.frame import words
from components.ui.frame.known_hosts import KnownHosts
from components.ui.frame.log import prepare_log
from components.ui.frame.open_addresses import OpenAddresses
from components.ui.frame.own_files import OwnFiles
from components.ui.frame.packed_files import PackedFiles
from components.ui.frame.person import is_encrypted
from components.ui.frame.replica import Replica
from components.ui.frame.request_log import RequestLog
from components.ui.frame.start_page import write_start_page
from components.ui.frame.streamlit_mends import mend_streamlit
from components.ui.frame.upload_limit import UploadLimit
from components.ui.frame.visit_limit import VisitLimit, raise_open_files

# What a page may load and do: only what this server sends, so that a word that became markup could fetch nothing.
_POLICY = (
    "default-src 'self'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# What no page asks for, and nothing in a page may.
_UNUSED = "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone payment serial usb"
_PERMISSIONS = ", ".join(f"{feature}=()" for feature in _UNUSED.split())
_ENCRYPTED_FROM_NOW_ON = "max-age=31536000"  # seconds: a year


def prepare_server() -> None:
    """Set what holds for the whole process, before the first visitor comes."""
    raise_open_files()
    prepare_log()
    mend_streamlit()


def content_policy() -> str:
    """Write the content security policy, and give it: of scripts inside a page it lets in those of the first alone."""
    scripts = re.findall(r"<script>(.*?)</script>", write_start_page(), re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return _POLICY.format(scripts=" ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


class Headers:
    """Adds headers to every answer.

    They keep browsers from loading anything from elsewhere, from guessing a file's type, from showing the Atlas in a
    frame of another site, from telling other sites the address of a view, from letting a page use a camera or the
    like, and, once an answer came encrypted, from asking for another without.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.policy = content_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                headers.setdefault("X-Frame-Options", "SAMEORIGIN")
                headers.setdefault("Content-Security-Policy", self.policy)
                headers.setdefault("Permissions-Policy", _PERMISSIONS)
                if is_encrypted(Request(scope)):
                    headers.setdefault("Strict-Transport-Security", _ENCRYPTED_FROM_NOW_ON)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def middleware(routes: Sequence[Route]) -> list[Middleware]:
    """List what each request passes through, and give it, the first to see it first; ``routes`` are our own."""
    return [
        # First what has each answer to see, also that of whoever is refused below.
        Middleware(RequestLog, routes),
        Middleware(Headers),
        Middleware(Replica),
        # Then what refuses.
        Middleware(KnownHosts),
        Middleware(OpenAddresses, routes),
        Middleware(VisitLimit),
        Middleware(UploadLimit),
        Middleware(OwnFiles),
        Middleware(PackedFiles),
    ]


def show_error(_: Exception) -> bool:
    """Tell a person in plain words that a page failed; Streamlit has written the traceback to the server's log."""
    st.error(words.PAGE_FAILED)
    return True
