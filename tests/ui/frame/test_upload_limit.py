"""The server takes only as much as it has room for, whoever sends it, and however many do."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from components.ui.frame import memory, words
from components.ui.frame.upload_limit import UploadLimit
from tests.serving import run_coroutine

MB = 1_000_000


async def take_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that reads the whole body."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})


def put(limit: UploadLimit, parts: list[int], says_its_size: bool, visit: str = "one") -> tuple[int, str]:
    """Send a file in parts of so many bytes, and give the status and words of the answer."""
    told: list[Message] = []
    coming = [{"type": "http.request", "body": bytes(size), "more_body": True} for size in parts]
    coming.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        told.append(message)

    headers = [(b"content-length", str(sum(parts)).encode())] if says_its_size else []
    path = f"/_stcore/upload_file/{visit}/file"
    scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
    try:
        run_coroutine(limit(scope, receive, send))
    except HTTPException as refused:
        return refused.status_code, refused.detail
    return told[0]["status"], b"".join(each.get("body", b"") for each in told[1:]).decode()


@pytest.fixture
def room_for_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has room for 10 MB more."""
    monkeypatch.setattr(memory, "_in_use", lambda: 90.0)
    monkeypatch.setenv("ATLAS_MEMORY", "100")


@pytest.mark.usefixtures("room_for_ten")
@pytest.mark.parametrize("says_its_size", [True, False])
def test_what_the_server_has_no_room_for_is_refused_at_the_route(says_its_size: bool) -> None:
    limit = UploadLimit(take_all)
    assert put(limit, [3 * MB, 3 * MB], says_its_size) == (204, "")
    assert put(limit, [6 * MB, 6 * MB], says_its_size) == (503, words.NO_ROOM)
    assert not limit.arriving, "what was refused is no longer under way"


@pytest.mark.usefixtures("room_for_ten")
@pytest.mark.parametrize("says_its_size", [True, False])
def test_what_comes_from_many_visits_at_once_is_counted_together(says_its_size: bool) -> None:
    limit = UploadLimit(take_all)
    limit.arriving.update({"two": 3 * MB, "three": 3 * MB})
    assert put(limit, [2 * MB, 2 * MB], says_its_size) == (204, "")
    assert put(limit, [3 * MB, 3 * MB], says_its_size) == (503, words.NO_ROOM)


@pytest.mark.usefixtures("room_for_ten")
def test_memory_that_nobody_needs_is_given_back_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "components.ui.frame.upload_limit.release_memory", lambda: monkeypatch.setattr(memory, "_in_use", lambda: 10.0)
    )
    assert put(UploadLimit(take_all), [12 * MB], says_its_size=True) == (204, "")
