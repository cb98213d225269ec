"""`make bench`: every figure of speed, both sides in one run, printed as one table. Nothing fails here."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable
from typing import Any

from tests.benchmarks import (
    bench_bringing,
    bench_duplicates,
    bench_load,
    bench_map,
    bench_measures,
    bench_opening,
    bench_reading,
    bench_workspaces,
)

BENCHES: tuple[Callable[[], Iterable[dict[str, Any]]], ...] = (
    bench_reading.run,
    bench_bringing.run,
    bench_duplicates.run,
    bench_measures.run,
    bench_map.run,
    bench_opening.run,
    bench_load.run,
    bench_workspaces.run,
)


def main() -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    print(f"Machine: {machine}, Python {platform.python_version()}")
    print("Seconds unless said otherwise; medians; both sides in one run. Where the target is a multiple of their time")
    print("(within 6x), ratio is ours over theirs; where it says faster, theirs over ours.\n")
    print(f"{'what':<74}{'ours':>10}{'theirs':>10}{'ratio':>8}  {'target':<18}note")
    for bench in BENCHES:
        for row in bench():
            print(_line(row), flush=True)


def _line(row: dict[str, Any]) -> str:
    figures = [f"{'' if row[name] is None else format(row[name], '.3f'):>10}" for name in ("ours", "theirs")]
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    return f"{row['what']:<74}{figures[0]}{figures[1]}{ratio:>8}  {row['target']:<18}{row.get('note', '')}"


if __name__ == "__main__":
    main()
