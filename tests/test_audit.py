"""What `make audit` makes of pip-audit's findings."""

from typing import Any

from tests.audit import judge

WELL: dict[str, Any] = {"name": "pandas", "version": "3.1.1", "vulns": []}
FAULTY: dict[str, Any] = {
    "name": "pillow",
    "version": "13.0.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["13.0.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED: dict[str, Any] = {"name": "scipy", "skip_reason": "not found"}


def test_all_is_well():
    assert judge([WELL, WELL]) == (["No known fault. Packages audited: 2."], 0)


def test_each_fault_is_said_and_fails():
    said = ["pillow 13.0.0: PYSEC-1, mended in 13.0.1", "pillow 13.0.0: PYSEC-2, mended in -"]
    assert judge([WELL, FAULTY]) == (said, 1)


def test_what_was_not_looked_up_is_said():
    assert judge([WELL, SKIPPED]) == (["No known fault. Packages audited: 1.", "Not audited: scipy."], 0)


def test_without_its_database_nothing_was_audited():
    assert judge([SKIPPED]) == (["The database of known faults was not reached, so nothing was audited."], 0)
