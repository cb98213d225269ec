"""Which files a source brings: a folder, a zip or single files; of one day, and of one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path, PurePosixPath

from components.files.archives import READABLE, is_companion, is_zip, too_many_files, unpack
from components.files.file import DATED, MEGABYTE, Budget, File, Limits
from components.inventory.problems import Problem, problem

Source = str | PathLike[str] | Iterable[tuple[str, bytes]] | Mapping[str, bytes]
"""A path of a folder or a file, or uploads: the names of files with their bytes."""
Files = tuple[list[File], list[Problem]]


def find_files(source: Source, date: str | None, limits: Limits, budget: Budget) -> Files:
    """Find the files of a source, and give those of its newest day, or of ``date``, that lie in one folder.

    Zips are unpacked, which spends the budget. What is too large or unsafe is refused with a problem. Files that are
    known to be no table are among them, some without content.
    """
    files, problems = _all_files(source, limits, budget)
    files, other_days = _of_date(files, date)
    files, elsewhere = _of_one_folder(files)
    return files, problems + other_days + elsewhere


def inventory_dates(source: Source) -> list[str]:
    """List the dates of an inventory's ``YYYY-MM-DD/`` folders, oldest first; none where it has no such folder."""
    if isinstance(source, (str, PathLike)) and Path(source).is_dir():
        return sorted(path.name for path in Path(source).iterdir() if path.is_dir() and DATED.fullmatch(path.name))
    limits = Limits()
    return sorted({file.date for file in _all_files(source, limits, Budget.of(limits))[0] if file.date})


def _all_files(source: Source, limits: Limits, budget: Budget) -> Files:
    if isinstance(source, (str, PathLike)):
        files, problems = _on_disk(Path(source))
    else:
        pairs = source.items() if isinstance(source, Mapping) else source
        files, problems = _uploaded([File(_safe_name(name), content) for name, content in pairs], limits)
    zips = [file for file in files if is_zip(file.content)]
    files = [file for file in files if file not in zips]
    for each in zips:
        unpacked, more = unpack(each, limits, budget)
        files += unpacked
        problems += more
    return files, problems


# On disk, and uploaded


def _on_disk(path: Path) -> Files:
    if path.is_dir():
        return _in_folder(path), []
    if not path.is_file():
        return [], [problem("file not there", file=path.name)]
    # The size of a file that is on this machine already is its owner's affair; its rows are still counted.
    return [File(PurePosixPath(path.name), path.read_bytes())], []


def _in_folder(folder: Path) -> list[File]:
    dated = [folder / date for date in inventory_dates(folder)]
    paths = [path for where in (folder, *dated) for path in sorted(where.iterdir()) if path.is_file()]
    found = [path for path in paths if path.suffix.lower() in READABLE and path.suffix.lower() != ".zip"]
    return [File(PurePosixPath(path.relative_to(folder)), path.read_bytes()) for path in found]


def _uploaded(files: list[File], limits: Limits) -> Files:
    if len(files) > limits.files:
        return [], [too_many_files(files[0].name, limits)]
    if sum(len(file.content) for file in files) > limits.megabytes * MEGABYTE:
        largest = max(files, key=lambda file: len(file.content)).name
        called = largest if len(files) == 1 else "What was sent"
        return [], [problem("too large", case="upload", file=called, most=limits.megabytes)]
    return files, []


def _safe_name(name: str) -> PurePosixPath:
    return PurePosixPath(PurePosixPath(name.replace("\\", "/")).name or "file")


# Of one day, and of one folder


def _of_date(files: list[File], date: str | None) -> Files:
    """The files of one day: the newest, or the one asked for. Without dated folders, all of them."""
    dates = sorted({file.date for file in files if file.date})
    if not dates:
        case = "no dated folders"
        return files, [problem("date not there", case=case, file=date, value=date)] if date else []
    chosen = date if date in dates else dates[-1]
    problems = []
    if date not in (None, chosen):
        problems.append(problem("date not there", file=date, value=date, chosen=chosen))
    problems += [_elsewhere(file) for file in files if file.date is None and not is_companion(file.path)]
    kept = [file for file in files if file.date == chosen]
    return kept, problems + _zips_of_other_days(files, kept, chosen)


def _zips_of_other_days(files: list[File], kept: list[File], chosen: str) -> list[Problem]:
    """Name the zips that hold an inventory of another day than the one that is read."""
    read = {file.package for file in kept}
    others = {file.package: file.date for file in files if file.package and file.date and file.package not in read}
    return [problem("inventory of another day", file=name, value=day, chosen=chosen) for name, day in others.items()]


def _of_one_folder(files: list[File]) -> Files:
    """The files of the folder that holds the most: two cities in one zip are not one inventory."""
    tables = [file for file in files if not is_companion(file.path)]
    counts = Counter(file.path.parent for file in tables)
    if len(counts) < 2:
        return files, []
    chosen = counts.most_common(1)[0][0]
    others = [_elsewhere(file, chosen) for file in tables if file.path.parent != chosen]
    return [file for file in files if file.path.parent == chosen], others


def _elsewhere(file: File, chosen: PurePosixPath | None = None) -> Problem:
    if chosen is None or not chosen.name:
        return problem("file in another folder", file=file.name, path=file.path)
    return problem("file in another folder", case="named", file=file.name, path=file.path, folder=chosen)
