"""Files in which a few bytes unpack to a lot are read where they can harm nobody, or refused in plain words."""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from queue import Queue

import pytest
from openpyxl import Workbook

from components.drafts import read_inventory
from components.files import Limits, Sheet, process, worker
from components.files.graphs import read_graph
from components.files.json_tables import read_json_tables
from components.files.process import read_in_process
from components.files.sheets import File
from components.files.spreadsheet import read_spreadsheet
from components.files.text_file import read_text
from components.importing import bring_sheets
from components.inventory.problems import Problem
from components.inventory.progress import StoppedError
from tests.hostile_workbooks import HEADER, REFUSED, of_cells, with_part, workbook, zipped
from tests.memory_peak import read_and_measure
from tests.reading import sheets_of


def file(content: bytes, name: str = "a.xlsx") -> File:
    return File(PurePosixPath(name), content)


def the_problem(content: bytes) -> Problem:
    sheets, problems = read_in_process(file(content), Limits(unpacked_megabytes=10))
    assert sheets == []
    assert len(problems) == 1
    return problems[0]


@pytest.fixture
def worker_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start a worker for each file, for tests that have it fail: none waits, and none is started for the next file."""
    monkeypatch.setattr(process, "_READY", Queue())
    monkeypatch.setattr(process, "_keep_worker_ready", lambda: None)


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_harm_is_refused_in_plain_words_and_takes_little_memory(what: str) -> None:
    name, make, rule, words = REFUSED[what]
    inventory, problems, megabytes = read_and_measure([(name, make())])
    assert inventory.organizations.empty
    assert [problem.rule for problem in problems if problem.rule == rule], problems
    assert any(words in problem.message and problem.mend for problem in problems)
    assert megabytes < 50


def test_the_workbook_that_swells_is_small() -> None:
    assert len(REFUSED["1 MB that unpacks to 400 MB"][1]()) < 2_000_000


def test_the_tables_of_a_workbook_with_macros_are_read_and_its_macros_are_not() -> None:
    content = with_part("xl/vbaProject.bin", b"x")
    sheets, problems = sheets_of([("a.xlsm", content)])
    assert [list(sheet.rows) for sheet in sheets] == [[["name"]]] and not problems


def every_kind_of_cell() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Orgs"
    sheet.append(["name", "since", "open", "share", "Zip", "at"])
    sheet.append(["Ñandú 🦤 \u2028\n'=x", datetime.date(2015, 5, 12), True, 0.1, "02139", datetime.time(9, 30)])
    sheet.append(["=1+1", 2014, None, 1e20, "NA", datetime.timedelta(hours=30)])
    sheet["C9"] = "far down"
    sheet.cell(4, 1_200, "far right")
    sheet.merge_cells("A5:B6")
    book.create_sheet("people (ignore)").append(["x"])
    book.create_sheet("Seats").append(["table"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def open_document() -> bytes:
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    rows = row.format("name") + row.format("Café")
    table = f'<table:table table:name="organizations">{rows}</table:table>'
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{table}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()}, zipfile.ZIP_STORED)


ROWS = [
    {"name": "Ñandú 🦤", "Zip": "02139", "n": 1.0, "tags": ["a", "b|c"], "x": None},
    {"name": "=1+1", "y": {"z": 1}},
]
GRAPH = (
    '<graphml><graph edgedefault="directed"><node id="é"/><node id="2"/><edge source="é" target="2"/></graph></graphml>'
)


@pytest.mark.parametrize(
    ("name", "content", "read_here"),
    [
        ("a.xlsx", every_kind_of_cell(), read_spreadsheet),
        ("a.ods", open_document(), read_spreadsheet),
        ("a.json", json.dumps(ROWS).encode(), read_json_tables),
        ("a.json", json.dumps({"x": ROWS, "y": ROWS}).encode("utf-16"), read_json_tables),
        ("a.jsonl", b'{"a": 1}\n{"a": 3}\n', read_json_tables),
        ("a.graphml", GRAPH.encode(), read_graph),
        ("a.csv", 'name;x\r\n"Ñandú; 🦤";="02139"\r\nB"b;\r\n'.encode(), read_text),
        ("a.csv", "name,x\nNiño,Peña\n".encode("cp1252"), read_text),
    ],
)
def test_a_process_gives_what_reading_here_gives(
    name: str, content: bytes, read_here: Callable[[File, Limits], tuple[list[Sheet], list[Problem]]]
) -> None:
    def plain(sheet: Sheet) -> Sheet:
        return replace(sheet, numbers=list(sheet.numbers), merged=list(sheet.merged))

    here, apart = read_here(file(content, name), Limits()), read_in_process(file(content, name), Limits())
    assert here[0] and sum(len(sheet.rows) for sheet in here[0]) > 1
    assert list(map(plain, apart[0])) == list(map(plain, here[0]))
    assert apart[1] == here[1]


# The process's own limits


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_SECONDS", 1)
    monkeypatch.setattr(process, "_SECONDS_A_MEGABYTE", 0)
    problem = the_problem(workbook(HEADER + of_cells(700_000)))
    assert (problem.rule, problem.message.split(",")[0]) == (
        "too large",
        "a.xlsx takes far more time or memory to read than a workbook of its size does",
    )


def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MEGABYTES", 45)
    monkeypatch.setattr(process, "WORKBOOK", process.WORKBOOK._replace(megabytes=0))
    problem = the_problem(workbook(HEADER + of_cells(200_000)))
    assert (problem.rule, problem.message.split(",")[0]) == (
        "too large",
        "a.xlsx takes far more time or memory to read than a workbook of its size does",
    )


NESTED = ("[" + ",".join(['{"a":[' + ",".join(['{"b":1}'] * 20) + "]}"] * 10_000) + "]").encode()
NODES = ("<gexf><graph>" + '<node id="a" label="b"/>' * 90_000 + "</graph></gexf>").encode()


@pytest.mark.parametrize(
    ("name", "content", "called"), [("a.json", NESTED, "a JSON file"), ("a.gexf", NODES, "a network")]
)
def test_json_and_networks_have_the_same_limits_and_are_called_what_they_are(
    name: str, content: bytes, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sheets_of([(name, content)])[1] == []
    monkeypatch.setattr(process, "_MEGABYTES", 50)
    sheets, problems = sheets_of([(name, content)])
    assert sheets == []
    assert [problem.message for problem in problems] == [
        f"{name} takes far more time or memory to read than {called} of its size does, so it was not read."
    ]
    assert "CSV" in problems[0].mend


OPEN_QUOTE = b'name,x\n"open' + b"ab\n" * 5_900_000


def test_a_text_file_with_an_open_quote_mark_takes_no_gigabyte_and_stops_nobody() -> None:
    inventory, problems, megabytes = read_and_measure([("a.csv", OPEN_QUOTE)])
    assert inventory.organizations.empty and megabytes < 60
    refused = [problem for problem in problems if problem.rule == "too large"]
    assert [problem.message for problem in refused] == [
        "a.csv takes far more time or memory to read than a text file of its size does, so it was not read."
    ]
    assert "quote mark" in refused[0].mend


LARGE_TEXT = b"name,website\n" + b"Club,https://example.org\n" * 20_000


@pytest.mark.usefixtures("worker_of_its_own")
@pytest.mark.parametrize(("content", "apart"), [(LARGE_TEXT, True), (LARGE_TEXT[:100_000], False)])
def test_a_text_file_that_was_sent_is_read_apart_unless_it_is_small(
    content: bytes, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    _, problems = sheets_of([("a.csv", content)])
    assert [problem.rule for problem in problems] == (["not read"] if apart else [])


def test_a_text_file_of_this_machine_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    (tmp_path / "a.csv").write_bytes(LARGE_TEXT)
    sheets, _ = sheets_of(tmp_path / "a.csv")
    assert len(sheets[0].rows) == 20_001


def test_the_encoding_that_a_person_chose_holds_in_the_process_too() -> None:
    content = b"name\n" + "Niño\n".encode("cp1252") * 80_000
    for encoding, name in (("cp1250", "Nińo"), ("cp1252", "Niño")):
        (sheet,) = bring_sheets([("a.csv", content)], encodings={"a.csv": encoding}).sheets
        assert sheet.rows[1] == [name]
    with pytest.raises(LookupError):
        bring_sheets([("a.csv", content)], encodings={"a.csv": "no such"})


ANSWERS = {
    "nothing": "",
    "no JSON": "print('Traceback')",
    "a list": "print('[]')",
    "half a line": "print('{\"rows\": [', end='')",
    "a row that is none": "print('{\"rows\": [7]}')",
    "no end": 'print(\'{"rows": [["a"]]}\')',
    "deep brackets": "print('[' * 100_000)",
    "no line end": "sys.stdout.write('x' * 20_000_000)",
    "more than a file holds": "\nwhile True: print('{\"rows\": [[\"' + 'x' * 1_000_000 + '\"]]}')",
    "a crash": "os.abort()",
}


@pytest.mark.usefixtures("worker_of_its_own")
@pytest.mark.parametrize("answer", ANSWERS)
def test_whatever_a_process_answers_gives_at_worst_a_problem(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "worker.py"
    script.write_text(f"import os, sys\n{ANSWERS[answer]}\n")
    monkeypatch.setattr(worker, "__file__", str(script))
    assert the_problem(workbook()).message == "a.xlsx is damaged or is not a workbook that can be read."


@pytest.mark.usefixtures("worker_of_its_own")
def test_where_no_process_can_start_a_problem_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert the_problem(workbook()).rule == "not read"


@pytest.mark.parametrize(
    ("reader", "content", "module"),
    [
        ("spreadsheet.read_spreadsheet", workbook(), "openpyxl.reader.excel"),
        ("json_tables.read_json_tables", b'[{"name": "A"}]', "json.decoder"),
        ("graphs.read_graph", GRAPH.encode(), "xml.etree.ElementTree"),
        ("text_file.read_text", b"name\nA\n", "csv"),
    ],
)
def test_the_process_imports_little(reader: str, content: bytes, module: str) -> None:
    """Importing pandas would take longer than reading most files."""
    job = {
        "reader": reader,
        "called": "",
        "path": "a.xlsx",
        "zip_name": None,
        "limits": asdict(Limits()),
        "encoding": None,
    }
    sent = json.dumps(job | {"seconds": 9, "megabytes": 500}).encode() + b"\n" + content
    command = [sys.executable, "-I", "-X", "importtime", worker.__file__]
    done = subprocess.run(command, input=sent, capture_output=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert module in imported
    assert not imported & {"pandas._libs", "numpy._core", "PIL.Image", "igraph", "streamlit"}
    assert b'"sheet"' in done.stdout


# The worker that waits for the next file


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> subprocess.Popen[bytes]:
    """Read a file, and give the worker that waits for the next one after it."""
    workers: Queue[subprocess.Popen[bytes]] = Queue()
    monkeypatch.setattr(process, "_READY", workers)
    assert read_in_process(file(workbook()), Limits())[0]
    assert workers.qsize() == 1
    return workers.queue[0]


def test_the_next_file_is_read_by_the_worker_that_waits(ready: subprocess.Popen[bytes]) -> None:
    assert ready.poll() is None
    assert read_in_process(file(workbook()), Limits())[0]
    assert ready.poll() is not None, "it has read its one file"


def test_where_the_worker_that_waits_was_ended_another_reads_the_file(ready: subprocess.Popen[bytes]) -> None:
    ready.kill()
    ready.wait()
    assert read_in_process(file(workbook()), Limits())[0]


def test_the_worker_that_waits_ends_with_the_server() -> None:
    program = """
