"""A served app and a headless Chromium for tests and benchmarks; both are stopped by whoever started them."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, sync_playwright

Result = TypeVar("Result")
ROOT = Path(__file__).parents[1]
WAIT = 90  # seconds for a server to answer on a busy machine
# Without these Chromium asks its maker's hosts for updates at every start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Tests run side by side, each of their processes on ports of its own. All lie below those that a system gives to
# outgoing connections, so that none of these takes one between the look and the start of a server.
FIRST_PORT, OWN_PORTS = 12_000, 1_000


def run_coroutine(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end in a thread of its own, as the event loop of a browser may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def free_port() -> int:
    """Give a port of this machine that nothing listens to, and that no other process of these tests takes."""
    first = FIRST_PORT + OWN_PORTS * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in random.sample(range(first, first + OWN_PORTS), OWN_PORTS):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError(f"All ports from {first} to {first + OWN_PORTS} are taken.")


def answers(port: int) -> bool:
    """Whether something listens to a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Served(str):
    """The address of a served app, which also knows the id of its process."""

    pid: int


def start_server(
    script: str | Path, port: int, log: Path | None, environment: Mapping[str, str], *, apart: bool = False
) -> subprocess.Popen[bytes]:
    """Start to serve a Streamlit script of this project on the loopback, with its log in a file; ``apart`` in a group
    of processes of its own."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
    with (log or Path(os.devnull)).open("wb") as written:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            stdout=written,
            stderr=written,
            start_new_session=apart,
        )


@contextmanager
def served(
    script: str | Path = "app.py", log: Path | None = None, port: int | None = None, **environment: str
) -> Iterator[Served]:
    """Serve a Streamlit script of this project on the loopback, with its log in a file; gives its address."""
    port = port or free_port()
    server = start_server(script, port, log, environment)
    try:
        address = Served(f"http://127.0.0.1:{port}")
        address.pid = server.pid
        base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        _wait_until_up(server, f"{address}/{base}/_stcore/health" if base else f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_up(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped at once, with exit code {server.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer within {WAIT} s.")


def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("No Chromium on this machine; `make test` installs Debian's.")
    return path


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*CHROMIUM_FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()
