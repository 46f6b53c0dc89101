"""Our times beside those of named peers: `./dev bench [--quick] [--only PART]`.

Each part of PARTS measures one field. The tables are printed; a full run writes them to
docs/performance.md as well. The last line counts; exit code 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import batches
import cohorts
import pdfs
import pedigree
import reading
import vcf_data
from measure import Beside, Line, Section
from vcf_data import FULL, QUICK, Sizes

ROUNDS, QUICK_ROUNDS = 3, 1
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
Part = Callable[[Sizes, Path, int], Section]


def _chances(sizes: Sizes, _: Path, __: int) -> Section:
    return pedigree.measure(quick=sizes != FULL)


PARTS: dict[str, Part] = {
    "reading": reading.measure,
    "batches": batches.measure,
    "cohorts": cohorts.measure,
    "pdfs": pdfs.measure,
    "chances": _chances,
}


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the document if all parts were measured in full."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="our times beside the peers")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="small data, one round: shows that all runs; ratios are mostly those of the start",
    )
    parser.add_argument("--only", choices=PARTS, help="this part alone; no document is written")
    asked = parser.parse_args(arguments)
    chosen = {asked.only: PARTS[asked.only]} if asked.only else PARTS
    sizes, rounds = (QUICK, QUICK_ROUNDS) if asked.quick else (FULL, ROUNDS)
    sections = []
    for part in chosen.values():
        sections.append(part(sizes, data_folder(sizes), rounds))
        sys.stdout.write("\n".join(_plain(sections[-1])) + "\n\n")
        sys.stdout.flush()
    if not asked.quick and not asked.only:
        DOCUMENT.write_text("\n".join(_document(sections)) + "\n", encoding="utf-8")
    met, missed = counted(sections)
    sys.stdout.write(f"{met} targets met, {missed} missed\n")
    return 1 if missed else 0


def data_folder(sizes: Sizes) -> Path:
    """Return the folder of the made data, kept between runs as long as its maker is the same."""
    maker = sha256(Path(vcf_data.__file__).read_bytes() + repr(sizes).encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"sideroscreen-bench-{os.getuid()}-{sizes.name}-{maker}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def counted(sections: Iterable[Section]) -> tuple[int, int]:
    """Return how many targets are met, and how many are missed."""
    judged = [line.met for section in sections for line in section.lines if line.met is not None]
    return sum(judged), len(judged) - sum(judged)


def _plain(section: Section) -> Iterator[str]:
    yield section.title
    rows = [section.lines[0].COLUMNS, *(line.cells for line in section.lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines: Sequence[Line | Beside | None] = (None, *section.lines)
    for row, line in zip(rows, lines, strict=True):
        padded = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
        yield from (f"      {one}" for one in _profile(line))


def _document(sections: Sequence[Section]) -> Iterator[str]:
    met, missed = counted(sections)
    yield "# Performance"
    yield ""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"Written by `./dev bench` on {datetime.now(UTC):%Y-%m-%d} ({machine}):"
    yield f"{met} targets met, {missed} missed. Ours and the peer run in turn, {ROUNDS} rounds or"
    yield "more; figures are medians, a ratio the median of the ratios of the rounds. CPU seconds"
    yield "and peak memory are those of the process with all it starts; ratios are of CPU unless"
    yield "wall is said. A target is met when its ratio is no larger than the acceptable one."
    for section in sections:
        yield from ("", f"## {section.title}", "", section.method, "")
        columns = section.lines[0].COLUMNS
        yield f"| {' | '.join(columns)} |"
        yield f"|{'---|' * len(columns)}"
        yield from (f"| {' | '.join(line.cells)} |" for line in section.lines)
        yield from _profiles(section)


def _profiles(section: Section) -> Iterator[str]:
    shown = [line for line in section.lines if _profile(line)]
    if shown:
        yield from ("", "Where a target is missed, the functions that take most, by own time:")
    for line in shown:
        yield from ("", f"{line.cells[0]}, beside {line.cells[1]}:", "", "```")
        yield from _profile(line)
        yield "```"


def _profile(line: Line | Beside | None) -> tuple[str, ...]:
    return line.profile if isinstance(line, Beside) else ()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
