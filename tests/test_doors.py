"""Doors that are shut: other visitors' files, other sites' pages, messages that no page sends, and a full server."""

from __future__ import annotations

import contextlib
import http.client
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from components.files import write_inventory
from components.inventory import Inventory
from tests.inventories import make_inventory
from tests.serving import Served, served
from tests.test_server import WAIT, told

ONE, OTHER = "atlas_browser=one-browser-of-a-visitor", "atlas_browser=another-browser-of-one"
LARGE = 1 << 20  # bytes, from which on Streamlit looks at samples of a file only
# Python runs a file of this name at its start. It writes down whom a process wants to reach, and which city it reads.
SPY = """import os, sys
def write(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        os.write(to, f"{args[0] if event == 'socket.getaddrinfo' else args[1]}\\n".encode())
    if event == "open" and "/inventories/riverbend/" in str(args[0]):
        os.write(cities, b"Riverbend is read\\n")
to, cities = (os.open(os.environ[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND) for name in ("SPY", "SPY_CITIES"))
sys.addaudithook(write)
"""


@pytest.fixture(scope="module")
def spied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the spy, and the file that it writes."""
    folder = tmp_path_factory.mktemp("spy")
    (folder / "sitecustomize.py").write_text(SPY)
    return folder


@pytest.fixture(scope="module")
def server(spied: Path) -> Iterator[Served]:
    spy = {"PYTHONPATH": str(spied), "SPY": str(spied / "reached.txt"), "SPY_CITIES": str(spied / "cities.txt")}
    with served(ATLAS_HOSTS="atlas.example.org, Other.example.org", **spy) as address:
        yield address


@contextlib.contextmanager
def line_to(
    server: str, page: str = "overview", query: str = "city=riverbend", **headers: str
) -> Iterator[ClientConnection]:
    """A visitor's line to the app, once the first page is drawn."""
    with shake_hands(server, **headers) as line:
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        line.send(asked.SerializeToString())
        yield line


@contextlib.contextmanager
def shake_hands(server: str, **headers: str) -> Iterator[ClientConnection]:
    address = f"{server.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(
        address, subprotocols=["streamlit"], additional_headers=headers, max_size=None, close_timeout=1
    ) as line:
        yield line


def ask(server: str, path: str = "/", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=WAIT)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), answer.headers
    finally:
        connection.close()


# Downloads


def six_thousand(word: str) -> Inventory:
    """A city that differs from others like it in one word of one organization."""
    organizations = [
        {
            "id": f"o{number}",
            "name": f"Organization number {number} of the city",
            "type": "local government",
            "description": f"It does the work number {number}, day after day, {word if number == 1_500 else 'daily'}",
        }
        for number in range(6_000)
    ]
    return make_inventory(inventory=[{"city": "Testville", "as_of": "2026-05-01"}], organizations=organizations)


def read_offers(line: ClientConnection) -> tuple[str, dict[str, str]]:
    """The name of a visit, and the name of each file that its page offers, by what its button says."""
    session = told(line, "new_session").new_session.initialize.session_id
    buttons = {}
    while not (message := ForwardMsg.FromString(line.recv(WAIT))).HasField("script_finished"):
        button = message.delta.new_element.download_button
        if button.deferred_file_id:
            buttons[button.label] = button.deferred_file_id
    return session, buttons


def have_made(line: ClientConnection, session: str, file: str) -> str:
    """Have the server make a file that a page offers, and give its address; empty where it makes none."""
    asked = BackMsg()
    request = asked.backend_operation_request
    request.request_id, request.session_id, request.deferred_file.file_id = "1", session, file
    line.send(asked.SerializeToString())
    return told(line, "backend_operation_response").backend_operation_response.deferred_file.url


def downloads(server: Served, city: str) -> dict[str, tuple[str, bytes]]:
    """The address and content of each file that the inventory page offers, by what its button says."""
    found = {}
    with line_to(server, "inventory", f"city={city}", Cookie=ONE) as line:
        session, buttons = read_offers(line)
        for label, file in buttons.items():
            address = have_made(line, session, file)
            found[label] = address, ask(server, address, Cookie=ONE)[1].encode()
    return found


