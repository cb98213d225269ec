"""Files that pages offer for download: each goes to the browser that it was offered to, and to no other.

Streamlit sends a file to whoever has its address, and has any visit make one that another visit was offered.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextvars import ContextVar
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime, backend_operation_handler, memory_media_file_storage

from components.ui.frame import words
from components.ui.frame.base_path import under_base_path
from components.ui.frame.person import browser_cookie, find_cookie

_SECRET = secrets.token_bytes(32)  # of this server, until it stops
IN_VIEW = "workspace-in-view"  # the key of the session state that holds who looks at which workspace, if at any
_LONGEST_MARK = 32  # characters of a name that tell which browser it was offered to
# The cookie of who asked for a file that is made only now, beside any run of a page.
_asked_by: ContextVar[str] = ContextVar("asked_by")


def keep_files_apart() -> None:
    """Have Streamlit name each file by its content and by its browser, and make none for another visit."""
    memory_media_file_storage._calculate_file_id = name_file
    backend_operation_handler.DeferredFileHandler.handle = _make_own_file  # type: ignore[assignment, method-assign]  # a method is replaced


def name_file(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """Name a file by all that is in it and by the cookie of its browser, and give the name.

    Streamlit looks at three samples of a file over 1 MiB, so one visitor could get another's.
    """
    content = hashlib.sha256()
    for part in (mimetype.encode(), (filename or "").encode(), data):
        content.update(f"{len(part)}:".encode() + part)
    owner = _asked_by.get(None)
    return _mark(content.hexdigest(), browser_cookie() if owner is None else owner)


def _mark(name: str, cookie: str) -> str:
    """Mark the name of a file with the browser that it was offered to, and give it."""
    mark = hmac.new(_SECRET, f"{name} {cookie}".encode(), hashlib.sha256).hexdigest()
    return f"{name}-{mark[:_LONGEST_MARK]}"


_make_file = backend_operation_handler.DeferredFileHandler.handle


async def _make_own_file(
    handler: backend_operation_handler.DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """Make a file that this visit was offered. For one that another visit was offered, say that it failed."""
    offered = Runtime.instance().media_file_mgr._deferred_callables.get(request.deferred_file.file_id)
    is_offered = offered is not None and offered["session_id"] == session_id
    if not (is_offered and await run_in_threadpool(_is_still_open, session_id)):
        return BackendOperationResponse(request_id=request.request_id, error_msg=words.NOT_YOUR_FILE)
    visit = Runtime.instance().get_client(session_id)
    context = visit.client_context if visit else None
    _asked_by.set(find_cookie(context.cookies) if context else "")
    return await _make_file(handler, request, session_id)


def _is_still_open(session_id: str) -> bool:
    """Whether the workspace that a visit's page shows is still open to whoever looks at it."""
    visit = Runtime.instance()._session_mgr.get_session_info(session_id)
    state = visit.session.session_state if visit else None
    seen = state[IN_VIEW] if state is not None and IN_VIEW in state else None
    if seen is None:
        return True
    from components.store import StoreError
    from components.store.workspaces import find_workspace
    from components.ui.frame.kept_work import the_store

    try:
        return find_workspace(the_store(), *seen) is not None
    except StoreError:
        return False


class OwnFiles:
    """Sends a file that a page offered only to the browser that it was offered to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = under_base_path("/media/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self.files) and not _is_own(scope):
            await PlainTextResponse(words.NOT_YOUR_FILE, 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    marked = PurePosixPath(scope["path"]).stem
    cookie = find_cookie(Request(scope).cookies)
    return hmac.compare_digest(_mark(marked.partition("-")[0], cookie).encode(), marked.encode())
