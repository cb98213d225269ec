"""The files of Streamlit's front end, sent packed and from memory: a page needs about 90 before it opens."""

from __future__ import annotations

import gzip
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.ui.frame.base_path import under_base_path

_FOLDER = Path(st.__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # a file that changes has another name
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}


class PackedFiles:
    """Answers for the scripts and styles of Streamlit's front end, and leaves all else to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = {under_base_path(f"/static/{path.parent.name}/{path.name}"): path for path in _list_files()}
        self.packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path not in self.files or not _takes_packed(scope):
            await self.app(scope, receive, send)
            return
        if path not in self.packed:
            self.packed[path] = await run_in_threadpool(_pack, self.files[path])
        media_type = _TYPES[self.files[path].suffix]
        await Response(self.packed[path], media_type=media_type, headers=_HEADERS)(scope, receive, send)


def _list_files() -> list[Path]:
    return [path for path in (_FOLDER / "static").glob("*/*") if path.suffix in _TYPES]


def _takes_packed(scope: Scope) -> bool:
    """Whether a request is for a whole file, and takes it packed."""
    headers = Headers(scope=scope)
    is_for_part = "range" in headers or "if-none-match" in headers
    return scope["method"] == "GET" and not is_for_part and _takes_gzip(headers.get("accept-encoding", ""))


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser accepts gzip: it names it, and not with the weight 0, by which it refuses it."""
    weights = dict(one.partition(";q=")[::2] for one in accepted.lower().replace(" ", "").split(","))
    weight = weights.get("gzip")
    return weight is not None and (not weight or weight.strip("0.") != "")


def _pack(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
