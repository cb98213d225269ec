"""The files by which the Atlas is run on servers: each is looked over by its own program, and their facts agree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.ui.frame.replica import COOKIE
from tests.nginx_server import Nginx, nginx_program
from tests.serving import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
UNIT = (DEPLOY / "atlas.service").read_text("utf-8")
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
START = (DEPLOY / "start").read_text("utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
REPLICAS = ("atlas1", "atlas2")
HARDENED = 2.5  # what `systemd-analyze security` may find exposed, of 10


def env(name: str) -> str:
    found = re.search(rf"{name}=([^\s\\]+)", CONTAINER)
    assert found, name
    return found[1]


# The packages


def test_the_lock_has_each_package_that_is_required_at_its_version() -> None:
    required = re.findall(r"^([\w-]+==\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    locked = re.findall(r"^([\w-]+==[^\s;]+)", LOCK, re.MULTILINE)
    assert len(required) > 10
    assert set(required) <= set(locked), "make lock"
    assert len(locked) > 2 * len(required)


def test_the_lock_names_files_by_their_hashes_and_no_place_that_they_come_from() -> None:
    entries = [entry for entry in re.split(r"\n(?=[\w-]+==)", LOCK) if "==" in entry]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK and "index" not in LOCK


# Containers


def test_the_container_has_all_that_the_app_reads() -> None:
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE))
    assert copied == {
        "requirements.lock",
        "app.py pyproject.toml",
        ".streamlit",
        "components",
        "data",
        "pages",
        "deploy/start",
    }
    let_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert let_in == {each for line in copied for each in line.split()}


def test_the_container_runs_as_a_user_without_rights_and_is_asked_whether_it_is_ready() -> None:
    assert re.search(r"^USER \d+$", CONTAINER, re.MULTILINE)
    port = env("STREAMLIT_SERVER_PORT")
    assert f"EXPOSE {port}\n" in CONTAINER
    assert f"http://127.0.0.1:{port}/readyz" in CONTAINER
    assert 'ENTRYPOINT ["deploy/start"]' in CONTAINER and os.access(DEPLOY / "start", os.X_OK)
    assert f"VOLUME {env('ATLAS_DATA')}\n" in CONTAINER


def test_a_container_changes_nothing_but_its_data() -> None:
    for name in REPLICAS:
        assert SERVICES[name]["read_only"] and SERVICES[name]["tmpfs"] == ["/tmp"]
        assert SERVICES[name]["volumes"] == [f"var:{env('ATLAS_DATA')}"]
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_each_secret_is_a_file_that_is_declared_and_never_shipped() -> None:
    for service in SERVICES.values():
        asked = [value for name, value in service.get("environment", {}).items() if name.endswith("_FILE")]
        assert set(asked) <= {f"/run/secrets/{name}" for name in service["secrets"]}
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
    assert all(secret["file"].startswith("./secrets/") for secret in COMPOSE["secrets"].values())
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_secrets_that_the_containers_get_are_those_that_the_start_reads() -> None:
    listed = re.search(r"^for name in (.+); do$", START, re.MULTILINE)
    assert listed
    names = {f"{name}_FILE" for name in listed[1].split()}
    for replica in REPLICAS:
        assert {name for name in SERVICES[replica]["environment"] if name.endswith("_FILE")} == names


def test_a_container_may_take_as_long_to_stop_as_the_app() -> None:
    assert all(SERVICES[name]["stop_grace_period"] == "15s" for name in REPLICAS)
    assert "TimeoutStopSec=15\n" in UNIT


# nginx


def test_nginx_finds_the_replicas_where_they_are() -> None:
    found = dict(line.split(":") for line in SERVICES["nginx"]["extra_hosts"])
    for name in REPLICAS:
        assert found[name] == SERVICES[name]["networks"]["inside"]["ipv4_address"]
    assert set(re.findall(r"server (\S+?)[ ;]", NGINX)) == {
        f"{name}:{env('STREAMLIT_SERVER_PORT')}" for name in REPLICAS
    }


def test_nginx_knows_each_replica_by_the_name_that_it_gives_itself() -> None:
    assert f"map $cookie_{COOKIE} $replica" in NGINX
    for name in REPLICAS:
        number = SERVICES[name]["environment"]["ATLAS_REPLICA"]
        assert re.search(rf"^ +{number} replica{number};$", NGINX, re.MULTILINE)
        assert re.search(rf"upstream replica{number} {{\s+server {name}:", NGINX)


def test_nginx_listens_where_the_ports_lead_and_reads_the_secrets_that_it_gets() -> None:
    inside = {port.split(":")[1] for port in SERVICES["nginx"]["ports"]}
    assert inside == set(re.findall(r"listen (\d+)", NGINX))
    assert set(re.findall(r"/run/secrets/(\w+)", NGINX)) == set(SERVICES["nginx"]["secrets"])


def test_nginx_lets_an_upload_through_that_the_atlas_takes() -> None:
    from components.files import Limits

    found = re.search(r"client_max_body_size (\d+)m;", NGINX)
    assert found and Limits().megabytes < int(found[1]) <= Limits().megabytes + 5


@pytest.mark.skipif(nginx_program() is None and not os.environ.get("CI"), reason="nginx is not installed")
def test_nginx_reads_its_configuration() -> None:
    with tempfile.TemporaryDirectory(prefix="atlas-nginx-") as folder:
        said = Nginx(Path(folder), ["http://127.0.0.1:1", "http://127.0.0.1:2"]).check()
    assert "test is successful" in said
    assert "[warn]" not in said and "[emerg]" not in said


# systemd


def as_if_installed(folder: Path) -> Path:
    """The unit with a folder and a user that are here: the project's own, and one of Debian's."""
    unit = folder / "atlas.service"
    unit.write_text(UNIT.replace("/srv/atlas", str(ROOT)).replace("=atlas\n", "=daemon\n"))
    return unit


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    unit = as_if_installed(tmp_path)
    read = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert [line for line in read.stderr.splitlines() if "atlas.service" in line] == []
    command = ["systemd-analyze", "security", "--offline=true", str(unit)]
    looked = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"Overall exposure level for atlas.service: ([\d.]+)", looked.stdout)
    assert found and float(found[1]) <= HARDENED


def test_the_unit_keeps_its_data_where_it_may_write() -> None:
    assert "ATLAS_DATA=/var/lib/atlas " in UNIT and "StateDirectory=atlas\n" in UNIT
    assert "STREAMLIT_SERVER_ADDRESS=127.0.0.1" in UNIT


# The start


def started(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the start hands on to a program that stands in for Streamlit and tells its secrets."""
    (folder / "deploy").mkdir()
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(DEPLOY / "start", folder / "deploy")
    stand_in = folder / ".venv" / "bin" / "streamlit"
    stand_in.write_text('#!/bin/sh\necho "$*|${DATABASE_URL:-}|${STREAMLIT_SERVER_COOKIE_SECRET:-}"\n')
    stand_in.chmod(0o755)
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run([folder / "deploy" / "start"], env=path | environment, capture_output=True, text=True)


def test_the_start_reads_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://atlas:a$b 'c\"@host/atlas\n")
    (tmp_path / "cookie").write_text("secret")
    files = {
        "DATABASE_URL_FILE": str(tmp_path / "url"),
        "STREAMLIT_SERVER_COOKIE_SECRET_FILE": str(tmp_path / "cookie"),
    }
    assert started(tmp_path, **files).stdout == "run app.py|postgresql://atlas:a$b 'c\"@host/atlas|secret\n"


def test_the_start_leaves_what_is_said_in_the_environment(tmp_path: Path) -> None:
    assert started(tmp_path, DATABASE_URL="postgresql:///atlas").stdout == "run app.py|postgresql:///atlas|\n"


def test_without_its_secret_the_atlas_does_not_start(tmp_path: Path) -> None:
    ended = started(tmp_path, DATABASE_URL_FILE=str(tmp_path / "none"))
    assert ended.returncode != 0 and ended.stdout == "" and "none" in ended.stderr
