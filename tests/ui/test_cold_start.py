"""A new server: it opens its door before it has loaded what draws the pages."""

import subprocess
import sys

SLOW = ("pandas", "numpy", "pyarrow", "pyvis", "networkx", "IPython", "igraph", "scipy", "openpyxl", "sqlalchemy")


def loaded_by(statement: str) -> set[str]:
    """Which of the slow packages a new Python has loaded once it has run a statement."""
    script = f"{statement}\nimport sys\nprint(*(name for name in {SLOW!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_door_opens_without_what_takes_long_to_load() -> None:
    of_streamlit = loaded_by("import streamlit")
    door = (
        "from components.ui.cold_start import while_running\n"
        "from components.ui.frame.server import middleware\n"
        "from components.ui.frame.start_page import list_start_routes\n"
        "middleware(list_start_routes())"
    )
    assert loaded_by(door) <= of_streamlit


def test_a_request_that_sends_nothing_loads_nothing() -> None:
    request = (
        "import asyncio\n"
        "from components.ui.frame.upload_limit import UploadLimit\n"
        "async def answer(scope, receive, send): await receive()\n"
        "async def receive(): return {'type': 'http.request', 'body': b''}\n"
        "scope = {'type': 'http', 'method': 'GET', 'path': '/network', 'headers': []}\n"
        "asyncio.run(UploadLimit(answer)(scope, receive, None))"
    )
    assert loaded_by(request) <= loaded_by("import streamlit")


def test_a_warm_server_has_loaded_what_the_pages_need() -> None:
    warm = "import logging; logging.disable()\nfrom components.ui.cold_start import warm_up\nwarm_up().join()"
    loaded = loaded_by(warm)
    assert {"pandas", "igraph", "pyvis"} <= loaded
    assert loaded.isdisjoint({"IPython", "networkx"})  # what pyvis has for notebooks
    assert loaded.isdisjoint({"openpyxl", "sqlalchemy"})  # the first page needs neither workbooks nor the store