@pytest.mark.parametrize("cookie", [OTHER, "", f"{ONE}x", "atlas_browser="])
def test_a_file_goes_to_the_browser_that_it_was_offered_to_alone(server: Served, cookie: str):
    with line_to(server, "inventory", Cookie=ONE) as line:
        session, buttons = read_offers(line)
        address = have_made(line, session, next(iter(buttons.values())))
        assert ask(server, address, Cookie=ONE)[0] == 200
        status, said, _ = ask(server, address, Cookie=cookie)
        assert status == 404 and said.startswith("This file is not here")


def test_no_visit_makes_a_file_that_another_was_offered(server: Served):
    with line_to(server, "inventory", Cookie=ONE) as one, line_to(server, "inventory", Cookie=OTHER) as other:
        session, buttons = read_offers(one)
        file = next(iter(buttons.values()))
        read_offers(other)
        assert have_made(other, session, file) == ""
        assert have_made(one, session, file)


def test_nobody_gets_a_file_of_somebody_else(tmp_path: Path):
    for folder, word in (("one", "early"), ("other", "later")):
        write_inventory(six_thousand(word), tmp_path / folder, format="folder")
    with served(ATLAS_INVENTORIES=str(tmp_path)) as server:
        one, other = downloads(server, "one"), downloads(server, "other")
    large = [label for label, (_, content) in one.items() if len(content) > LARGE]
    assert set(large) >= {"Kumu (JSON)", "GraphML", "GEXF"}
    for label in large:
        assert one[label][0] != other[label][0], label
        assert b"early" in one[label][1] and b"later" in other[label][1], label


# Other sites, and other names


