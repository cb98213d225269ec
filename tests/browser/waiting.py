"""How a test waits: until the server has answered, and until nothing on the page is on its way any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WAIT = 120_000  # ms; a busy machine is slow, not wrong
NOT_THE_END = (ForwardMsg.FINISHED_EARLY_FOR_RERUN,)
# What a click set going is on its way to the server, or on the screen, after this.
DRAWN_TWICE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
# What the page is still about, or nothing.
UNREST = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const ends = (a) => a.playState === "running" && a.effect.getComputedTiming().endTime !== Infinity;
  if (app?.dataset.testScriptState !== "notRunning") return "the script runs";
  if (document.querySelector("[data-stale=true]")) return "parts of an earlier run are shown";
  if (document.querySelector("[data-testid=stSkeleton]")) return "parts are still to be drawn";
  if (document.getAnimations().some(ends)) return "something moves";
  if (document.fonts.status !== "loaded") return "a font is on its way";
  return null;
}"""


class Talk:
    """What a page and its server say to each other, and whether an answer is still to come."""

    def __init__(self, page: Page) -> None:
        self.waits = False
        self.answers = 0
        self._begun = False
        page.on("websocket", self._follow)

    def _follow(self, line: WebSocket) -> None:
        line.on("framesent", self._asked)
        line.on("framereceived", self._told)

    def _asked(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.waits, self._begun = True, False

    def _told(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes):
            return
        message = ForwardMsg.FromString(frame)
        if message.HasField("new_session"):
            self._begun = True
        elif self._begun and message.HasField("script_finished") and message.script_finished not in NOT_THE_END:
            self.waits = False
            self.answers += 1


_talks: WeakKeyDictionary[Page, Talk] = WeakKeyDictionary()


def listen(page: Page) -> None:
    """Follow what this page and its server say to each other, from before it is opened."""
    _talks[page] = Talk(page)


def at_rest(page: Page) -> None:
    """Wait until the server has answered all that was asked, and the page is drawn and still."""
    talk, until = _talks[page], time.monotonic() + WAIT / 1000
    while True:
        answered = not talk.waits
        page.evaluate(DRAWN_TWICE)
        unrest = page.evaluate(UNREST)
        if answered and not talk.waits and unrest is None:
            return
        assert time.monotonic() < until, f"The page does not come to rest: {unrest or 'no answer of the server'}."


def answered(page: Page, act: Callable[[], object]) -> None:
    """Do something of which the server is told, and wait until it has answered."""
    at_rest(page)
    talk, until = _talks[page], time.monotonic() + WAIT / 1000
    before = talk.answers
    act()
    while talk.answers == before:
        assert time.monotonic() < until, "The server was asked nothing, or did not answer."
        page.evaluate(DRAWN_TWICE)
    at_rest(page)


def comes_to(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Read something of the page until it is what is wanted; fails with what was read last."""
    until = time.monotonic() + WAIT / 1000
    while (found := read()) != wanted and time.monotonic() < until:
        page.evaluate(DRAWN_TWICE)
    assert found == wanted
