"""The files of a source, which is a folder, a zip or single files: those of one day that lie in one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path, PurePosixPath

from components.files.archives import READABLE, is_companion, is_zip, too_many_files, unpack
from components.files.file import DATED, MEGABYTE, Budget, File, Limits
from components.inventory.problems import Problem, problem

Source = str | PathLike[str] | Iterable[tuple[str, bytes]] | Mapping[str, bytes]
"""The path of a folder or a file; or uploaded files, as names with their bytes."""
Files = tuple[list[File], list[Problem]]


def find_files(source: Source, date: str | None, limits: Limits, budget: Budget) -> Files:
    """Find the files of a source, and give those of its newest day, or of ``date``, that lie in one folder.

    Zips are unpacked, which spends the budget. Files that are too large or unsafe are refused with a problem. Files
    that are known to be no table, such as a readme, are given too; those of a zip without their content.
    """
    files, problems = _list_files(source, limits, budget)
    files, of_other_days = _keep_date(files, date)
    files, in_other_folders = _keep_one_folder(files)
    return files, problems + of_other_days + in_other_folders


def inventory_dates(source: Source) -> list[str]:
    """List the dates of an inventory's ``YYYY-MM-DD/`` folders, oldest first; none where it has no such folder."""
    if isinstance(source, (str, PathLike)) and Path(source).is_dir():
        return sorted(path.name for path in Path(source).iterdir() if path.is_dir() and DATED.fullmatch(path.name))
    limits = Limits()
    return sorted({file.date for file in _list_files(source, limits, Budget.of(limits))[0] if file.date})


def _list_files(source: Source, limits: Limits, budget: Budget) -> Files:
    if isinstance(source, (str, PathLike)):
        files, problems = _files_on_disk(Path(source))
    else:
        pairs = source.items() if isinstance(source, Mapping) else source
        files, problems = _check_uploads([File(_safe_name(name), content) for name, content in pairs], limits)
    zips = [file for file in files if is_zip(file.content)]
    files = [file for file in files if file not in zips]
    for each in zips:
        unpacked, more = unpack(each, limits, budget)
        files += unpacked
        problems += more
    return files, problems


# On disk, and uploaded


def _files_on_disk(path: Path) -> Files:
    if path.is_dir():
        return _files_in_folder(path), []
    if not path.is_file():
        return [], [problem("file not there", file=path.name)]
    # A file that is on this machine already may have any size. Its rows are still limited.
    return [File(PurePosixPath(path.name), path.read_bytes())], []


def _files_in_folder(folder: Path) -> list[File]:
    dated = [folder / date for date in inventory_dates(folder)]
    paths = [path for place in (folder, *dated) for path in sorted(place.iterdir()) if path.is_file()]
    found = [path for path in paths if path.suffix.lower() in READABLE and path.suffix.lower() != ".zip"]
    return [File(PurePosixPath(path.relative_to(folder)), path.read_bytes()) for path in found]


def _check_uploads(files: list[File], limits: Limits) -> Files:
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


def _keep_date(files: list[File], date: str | None) -> Files:
    """Keep the files of the newest day, or of the one asked for; all of them where there are no dated folders."""
    dates = sorted({file.date for file in files if file.date})
    if not dates:
        case = "no dated folders"
        return files, [problem("date not there", case=case, file=date, value=date)] if date else []
    chosen = date if date in dates else dates[-1]
    problems = []
    if date not in (None, chosen):
        problems.append(problem("date not there", file=date, value=date, chosen=chosen))
    problems += [_note_other_folder(file) for file in files if file.date is None and not is_companion(file.path)]
    kept = [file for file in files if file.date == chosen]
    return kept, problems + _note_zips_of_other_days(files, kept, chosen)


def _note_zips_of_other_days(files: list[File], kept: list[File], chosen: str) -> list[Problem]:
    """Note the zips that hold an inventory of another day than the one that is read."""
    read = {file.package for file in kept}
    others = {file.package: file.date for file in files if file.package and file.date and file.package not in read}
    return [problem("inventory of another day", file=name, value=day, chosen=chosen) for name, day in others.items()]


def _keep_one_folder(files: list[File]) -> Files:
    """Keep the files of the folder that has the most tables, as two cities in one zip are not one inventory."""
    tables = [file for file in files if not is_companion(file.path)]
    counts = Counter(file.path.parent for file in tables)
    if len(counts) < 2:
        return files, []
    chosen = counts.most_common(1)[0][0]
    others = [_note_other_folder(file, chosen) for file in tables if file.path.parent != chosen]
    return [file for file in files if file.path.parent == chosen], others


def _note_other_folder(file: File, chosen: PurePosixPath | None = None) -> Problem:
    if chosen is None or not chosen.name:
        return problem("file in another folder", file=file.name, path=file.path)
    return problem("file in another folder", case="named", file=file.name, path=file.path, folder=chosen)
