"""The benchmarks are whole: each can be imported, and `make bench` runs it. What they measure is no test."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.__main__ import BENCHES


def test_each_benchmark_is_run() -> None:
    files = (Path(__file__).parent / "benchmarks").glob("bench_*.py")
    assert {path.stem for path in files} == {bench.__module__.rpartition(".")[2] for bench in BENCHES}
