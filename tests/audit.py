"""`make audit`: asks pip-audit for known faults of the packages in requirements.lock, and says what stays unknown.

Where no database of faults is reached, pip-audit skips every package and ends as if all were well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
COMMAND = ["-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format", "json"]


def judge(packages: list[dict[str, Any]]) -> tuple[list[str], int]:
    """Judge what pip-audit found of each package, and give what is to be said, and the exit code."""
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {' or '.join(fault['fix_versions']) or '-'}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        return ["The database of known faults was not reached, so nothing was audited."], 0
    unknown = [f"Not audited: {', '.join(skipped)}."] if skipped else []
    said = faults or [f"No known fault. Packages audited: {len(packages) - len(skipped)}."]
    return [*said, *unknown], 1 if faults else 0


def main() -> int:
    """Run pip-audit, and give the exit code."""
    ran = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True)
    try:
        packages = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("pip-audit could not be run to its end, so nothing was audited:", ran.stderr.strip().splitlines()[-1:])
        return 0 if "Connection" in ran.stderr else 1
    said, code = judge(packages)
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
