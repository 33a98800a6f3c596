"""Holds the JSON report of a typographic audit against the limits of a page: exit 0 when all hold, else 1.

audit.py page.pdf --source stories.txt --json | python tools/check_audit.py broadsheet
"""

import json
import sys
from collections.abc import Mapping

COMMON = (
    ("bad_start", "==", 0.0),
    ("bad_end", "==", 0.0),
    ("split_number", "==", 0.0),
    ("split_dash", "==", 0.0),
    ("runts", "==", 0.0),
    ("squeezed", "==", 1.0),
    ("latin_space", ">=", 0.98),
    ("ragged", "<=", 0.01),
    ("grid", ">=", 0.99),
    ("coverage", "==", 1.0),
)
"""What holds for every page."""
GAPS = {
    "broadsheet": (("gap_mad", "<=", 0.8), ("gap_p95", "<=", 4.0), ("gap_max", "<=", 9.0)),
    "tabloid": (("gap_mad", "<=", 1.5), ("gap_p95", "<=", 7.0), ("gap_max", "<=", 17.0)),
}
"""Deviation of the Han gaps, in % of an em: mean, 95th percentile, largest. Narrow measures give more."""


def misses(report: Mapping[str, object], page: str) -> list[str]:
    """A line for every figure that is missing or beyond its limit."""
    found = []
    for name, sign, limit in (*COMMON, *GAPS[page]):
        value = report.get(name)
        if not isinstance(value, int | float):
            found.append(f"{name}: no figure")
        elif not {"==": value == limit, "<=": value <= limit, ">=": value >= limit}[sign]:
            found.append(f"{name} = {value}, wanted {sign} {limit:g}")
    return found


def main() -> int:
    """Reads the report from stdin; the argument names the kind of page."""
    page = sys.argv[1] if len(sys.argv) == 2 else ""
    if page not in GAPS:
        print(f"usage: check_audit.py {'|'.join(GAPS)} < report.json", file=sys.stderr)
        return 2
    report = json.load(sys.stdin)
    found = misses(report, page)
    figures = ", ".join(f"{name} {report.get(name)}" for name, _, _ in (*COMMON, *GAPS[page]))
    print(f"audit, {page}: {figures}")
    for miss in found:
        print(f"audit, {page}: {miss}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