def test_pages_of_other_sites_are_refused_at_once_and_nobody_outside_is_asked(server: Served, spied: Path):
    begun = time.monotonic()
    for _ in range(8):
        with pytest.raises(InvalidStatus), shake_hands(server, Origin="https://evil.example"):
            pass
    assert time.monotonic() - begun < 0.5
    assert reached(spied) == set()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1.evil.example", "http://[", "x"]
)
def test_no_route_answers_a_page_of_another_site(server: Served, spied: Path, origin: str):
    for path in ("/", "/_stcore/health", "/media/x.csv"):
        status, said, _ = ask(server, path, Origin=origin)
        assert (status, said[:23]) == (403, "A page of another site ")
    with pytest.raises(InvalidStatus), shake_hands(server, Origin=origin):
        pass
    assert reached(spied) == set()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.2", "[::1", ""])
def test_no_route_answers_to_a_name_that_the_atlas_does_not_have(server: Served, host: str):
    status, said, headers = ask(server, Host=host)
    assert status == 403 and said.startswith("The Atlas does not answer to the name ")
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:80", "[::1]:9", "atlas.example.org"])
def test_the_atlas_answers_to_its_names(server: Served, host: str):
    assert ask(server, Host=host)[0] == 200
    assert ask(server, Host=host, Origin=f"http://{host}")[0] == 200


@pytest.mark.parametrize("origin", ["https://atlas.example.org", "https://other.example.org:8443"])
def test_a_proxy_may_call_the_server_by_another_name(server: Served, spied: Path, origin: str):
    with shake_hands(server, Origin=origin) as line:
        line.send(BackMsg(app_heartbeat=True).SerializeToString())
        assert told(line, "heartbeat_ack").heartbeat_ack
    assert reached(spied) == set()


def reached(spied: Path) -> set[str]:
    """The hosts beside this machine's own that the server wanted to reach."""
    lines = (spied / "reached.txt").read_text().splitlines()
    return {line for line in lines if "127.0.0.1" not in line and "localhost" not in line}


def test_nothing_outside_is_asked_while_somebody_visits(server: Served, spied: Path):
    with line_to(server) as line:
        told(line, "script_finished")
    assert reached(spied) == set()


# Links that ask for too much


@pytest.mark.parametrize(
    "words",
    ["&".join(f"w{number}=1" for number in range(9_000)), "issue=" + ",".join(f"w{n}" for n in range(9_000))],
    ids=["as words", "as values"],
)
def test_a_link_with_thousands_of_unknown_words_keeps_its_city(server: Served, words: str):
    with line_to(server, query=f"{words}&city=riverbend") as line:
        warnings, headings = [], []
        while not (message := ForwardMsg.FromString(line.recv(WAIT))).HasField("script_finished"):
            element = message.delta.new_element
            warnings += [element.alert.body] if element.HasField("alert") else []
            headings += [element.markdown.body] if element.markdown.body.startswith("## ") else []
    assert headings[0].startswith("## Riverbend")
    assert len(warnings) == 6
    assert "w0" in warnings[0] and "w4" in warnings[4]
    assert warnings[5] == "It asks for 8,995 more that are not known here. They were left out too."


# Messages that no page sends


def test_nobody_empties_the_memory_that_all_share(server: Served, spied: Path):
    with line_to(server) as line:
        told(line, "script_finished")
        before = (spied / "cities.txt").read_text()
        line.send(BackMsg(clear_cache=True).SerializeToString())
        heard(line)
    with line_to(server) as line:
        told(line, "script_finished")
    assert (spied / "cities.txt").read_text() == before != ""


def test_nobody_is_told_which_code_runs(server: Served):
    with line_to(server) as line:
        told(line, "script_finished")
        line.send(BackMsg(load_git_info=True).SerializeToString())
        assert "git_info_changed" not in heard(line)


def heard(line: ClientConnection) -> list[str | None]:
    """What the server says until it answers a sign of life that is sent now."""
    line.send(BackMsg(app_heartbeat=True).SerializeToString())
    kinds: list[str | None] = []
    while "heartbeat_ack" not in kinds:
        kinds.append(ForwardMsg.FromString(line.recv(WAIT)).WhichOneof("type"))
    return kinds


# A full server

PAGE = {"Accept": "text/html,application/xhtml+xml"}


def test_a_full_server_says_so_and_lets_people_in_again():
    with served(ATLAS_VISITS="2") as server:
        with line_to(server), line_to(server):
            status, said, headers = ask(server, "/network", **PAGE)
            assert status == 503 and headers["Retry-After"] == "20"
            assert "The Atlas is full just now" in said and "room for 2 at a time" in said
            assert ask(server, "/_stcore/health")[0] == 200
            # Who reloads the page has a visit that ends only once the new page is there.
            assert ask(server, "/network", Cookie="_streamlit_xsrf=2|a|b|1", **PAGE)[0] == 200
        until = time.monotonic() + WAIT
        while ask(server, "/network", **PAGE)[0] == 503 and time.monotonic() < until:
            time.sleep(0.1)
        assert ask(server, "/network", **PAGE)[0] == 200


def test_lines_beyond_the_limit_are_refused():
    with served(ATLAS_VISITS="1") as server, contextlib.ExitStack() as stack, pytest.raises(InvalidStatus):
        for _ in range(30):
            stack.enter_context(shake_hands(server))


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="reads /proc")
def test_the_server_may_open_as_many_files_as_the_system_allows():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, before[1]), before[1]))
    try:
        with served() as server:
            limits = Path(f"/proc/{server.pid}/limits").read_text()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    soft, hard = next(line.split()[3:5] for line in limits.splitlines() if line.startswith("Max open files"))
    assert soft == hard or int(soft) == 65_536


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="lowers a process's limit")
def test_a_server_out_of_files_does_not_fill_the_log(tmp_path: Path):
    with served(log=tmp_path / "log.txt") as server, contextlib.ExitStack() as stack:
        files = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (files + 20, files + 20))
        host, port = server.removeprefix("http://").split(":")
        for _ in range(60):
            stack.enter_context(socket.create_connection((host, int(port)), timeout=WAIT))
        time.sleep(4)  # seconds in which it would write some megabytes
        log = (tmp_path / "log.txt").read_bytes()
    assert b"Too many open files" in log
    assert len(log) < 100_000
