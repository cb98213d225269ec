"""Many people at once, as their browsers talk to the server: how long a filter takes, and whether memory stays flat.

Each visitor is a websocket that speaks Streamlit's own protocol: it opens a page, changes a control of the filter bar,
and waits for the end of the answer. Nothing is drawn, so this measures the server alone, though on the same cores.
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.serving import Served, served

PEOPLE = 50
EVERY = 5.0  # seconds from one filter of a person to the next
FOR = 40.0  # seconds
TARGET = 0.5  # seconds within which 95 of 100 filters are answered
PAGES = ("", "network", "representation", "strength")
CHOICES = (("Issue area",), ("Issue area",), ("Issue area",), ("Community",), ("Issue area", "Community"))
"""Which controls people set: most choose an issue area, some a community, some both."""
OPENS, AT_ONCE = 800, 8
FLAT = 1.1  # times what the server held after a quarter of the visits
WAIT = 120  # seconds


class Visitor:
    """One person's line to the app: what is on the page, and what the address says."""

    def __init__(self, line: ClientConnection, page: str) -> None:
        self.line, self.page, self.query = line, page, "city=st-louis"
        self.controls: dict[str, tuple[str, list[str]]] = {}
        """The id and the options of each control that takes several values, by its label."""

    async def ask(self, *states: WidgetState) -> float:
        """Have the page run with these states of its controls, and give the seconds to the end of the answer."""
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_name = self.query, self.page
        message.rerun_script.widget_states.widgets.extend(states)
        start = time.perf_counter()
        await self.line.send(message.SerializeToString())
        while not self._take(ForwardMsg.FromString(await asyncio.wait_for(self.line.recv(), WAIT))):
            pass
        return time.perf_counter() - start

    def _take(self, message: ForwardMsg) -> bool:
        """Take in what the server says; True at the end of a run."""
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "multiselect":
            control = message.delta.new_element.multiselect
            self.controls[control.label] = (control.id, list(control.options))
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    async def filter(self, dice: random.Random) -> float:
        """Choose other values in the filter bar, and give the seconds to the end of the answer."""
        asked, states = dice.choice(CHOICES), []
        for label in ("Issue area", "Community"):
            identity, options = self.controls[label]
            chosen = [dice.choice(options)] if label in asked else []
            states.append(WidgetState(id=identity, string_array_value={"data": chosen}))
        return await self.ask(*states)


@asynccontextmanager
async def visiting(server: Served, page: str) -> Any:
    """Open a page as one person does."""
    address = server.replace("http", "ws") + "/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], origin=server, max_size=None, ping_interval=None) as line:  # type: ignore[list-item,arg-type]
        visitor = Visitor(line, page)
        await visitor.ask()
        yield visitor


async def filter_together(server: Served, people: int) -> list[float]:
    """Have so many people filter for a while, and give the seconds that each filter took."""
    begin = asyncio.Barrier(people)

    async def one(number: int) -> list[float]:
        dice, seconds = random.Random(number), []
        async with visiting(server, PAGES[number % len(PAGES)]) as visitor:
            await begin.wait()
            start = time.perf_counter() + dice.random() * EVERY
            for turn in range(int(FOR / EVERY)):
                await asyncio.sleep(max(0.0, start + turn * EVERY - time.perf_counter()))
                seconds.append(await visitor.filter(dice))
        return seconds

    return [each for found in await asyncio.gather(*map(one, range(people))) for each in found]


async def open_pages(server: Served, opens: int) -> None:
    """Open so many pages, a few at once, and leave each."""
    left = iter(range(opens))

    async def one() -> None:
        for number in left:
            async with visiting(server, PAGES[number % len(PAGES)]):
                pass

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))


def megabytes(server: Served) -> float:
    """Measure what the server holds in memory, and give it."""
    status = Path(f"/proc/{server.pid}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1000 if found else float("nan")


def run() -> Iterator[dict[str, Any]]:
    """Give a row for the filters of many, and one for the memory over many visits."""
    with served() as server:
        for people in (PEOPLE // 2, PEOPLE):
            seconds = sorted(asyncio.run(filter_together(server, people)))
            slowest, middle = seconds[int(0.95 * len(seconds))], statistics.median(seconds)
            yield {
                "what": f"{people} people filter every {EVERY:g} s, 95 of 100 answered within (s)",
                "ours": slowest,
                "theirs": None,
                "ratio": None,
                "target": f"{TARGET:g} s",
                "note": f"half within {middle:.2f} s; the slowest took {seconds[-1]:.2f} s",
            }
        held = [megabytes(server)]
        for _ in range(4):
            asyncio.run(open_pages(server, OPENS // 4))
            held.append(megabytes(server))
        yield {
            "what": f"memory after {OPENS} page opens, of that after {OPENS // 4}",
            "ours": held[-1] / held[1],
            "theirs": None,
            "ratio": None,
            "target": f"flat (under {FLAT:g})",
            "note": f"{', '.join(f'{each:.0f}' for each in held)} MB after each {OPENS // 4}",
        }