from pathlib import PurePosixPath
from components.files import Limits, process
from components.files.sheets import File
process.read_in_process(File(PurePosixPath("a.csv"), b"name\\nA\\n"), Limits())
print(process._READY.queue[0].pid, flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        waiting = int(server.stdout.readline())
        os.kill(waiting, 0)
        server.kill()
    until = time.monotonic() + 30
    while is_running(waiting) and time.monotonic() < until:
        time.sleep(0.01)
    assert not is_running(waiting)


def is_running(process_id: int) -> bool:
    """Whether a process runs, one that has ended and was not asked for its status left aside."""
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


# Stopping, others


@pytest.mark.usefixtures("worker_of_its_own")
def test_reading_can_be_stopped_and_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pid"
    script = tmp_path / "worker.py"
    script.write_text(f"import os, time\nopen({str(told)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    monkeypatch.setattr(worker, "__file__", str(script))
    with pytest.raises(StoppedError):
        read_in_process(file(workbook()), Limits(), stop=lambda: told.exists() and bool(told.read_text()))
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


def test_reading_json_can_be_stopped() -> None:
    asked: list[int] = []
    with pytest.raises(StoppedError):
        bring_sheets([("a.json", NESTED)], stop=lambda: bool(asked) or asked.append(1) is not None)


def test_what_the_question_whether_to_stop_raises_ends_the_reading() -> None:
    def leave() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in_process(file(workbook(HEADER + of_cells(200_000))), Limits(), stop=leave)


@pytest.mark.usefixtures("worker_of_its_own")
def test_others_read_on_while_a_workbook_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = threading.Event(), threading.Event()
    ended: list[str] = []
    script = tmp_path / "worker.py"
    script.write_text("import time\ntime.sleep(600)\n")

    def go_on() -> bool:
        begun.set()
        return done.is_set()

    def read_long() -> None:
        try:
            read_in_process(file(workbook()), Limits(), stop=go_on)
        except StoppedError:
            ended.append("stopped")

    long = threading.Thread(target=read_long)
    with monkeypatch.context() as held_up:
        held_up.setattr(worker, "__file__", str(script))
        long.start()
        assert begun.wait(60), "its process has been started"
    inventory, _ = read_inventory({"organizations.csv": b"name\nA\n"})
    sheets, _ = read_in_process(file(workbook()), Limits())
    done.set()
    long.join()
    assert inventory.organizations["name"].tolist() == ["A"]
    assert [list(sheet.rows) for sheet in sheets] == [[["name"]]]
    assert ended == ["stopped"], "it was still being read when the others were done"


# Taking turns


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> threading.BoundedSemaphore:
    """As many other files are being read as may be at once."""
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(process, "_TURNS", places)
    places.acquire()
    return places


def test_a_workbook_waits_for_its_turn_and_says_so(full: threading.BoundedSemaphore) -> None:
    told: list[str] = []
    found: list[int] = []

    def bring_it() -> None:
        source = {"a.xlsx": workbook(), "b.csv": b"name\nA\n"}
        brought = bring_sheets(source, progress=lambda words, share: told.append(words))
        found.append(len(brought.sheets))

    waiting = threading.Thread(target=bring_it)
    waiting.start()
    until = time.monotonic() + 30
    while not any("waits for its turn" in words for words in told) and time.monotonic() < until:
        time.sleep(0.01)
    assert told[-1] == "a.xlsx waits for its turn: other files are being read." and not found
    full.release()
    waiting.join()
    assert found == [2]


def test_who_waits_can_stop(full: threading.BoundedSemaphore) -> None:
    asked: list[int] = []
    with pytest.raises(StoppedError):
        read_in_process(file(workbook()), Limits(), stop=lambda: bool(asked), waits=lambda: asked.append(1))
    full.release()
    assert read_in_process(file(workbook()), Limits())[0], "nothing is left waiting"


@pytest.mark.usefixtures("worker_of_its_own")
@pytest.mark.parametrize("answer", ["nothing", "a crash"])
def test_whatever_happens_to_a_workbook_the_next_one_gets_its_turn(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_TURNS", threading.BoundedSemaphore(1))
    script = tmp_path / "worker.py"
    script.write_text(f"import os, sys\n{ANSWERS[answer]}\n")
    with monkeypatch.context() as broken:
        broken.setattr(worker, "__file__", str(script))
        the_problem(workbook())
    assert read_in_process(file(workbook()), Limits())[0]


def test_no_more_than_a_few_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    running: set[int] = set()
    lock = threading.Lock()
    two = threading.Barrier(2)

    def counted(file: File, *_: object) -> tuple[list[Sheet], list[Problem]]:
        with lock:
            running.add(threading.get_ident())
            counts.append(len(running))
        two.wait(60)
        time.sleep(0.05)  # for a third, were there one
        with lock:
            running.discard(threading.get_ident())
        return [], []

    monkeypatch.setattr(process, "_read_in_process", counted)
    threads = [threading.Thread(target=read_in_process, args=(file(b""), Limits())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counts) == 8 and max(counts) == 2
