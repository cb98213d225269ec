"""What is wrong with cells, before their rows are known; and what a column says once for many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from components.inventory.problems import Severity

_LONGEST_VALUE = 500
_NAMED = 3
_READINGS = 12


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: a problem that does not know its row yet."""

    value: str
    rule: str
    message: str
    mend: str
    severity: Severity = "warning"
    together: str | None = None
    """What is said once where several cells of a column have this fault, with ``{cells}`` for how many,
    ``{values}`` for their texts, ``{stand}`` for the verb after these and ``{readings}`` for what they are read as;
    None to say it of each."""
    readings: tuple[str, ...] = ()
    """What of the text is read as something else, such as ``“courts” as justice``."""
    mend_together: str | None = None
    """How to mend several that are said once, where ``mend`` is of this text alone."""


def gathered(texts: Sequence[str], faults: Mapping[str, tuple[Fault, ...]]) -> list[tuple[Fault, int | None]]:
    """The faults that a column says once. Where only one cell has it, the fault of that cell, with its position."""
    by_rule: dict[str, dict[str, Fault]] = {}
    for text, found in faults.items():
        for fault in found:
            if fault.together:
                by_rule.setdefault(fault.rule, {})[text] = fault
    counts = Counter(text for text in texts if text in faults) if by_rule else Counter()
    return [_once(texts, counts, found) for found in by_rule.values()]


def _once(texts: Sequence[str], counts: Counter[str], found: dict[str, Fault]) -> tuple[Fault, int | None]:
    values = sorted(found, key=lambda text: (-counts[text], text))
    first = found[values[0]]
    cells = sum(counts[text] for text in values)
    if cells == 1:
        return first, texts.index(values[0])
    stand = "stands" if len(values) == 1 else "stand"
    message = (first.together or "").replace("{cells}", f"{cells:,} cells").replace("{stand}", stand)
    message = message.replace("{values}", _named(values)).replace("{readings}", _read_as(values, found))
    return replace(first, value=_shortened(values), message=message, mend=_mend(first, values)), None


def _mend(first: Fault, values: list[str]) -> str:
    return first.mend_together if first.mend_together and len(values) > 1 else first.mend


def _named(values: list[str]) -> str:
    """The texts that most cells have, in quote marks."""
    shown = [f"“{value[:60]}”" for value in values[:_NAMED]]
    if len(values) > _NAMED:
        return f"{', '.join(shown)} and {len(values) - _NAMED:,} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _read_as(values: list[str], found: Mapping[str, Fault]) -> str:
    """What the texts are read as, each once."""
    readings = list(dict.fromkeys(reading for value in values for reading in found[value].readings))
    more = f" and {len(readings) - _READINGS:,} more" if len(readings) > _READINGS else ""
    return ", ".join(readings[:_READINGS]) + more


def _shortened(values: list[str]) -> str:
    text = "; ".join(values)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
