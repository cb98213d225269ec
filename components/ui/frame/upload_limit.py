"""How much may be sent to the server: at once, in one visit, and by all visits together."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.ui.frame import words
from components.ui.frame.memory import has_room_for, release_memory

if TYPE_CHECKING:
    from components.files import Limits

_MB = 1_000_000  # bytes
_FORM = 1 * _MB  # bytes that a form may add around a file
_TIMES_A_VISIT = 3  # how many uploads of the largest size one visit may hold
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")


class UploadLimit:
    """Refuses a body larger than an upload may be, more files than one visit may hold, and more than the server has
    room for, whatever sends them.

    Streamlit takes files over HTTP from any visit, whatever limits the page's widget has, and keeps them until the
    visit ends. A body is refused where the size that it announces is too large, or as soon as too much has arrived.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.arriving: Counter[str] = Counter()
        """Bytes under way, by visit: many can come at once."""

    @cached_property
    def limits(self) -> Limits:
        """The limits of files. The room they come from takes long to load, so nothing asks for them until something is
        sent: a new server answers its first visitors without."""
        from components.files import Limits

        return Limits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit = _visit(scope)
        arrived = 0

        async def receive_within() -> Message:
            nonlocal arrived
            message = await receive()
            size = len(message.get("body", b""))
            arrived += size
            self.arriving[visit] += size
            if refusal := self._refusal(visit, arrived):
                raise HTTPException(413, refusal)
            if visit and not self._has_room():
                raise HTTPException(503, words.NO_ROOM)
            return message

        size = _announced_size(scope)
        if refusal := self._refusal(visit, size):
            await PlainTextResponse(refusal, 413)(scope, receive, send)
            return
        if visit and not await self._make_room(size):
            await PlainTextResponse(words.NO_ROOM, 503)(scope, receive, send)
            return
        try:
            await self.app(scope, receive_within, send)
        finally:
            self.arriving[visit] -= arrived
            self.arriving += Counter()  # forgets visits with nothing under way

    def _has_room(self, size: int = 0) -> bool:
        """Whether the server has room for ``size`` bytes more than what is under way to it."""
        return has_room_for(sum(self.arriving.values()) + size)

    async def _make_room(self, size: int) -> bool:
        """Look for memory to give back where there is no room for ``size`` bytes, and say whether there is now."""
        if not self._has_room(size):
            await asyncio.to_thread(release_memory)
        return self._has_room(size)

    def _refusal(self, visit: str, size: int) -> str:
        """Say why a body of ``size`` bytes is not taken; empty where it is."""
        if not (visit or size):
            return ""
        most = self.limits.megabytes
        if size > most * _MB + _FORM:
            return words.TOO_LARGE.format(megabytes=most)
        kept = _kept(visit) if visit else []
        if len(kept) >= self.limits.files or sum(kept) + max(size, self.arriving[visit]) > _TIMES_A_VISIT * most * _MB:
            return words.TOO_MANY_FILES
        return ""


def _visit(scope: Scope) -> str:
    """Find Streamlit's name for the visit that a file is sent to, and give it; empty where no file is sent."""
    upload = _UPLOAD.search(scope["path"]) if scope["method"] == "PUT" else None
    return upload[1] if upload else ""


def _announced_size(scope: Scope) -> int:
    size = Headers(scope=scope).get("content-length", "")
    return int(size[:20]) if size.isdecimal() else 0


def _kept(visit: str) -> list[int]:
    """Measure the files that the server keeps for a visit, and give their sizes in bytes."""
    files = _find_uploads()
    return [len(file.data) for file in list(files.file_storage.get(visit, {}).values())] if files else []


def forget_uploads(files: Sequence[UploadedFile]) -> None:
    """Have Streamlit forget these files, which have been read: it would keep them until the visit ends."""
    visit, uploads = get_script_run_ctx(), _find_uploads()
    if visit and uploads:
        for file in files:
            uploads.remove_file(visit.session_id, file.file_id)


def _find_uploads() -> MemoryUploadedFileManager | None:
    """Find what keeps the files that were sent, and give it; None where no server runs."""
    uploads = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    return uploads if isinstance(uploads, MemoryUploadedFileManager) else None
