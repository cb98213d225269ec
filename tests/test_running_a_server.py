"""The commands of docs/running-a-server.md do what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

import pytest
import yaml
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.nginx_server import nginx_program, running
from tests.serving import ROOT, WAIT, answers, free_port, served
from tests.sign_in_provider import Provider
from tests.test_doors import ask, line_to
from tests.test_server import told

PAGE = (ROOT / "docs" / "running-a-server.md").read_text("utf-8")
STARTS = [line.partition("#")[0].strip() for line in re.findall(r"^    (.*make run.*)$", PAGE, re.MULTILINE)]


def block(first: str) -> str:
    """The lines of an example that begins with ``first``."""
    found = re.search(rf"^    {re.escape(first)}.*\n(?:    .*\n)*", PAGE, re.MULTILINE)
    assert found, first
    return re.sub(r"^    ", "", found[0], flags=re.MULTILINE)


@pytest.mark.skipif(not (ROOT / ".venv" / "run").exists(), reason="the packages were not set up by make")
@pytest.mark.parametrize("line", STARTS)
def test_each_way_to_start_starts(line: str) -> None:
    port = free_port()
    host = (re.findall(r"ATLAS_HOSTS=(\S+)", line) or ["localhost"])[0]
    base = "/atlas" if "BASE_URL_PATH=atlas" in line else ""
    started = subprocess.Popen(f"{line} PORT={port}", shell=True, cwd=ROOT, start_new_session=True)
    try:
        until = time.monotonic() + WAIT
        while not answers(port) and started.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        status, said, _ = ask(f"http://127.0.0.1:{port}", f"{base}/healthz", Host=host)
        assert (status, json.loads(said)["status"]) == (200, "alive")
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.wait(WAIT)


def test_all_of_them_were_found() -> None:
    assert len(STARTS) == PAGE.count("make run") - 1, "but the first, which is in a sentence"


def test_the_secrets_of_several_machines_are_made_as_compose_expects_them(tmp_path: Path) -> None:
    folder = tmp_path / "deploy"
    folder.mkdir()
    for name in ("fullchain.pem", "privkey.pem"):
        (folder / name).write_text(name)
    commands, last = block("cd deploy").strip().rsplit("\n", 1)
    subprocess.run(["sh", "-euc", commands], cwd=tmp_path, check=True)
    assert last.endswith("docker compose up --build --detach")
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    files = [folder / secret["file"] for secret in compose["secrets"].values()]
    assert {path.name for path in files} == {path.name for path in (folder / "secrets").iterdir()}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o444 for path in files)
    assert stat.S_IMODE((folder / "secrets").stat().st_mode) == 0o700
    password = (folder / "secrets" / "database_password").read_text().strip()
    address = (folder / "secrets" / "database_url").read_text().strip()
    assert re.fullmatch("[0-9a-f]{48}", password) and address == f"postgresql://atlas:{password}@postgres/atlas"


def test_a_file_for_sign_in_that_is_empty_turns_nothing_on(tmp_path: Path) -> None:
    file = tmp_path / "sign_in.toml"
    file.touch()
    with (
        served(ATLAS_DATA=str(tmp_path / "data"), STREAMLIT_SECRETS_FILES=str(file)) as server,
        line_to(server) as line,
    ):
        sent = [b""]
        while b"Civic Ecosystem Atlas, version" not in sent[-1]:  # the foot of the page, below where one signs in
            sent.append(line.recv(WAIT))
        assert not any(b"Sign in" in message for message in sent)


def test_the_file_for_sign_in_is_written_as_the_server_reads_it_and_lies_where_it_looks() -> None:
    page = (ROOT / "docs" / "workspaces.md").read_text("utf-8")
    shown = re.search(r"^    \[auth\]\n(?:    .*\n)+", page, re.MULTILINE)
    assert shown
    example = tomllib.loads(re.sub(r"^    ", "", shown[0], flags=re.MULTILINE))["auth"]
    tried = tomllib.loads(Provider().secrets_file("https://atlas.example.org"))["auth"]
    assert set(example) == set(tried) and example["redirect_uri"] == tried["redirect_uri"]
    assert "`install -o atlas -m 400 sign_in.toml /srv/atlas/.streamlit/secrets.toml`" in PAGE
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    assert compose["services"]["atlas1"]["environment"]["STREAMLIT_SECRETS_FILES"] == "/run/secrets/sign_in.toml"
    assert compose["secrets"]["sign_in.toml"] == {"file": "./secrets/sign_in.toml"}


def test_the_commands_on_containers_name_what_is_there() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    named = re.findall(r"docker compose (?:exec|up [^`\n]*--no-deps) (\w+)", PAGE)
    assert len(named) == 2 and set(named) <= set(compose["services"])
    assert "-f deploy/Containerfile\n" in PAGE and compose["x-atlas"]["build"]["dockerfile"] == "deploy/Containerfile"
    back_up = re.search(r"exec atlas1 (\.venv/bin/python -m components\.store backup)`", PAGE)
    assert back_up and back_up[1].replace(".venv/bin", "$(BIN)") in (ROOT / "Makefile").read_text()


def test_the_unit_is_set_up_where_it_looks() -> None:
    unit = (ROOT / "deploy" / "atlas.service").read_text("utf-8")
    steps = block("apt-get install git make")
    assert "EnvironmentFile=-/etc/atlas/environment" in unit and "> /etc/atlas/environment" in steps
    assert "WorkingDirectory=/srv/atlas\n" in unit and "git clone <the address of this repository> /srv/atlas" in steps
    assert "User=atlas\n" in unit and re.search(r"^useradd .* atlas$", steps, re.MULTILINE)
    assert "ExecStart=/srv/atlas/deploy/start\n" in unit and "make -C /srv/atlas .venv/run\n" in steps
    assert "http://127.0.0.1:8501/readyz" in steps and "STREAMLIT_SERVER_PORT=8501" in unit


@pytest.mark.skipif(nginx_program() is None and not os.environ.get("CI"), reason="nginx is not installed")
def test_pages_open_through_the_proxy_of_the_example() -> None:
    location = block("location / {")
    with served(ATLAS_HOSTS="127.0.0.1") as server, tempfile.TemporaryDirectory(prefix="atlas-nginx-") as folder:
        port = free_port()
        assert "http://127.0.0.1:8501" in location
        location = location.replace("http://127.0.0.1:8501", server)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        http = f"access_log off; {paths} server {{ listen 127.0.0.1:{port}; {location} }}"
        text = f"pid {folder}/pid; events {{}} http {{ {http} }}"
        (Path(folder) / "nginx.conf").write_text(text)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        with running(Path(folder), port), line_to(f"http://127.0.0.1:{port}") as line:
            assert told(line, "script_finished").script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            assert ask(f"http://127.0.0.1:{port}", "/network")[0] == 200
