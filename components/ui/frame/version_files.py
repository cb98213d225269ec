"""The versions of workspaces as files: at addresses of their own, each sent only to who may see the workspace then."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.ui.frame import words
from components.ui.frame.base_path import under_base_path
from components.ui.frame.person import person_of_request

_MEDIA_TYPES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def list_version_routes() -> list[Route]:
    """List the addresses of the versions of workspaces as files, and give each with what is sent for it."""
    return [Route(under_base_path("/w/{workspace}/v/{number:int}/{name}.{ending}"), _send_version)]


async def _send_version(request: Request) -> Response:
    return await run_in_threadpool(_make_file, request)


def _make_file(request: Request) -> Response:
    """Make the file that is asked for. Where there is none, or it is not for who asks, nothing tells the two apart."""
    from components.store import NotAllowedError, Person, StoreError
    from components.store.versions import open_version
    from components.ui.frame.kept_work import the_store
    from components.ui.frame.page_footer import draft_package, inventory_file

    asked, ending = request.path_params, request.path_params["ending"]
    person = person_of_request(request) or Person("")
    if ending not in _MEDIA_TYPES:
        return _refuse(404, words.NOT_YOUR_FILE)
    try:
        draft = open_version(the_store(), person, asked["workspace"], asked["number"])
    except NotAllowedError:
        return _refuse(404, words.NOT_YOUR_FILE)
    except StoreError as error:
        return _refuse(503, str(error))
    content = draft_package(draft) if ending == "zip" else inventory_file(draft.inventory, "xlsx", draft)
    return Response(
        content,
        media_type=_MEDIA_TYPES[ending],
        headers={"Content-Disposition": "attachment", "Cache-Control": "no-store"},
    )


def _refuse(status: int, why: str) -> Response:
    return PlainTextResponse(why, status, {"Cache-Control": "no-store"})
