"""Our times beside those of named peers: `./dev bench [--quick]`.

Each module of MODULES measures one part. The table is printed; a full run writes it to
docs/performance.md as well. The last line counts; exit code 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pedigree
from measure import Line, Section

MODULES = (pedigree,)
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def main(arguments: list[str]) -> int:
    """Measure, print, and write the document unless the run is a quick one."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="our times beside the peers")
    parser.add_argument("--quick", action="store_true", help="smaller families, under 30 s")
    quick = parser.parse_args(arguments).quick
    sections = [module.measure(quick=quick) for module in MODULES]
    for section in sections:
        sys.stdout.write(f"{section.title}\n" + "".join(f"  {one}\n" for one in _plain(section)))
    if not quick:
        DOCUMENT.write_text("\n".join(_document(sections)) + "\n", encoding="utf-8")
    judged = [line.met for section in sections for line in section.lines if line.met is not None]
    sys.stdout.write(f"{sum(judged)} targets met, {len(judged) - sum(judged)} missed\n")
    return 0 if all(judged) else 1


def _plain(section: Section) -> Iterator[str]:
    widest = max(len(line.what) for line in section.lines)
    for line in section.lines:
        yield f"{line.what:<{widest}}  {line.figure:>12}  {_told(line)}".rstrip()


def _told(line: Line) -> str:
    if line.met is None:
        return line.target
    return f"{line.target} {'met' if line.met else 'MISSED'}"


def _document(sections: Iterable[Section]) -> Iterator[str]:
    yield "# Performance"
    yield ""
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    yield f"Written by `./dev bench` on {datetime.now(UTC):%Y-%m-%d}: CPU seconds of one process"
    yield f"on one core ({machine}), the least of a few runs. Targets are those of the issues."
    for section in sections:
        yield from ("", f"## {section.title}", "", section.method, "")
        yield from ("| what | measured | target |", "|---|---|---|")
        yield from (f"| {line.what} | {line.figure} | {_told(line)} |" for line in section.lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
