"""Opening a page beside an empty Streamlit page in the same run: on a warm server, and on one that has just started."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.serving import chromium, served

EMPTY = Path(__file__).parent / "empty_page.py"
RUNS, COLD_RUNS = 8, 3
GIVE_UP = 120_000  # ms
_STILL = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
_EMPTY_IS_DRAWN = "() => document.querySelector('h1')?.textContent.includes('Empty')"
_MAP_IS_DRAWN = "() => Object.values(window.atlasMaps ?? {}).some((map) => map.look && map.view)"
_STILL_MAP_ANSWERS = """() => {
  const plot = document.querySelector(".still-map .plot"), lines = plot?.querySelector("img");
  if (!lines?.complete || !lines.naturalWidth) return false;
  const link = plot.querySelector("a"), { x, y, width, height } = link.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2)?.closest("a") === link;
}"""
_ALL_IS_DRAWN = "() => document.querySelector('[data-testid=stMain]')?.textContent.includes('Glossary')"
_MAP_ANSWERS = """() => {
  const map = Object.values(window.atlasMaps ?? {}).find((map) => map.look && map.view);
  const hosts = map ? [...document.querySelectorAll("*")] : [];
  const root = hosts.map((host) => host.shadowRoot?.querySelector(".atlas-map")).find(Boolean);
  if (!root) return false;
  const [point] = map.look().points.filter((p) => p.shown).sort((a, b) => b.radius - a.radius);
  const canvas = root.querySelector("canvas"), { left, top } = canvas.getBoundingClientRect();
  const over = { bubbles: true, clientX: left + point.x, clientY: top + point.y };
  canvas.dispatchEvent(new MouseEvent("mousemove", over));
  const tip = root.querySelector(".tip");
  return !tip.hidden && tip.textContent.includes(point.name);
}"""


def run() -> list[dict[str, Any]]:
    with chromium() as browser:
        return [*_warm(browser), *_cold(browser)]


def _warm(browser: Browser) -> list[dict[str, Any]]:
    opened: dict[str, list[float]] = {"empty": [], "network": [], "overview": []}
    with served(EMPTY) as empty, served() as atlas:
        for turn in range(RUNS + 1):
            seconds = {
                "empty": _open(browser, empty, _empty_is_still),
                "network": _open(browser, f"{atlas}/network?city=riverbend", _map_answers),
                "overview": _open(browser, f"{atlas}/?city=riverbend", _overview_is_still),
            }
            for name, value in seconds.items() if turn else ():  # the first turn warms both servers
                opened[name].append(value)
    network = "Network to a still map that answers, 127 organizations, beside an empty page"
    return [
        _row(network, opened["network"], opened["empty"], "within 1.4x"),
        _row("Overview to a still page, beside an empty page", opened["overview"], opened["empty"], "within 1.2x"),
    ]


def _cold(browser: Browser) -> list[dict[str, Any]]:
    frames, stills, empties = [], [], []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        with served(EMPTY) as empty:
            _open(browser, empty, _empty_is_still)
            empties.append(time.perf_counter() - start)
        start = time.perf_counter()
        with served() as atlas:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{atlas}/network?city=riverbend", wait_until="commit")
            page.get_by_test_id("stHeader").get_by_role("link", name="Network").wait_for(timeout=GIVE_UP)
            frames.append(time.perf_counter() - start)
            _network_is_still(page)
            stills.append(time.perf_counter() - start)
            page.close()
    return [
        _row("cold server started, Network's frame seen, beside an empty page", frames, empties, "within 2x"),
        _row("cold server started, Network to a still page, beside an empty page", stills, empties, "within 2x"),
    ]


def _row(what: str, ours: list[float], theirs: list[float], target: str) -> dict[str, Any]:
    mine, other = statistics.median(ours), statistics.median(theirs)
    note = f"of {len(ours)} pairs by turns; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    return {"what": what, "ours": mine, "theirs": other, "ratio": mine / other, "target": target, "note": note}


def _open(browser: Browser, address: str, wait: Callable[[Page], None]) -> float:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    wait(page)
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def _wait(page: Page, until: str) -> None:
    """Wait until a script says yes, asked at each frame: a locator's own waiting asks every 100 ms, then every 500."""
    page.wait_for_function(until, polling="raf", timeout=GIVE_UP)


def _empty_is_still(page: Page) -> None:
    _wait(page, _EMPTY_IS_DRAWN)
    _wait(page, _STILL)


def _map_answers(page: Page) -> None:
    """Until the map is drawn and says what a pointer is over."""
    _wait(page, _MAP_ANSWERS)


def _overview_is_still(page: Page) -> None:
    """Until the page is drawn to its foot, and a click on its map would open an organization."""
    _wait(page, _STILL_MAP_ANSWERS)
    _wait(page, _ALL_IS_DRAWN)
    _wait(page, _STILL)


def _network_is_still(page: Page) -> None:
    _wait(page, _MAP_IS_DRAWN)
    _wait(page, _ALL_IS_DRAWN)
    _wait(page, _STILL)
