"""How many people may be here at once, and what their browsers may ask of the server."""

from __future__ import annotations

import contextlib
import os
import sys
import textwrap

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.ui.frame import words
from components.ui.frame.base_path import under_base_path

_MOST_VISITS = 300
_MOST_FILES = 65_536  # open files that the server asks the system for, where that sets no limit
# Open files: those of the server itself and of visits that ended a moment ago, and those of a visit while it opens.
_SPARE_FILES, _FILES_OF_A_VISIT = 524, 5
_ON_THEIR_WAY = 20  # visits beyond the limit: of those whose page was sent before it was reached, or who reload theirs
_VISITORS_COOKIE = "_streamlit_xsrf="  # which Streamlit gives to whoever opens a page
# What Streamlit's page asks for before it opens its line to the server. It shows a refusal as it comes, and asks again.
_BEFORE_A_VISIT = "/_stcore/host-config"
_LINE = 44  # characters that fit into a line there
_TRY_AGAIN = 20  # seconds
_FULL_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{seconds}"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{
  font: 1.25rem/1.5 sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1rem;
  background: light-dark(#fbfaf6, #12161a); color: light-dark(#22281f, #eceae3);
}}
h1 {{ font: 600 2rem/1.2 serif; }}
</style></head><body><h1>{title}</h1><p>{text}</p></body></html>
"""

# The messages that a page of the Atlas sends. Streamlit knows more: to empty the memory that all visitors share, or to
# say which commit of which repository runs.
_MESSAGES = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
_OPERATIONS = {"deferred_file", "dataframe_chunk"}


def raise_open_files() -> None:
    """Allow the server as many open files as the system lets it have: each visit takes four."""
    if sys.platform == "win32":  # has no such limit
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else hard
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def most_visits() -> int:
    """Find how many visits may be open at once, and give it: ``ATLAS_VISITS``, or what the open files allow."""
    asked = os.environ.get("ATLAS_VISITS", "")
    most = int(asked) if asked.isdecimal() else _MOST_VISITS
    if sys.platform == "win32":
        return most
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(most, max(1, (files - _SPARE_FILES) // _FILES_OF_A_VISIT))


class VisitLimit:
    """Tells whoever comes when the server is full that it is, and lets nobody ask for what no page needs.

    The page that says so tries again by itself, so nobody has to watch for a place.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.most = most_visits()
        self.files, self.before_a_visit = under_base_path("/media/"), under_base_path(_BEFORE_A_VISIT)
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = words.FULL.format(most=self.most)
        if scope["type"] == "websocket":
            await self._visit(scope, receive, send)
        elif scope["type"] == "http" and self._is_page(scope) and self._is_full(scope):
            page = _FULL_PAGE.format(title=words.FULL_TITLE, text=text, seconds=_TRY_AGAIN)
            await HTMLResponse(page, 503, {"Retry-After": str(_TRY_AGAIN)})(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == self.before_a_visit and self._is_overfull():
            lines = textwrap.fill(f"{words.FULL_TITLE}. {text}", _LINE)
            await JSONResponse(lines, 503)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_page(self, scope: Scope) -> bool:
        """Whether a browser asks for a page, and not for a file of one."""
        wants, is_file = Headers(scope=scope).get("accept", ""), scope["path"].startswith(self.files)
        return scope["method"] == "GET" and "text/html" in wants and not is_file

    def _is_full(self, scope: Scope) -> bool:
        """Whether there is no room for whoever asks for a page; who was here before may reload it a little longer."""
        was_here = _VISITORS_COOKIE in Headers(scope=scope).get("cookie", "")
        return self._is_overfull() if was_here else self.open >= self.most

    def _is_overfull(self) -> bool:
        return self.open >= self.most + _ON_THEIR_WAY

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_overfull():
            await WebSocketClose()(scope, receive, send)
            return

        async def receive_what_pages_send() -> Message:
            while not _is_sent_by_pages(message := await receive()):
                pass
            return message

        self.open += 1
        try:
            await self.app(scope, receive_what_pages_send, send)
        finally:
            self.open -= 1


def _is_sent_by_pages(message: Message) -> bool:
    """Whether a message is one that pages send. What can't be read goes on too: Streamlit ends such a visit."""
    content = message.get("bytes")
    if not content:
        return True
    asked = BackMsg()
    try:
        asked.ParseFromString(content)
    except Exception:  # the protobuf library's own kind of error differs between its versions
        return True
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _MESSAGES
