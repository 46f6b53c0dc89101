"""Our times beside those of named peers: `./dev bench [PART...] [--quick] [--rounds N]`.

Each part of PARTS, a file of its own, measures one field on data that are made once
(`made_data`, `vcf_data`). It names the commands of ours (`ours`, `printing`) and of the peer;
`side_by_side` runs them in turn, each under `timer`, and sees to it that both found the same;
`profiles` shows where the time of a missed target goes. What comes out are the rows of
`tables`, printed here; a full run of all parts writes docs/performance.md as well. The last
line counts; exit code 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import batches
import cohorts
import pdfs
import pedigree
import reading
from made_data import FULL, QUICK, Sizes, data_folder
from side_by_side import Bench
from tables import Line, Section, counted, document, plain
from vcf_data import MAKERS

ROUNDS = 3
HERE = Path(__file__).resolve().parent
PACKAGES = ("genetics", "pedigrees", "reports", "workflow")
DOCUMENT = HERE.parent / "docs" / "performance.md"
PARTS: dict[str, Callable[[Sizes, Bench], Section]] = {
    "reading": reading.measure,
    "batches": batches.measure,
    "cohorts": cohorts.measure,
    "pdfs": pdfs.measure,
    "pedigree": pedigree.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the document if all parts were measured in full."""
    asked = _asked(arguments)
    sizes = QUICK if asked.quick else FULL
    rounds = asked.rounds or (1 if asked.quick else ROUNDS)
    bench = Bench(data_folder(sizes), rounds, brief=asked.quick)
    _compile()
    with (bench.data / "lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # two runs at once would measure each other
        sections, loads = _measured(asked.parts or list(PARTS), sizes, bench)
    if not asked.quick and not asked.parts:
        text = "\n".join(document(sections, rounds, loads)) + "\n"
        DOCUMENT.write_text(text, encoding="utf-8")
    met, missed = counted(sections)
    small = " (small data, one round: ratios of the start)" if asked.quick else ""
    sys.stdout.write(f"{met} targets met, {missed} missed{small}\n")
    return 1 if missed else 0


def _compile() -> None:
    """Compile ours as an installation does, else every start would compile what has changed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for folder in (HERE, *(HERE.parent / package for package in PACKAGES)):
        compileall.compile_dir(folder, quiet=2)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description="our times beside the peers")
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"these parts alone, of {', '.join(PARTS)}; no document is written",
    )
    parser.add_argument("--rounds", type=int, metavar="N", help=f"rounds of a row ({ROUNDS})")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="small data, one round, no profile: shows that all runs; its ratios are of the start",
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if asked.rounds is not None and asked.rounds < 1:
        parser.error("--rounds: at least one")
    return asked


def _measured(
    parts: Sequence[str], sizes: Sizes, bench: Bench
) -> tuple[list[Section], list[float]]:
    """Measure and print the parts; return them, and the load before, between and after them."""
    sections, loads = [], [os.getloadavg()[0]]
    for part in parts:
        sections.append(_section(part, sizes, bench))
        loads.append(os.getloadavg()[0])
        sys.stdout.write("\n".join(plain(sections[-1])) + "\n\n")
        sys.stdout.flush()
    return sections, loads


def _section(part: str, sizes: Sizes, bench: Bench) -> Section:
    """Measure a part; without the programs that make its data it counts as neither."""
    try:
        return PARTS[part](sizes, bench)
    except FileNotFoundError as error:
        if error.filename not in MAKERS:
            raise
        remark = f"not measured, {error.filename} is not on this machine: ./dev system"
        return Section(part.capitalize(), "", [Line(task="all", absent=True, remark=remark)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
