"""The tables of the benchmarks, for the terminal and for docs/performance.md."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from measure import Section, counted

PROGRAMS = ("bcftools", "tabix", "bgzip", "gzip")
LIBRARIES = ("pysam", "isal", "numpy", "weasyprint", "click")


def plain(section: Section) -> Iterator[str]:
    """Return the lines of a table for the terminal, a profile below its row."""
    rows = section.table()
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    profiles: list[Sequence[str]] = [(), *(line.profile for line in section.lines)]
    yield section.title
    for row, profile in zip(rows, profiles, strict=True):
        padded = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
        yield from (f"      {one}" for one in profile)


def document(sections: Sequence[Section], rounds: int, loads: Sequence[float]) -> Iterator[str]:
    """Return the lines of docs/performance.md; `loads` are those while it was measured."""
    met, missed = counted(sections)
    yield "# Performance"
    yield ""
    yield f"Written by `./dev bench` on {datetime.now(UTC):%Y-%m-%d}: {met} targets met, {missed}"
    yield f"missed. Ours and the peer run in turn, {rounds} rounds or more, fewer where a row takes"
    yield 'longer than a minute; "ours / peer" are medians, and the ratio is the median of the'
    yield "ratios of the rounds. CPU seconds and peak memory are those of a process with all it"
    yield "starts. Judged is the ratio of CPU unless the row says otherwise; a target is met if it"
    yield "is no larger than the acceptable one. Before a ratio is told, both must have found the"
    yield "same. A row whose peer is not on the machine counts as neither."
    yield ""
    yield f"- Machine: {_processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()}"
    yield f"  {platform.release()}; load {min(loads):.1f} to {max(loads):.1f} while it ran (of one"
    yield "  minute; ours and the peers make one to two of it themselves)."
    yield f"- Versions: {', '.join(_versions())}."
    for section in sections:
        yield from ("", f"## {section.title}", "", section.method, "")
        head, *rows = section.table()
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield from _profiles(section)


def _profiles(section: Section) -> Iterator[str]:
    shown = [line for line in section.lines if line.profile]
    if shown:
        yield from ("", "Where a target is missed, what takes the time (cProfile, shares of wall):")
    for line in shown:
        yield from ("", f"{line.task}, beside {line.peer}:", "", "```", *line.profile, "```")


def _processor() -> str:
    rows = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (row.partition(":")[2].strip() for row in rows if row.startswith("model name"))
    return next(names, platform.machine())


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()}"
    for library in LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            yield f"no {library}"
    for program in PROGRAMS:
        yield _first_line(program)


def _first_line(program: str) -> str:
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"no {program}"
    return (asked.stdout or asked.stderr).splitlines()[0]
