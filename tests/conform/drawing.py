"""Judges the drawings of families: `./dev conform drawing PATH [--faults N]`.

Every family of every file below PATH is laid out and drawn, and the drawing is judged by
what is seen in it (`drawing_judge.py`). A line for each file; one for each family that has a
fault, and for each family that kinship2 was measured on; then the sums beside kinship2's.
What cannot be read is listed with the reason. The last line is `N passed, M failed`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drawing_files import NotRead, read_families
from drawing_judge import Judged, judge

from pedigrees.drawing.layout import lay_out
from pedigrees.family import Family

Baseline = Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Sums:
    """What adds up over all families; `peer` over those that kinship2 was measured on."""

    passed: int = 0
    failed: int = 0
    people: int = 0
    slowest: tuple[float, str] = (0.0, "")
    ours: dict[str, int] = field(default_factory=dict)
    measured: dict[str, int] = field(default_factory=dict)
    peer: dict[str, int] = field(default_factory=dict)


COUNTED = {
    "lost": "not_placed",
    "false_matings": "false_matings",
    "duplicates": "duplicated_symbols",
    "crossings": "parent_child_crossings",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a folder or a file. Returns 1 if a drawing failed, 2 if none was made, else 0."""
    parser = argparse.ArgumentParser(prog="conform drawing", description=__doc__)
    parser.add_argument("path", metavar="PATH", type=Path, help="a file or a folder")
    parser.add_argument("--faults", type=int, default=3, help="faults shown of each family")
    asked = parser.parse_args(arguments)
    if not asked.path.exists():
        parser.error(f"{asked.path} is not there")
    sums, baseline = Sums(), _baseline(asked.path)
    for path in _files(asked.path):
        _judge_file(path, sums, baseline, asked.faults)
    _print_sums(sums)
    if not sums.passed + sums.failed:
        print(f"{asked.path}: no family could be read, so that none was judged")
    print(f"{sums.passed} passed, {sums.failed} failed")
    return 1 if sums.failed else 0 if sums.passed else 2


def _judge_file(path: Path, sums: Sums, baseline: Baseline, faults: int) -> None:
    try:
        families = read_families(path)
    except NotRead as error:
        print(f"{path.parent.name}/{path.name} not read: {error}")
        return
    found, failed = [], 0
    for one in families:
        start = time.process_time()
        seen = _judged(one.family)
        seconds = time.process_time() - start
        sums.slowest = max(sums.slowest, (seconds, f"{one.name} ({len(one.family)} people)"))
        found.append(seen)
        failed += bool(seen.faults)
        for fault in seen.faults[:faults]:
            print(f"{path.name} {one.name} FAILED {fault}")
        _beside_peer(one.name, seen, baseline, sums)
    people = sum(len(one.family) for one in families)
    sums.people += people
    sums.failed += failed
    sums.passed += len(found) - failed
    for name in COUNTED:
        sums.ours[name] = sums.ours.get(name, 0) + sum(getattr(one, name) for one in found)
    print(
        f"{path.parent.name}/{path.name} {'FAILED' if failed else 'ok'}: {len(found)} families, "
        f"{people} people, {sum(one.crossings for one in found)} crossings, "
        f"{sum(one.duplicates for one in found)} drawn again"
    )


def _judged(family: Family) -> Judged:
    try:
        return judge(family, lay_out(family))
    except Exception as error:  # noqa: BLE001 - a bug fails one family, the others are judged
        return Judged([f"the program stopped: {type(error).__name__}: {error}"])


def _beside_peer(name: str, seen: Judged, baseline: Baseline, sums: Sums) -> None:
    peer = baseline.get(name)
    if peer is None:
        return
    told = []
    for own, other in COUNTED.items():
        sums.measured[own] = sums.measured.get(own, 0) + getattr(seen, own)
        sums.peer[own] = sums.peer.get(own, 0) + int(peer[other])
        if getattr(seen, own) or peer[other]:
            told.append(f"{own.replace('_', ' ')} {getattr(seen, own)} (kinship2 {peer[other]})")
    if told:
        print(f"  {name}: {', '.join(told)}")


def _print_sums(sums: Sums) -> None:
    def line(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{counts.get(name, 0)} {name.replace('_', ' ')}" for name in COUNTED)

    print(f"{sums.passed + sums.failed} families, {sums.people} people: {line(sums.ours)}")
    if sums.peer:
        print(f"where kinship2 was measured, ours: {line(sums.measured)}")
        print(f"                         kinship2: {line(sums.peer)}")
    print(f"slowest, laid out, drawn and judged: {sums.slowest[0]:.2f} s, {sums.slowest[1]}")


def _baseline(path: Path) -> Baseline:
    """Return kinship2's figures: they lie in a folder `drawing` below or beside what is asked."""
    for folder in (path, *path.resolve().parents):
        for file in (folder / "kinship2_baseline.json", folder / "drawing/kinship2_baseline.json"):
            if file.is_file():
                cases: Baseline = json.loads(file.read_text("utf-8"))["cases"]
                return cases
    return {}


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name not in ("README.md", "PROVENANCE.md"):
            yield file


if __name__ == "__main__":
    sys.exit(main())
