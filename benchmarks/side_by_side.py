"""Runs ours and a peer in turn, round for round, and compares what they took and what they said."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from measure import Beside, Target, Verdict

HERE = Path(__file__).resolve().parent
TIMER = (sys.executable, "-I", "-S", str(HERE / "timer.py"))
OURS = (sys.executable, str(HERE / "ours.py"))
COMMAND = (sys.executable, "-m", "workflow")
NOT_BUILT = 69
"""The exit code by which `ours.py` says that there is no such option (sysexits.h: unavailable)."""
PATIENCE = 45.0
"""Seconds after which a row gets no further round (an assumption: a full run takes 25 minutes)."""

Command = Sequence[str]
Said = Callable[[Path], object]


class NotBuilt(Exception):
    """The checkout does not have what a row wants to measure."""


class Failed(Exception):
    """A command ended with an error; a benchmark of it would say nothing."""


@dataclass(frozen=True)
class Run:
    """What one command took: seconds, CPU seconds and MiB, with the processes it started."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Row:
    """One row of the table, before it is measured.

    `said` reads from an output what was found, `said_by_ours` from ours where that is written
    otherwise. A peer that only unpacks finds nothing: there `judge` says what is to be found.
    `profiled` is our command for the profile where it is not `ours` itself, as where the work
    is done by processes that it starts.
    """

    task: str
    peer_name: str
    target: Target | None
    ours: Command
    peer: Command
    said: Said
    said_by_ours: Said | None = None
    judge: Command = ()
    wall: bool = False
    files: int = 1
    profiled: Command = ()
    remark: str = ""


@dataclass(frozen=True)
class Pair:
    """Medians of ours and of the peer, and the median of the ratios of the rounds."""

    ours: Run
    peer: Run
    rounds: int
    cpu: float
    wall: float
    difference: str = ""


def environment() -> dict[str, str]:
    """Return the environment of our commands: this checkout's code, no data of the user's.

    Compiled modules are kept as in every installation, or each start would compile them all.
    """
    no_data = str(Path(tempfile.gettempdir()) / "sideroscreen-bench-no-data")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPATH": str(HERE.parent),
        "SIDEROSCREEN_DATA": no_data,
        "BENCH_TERRITORY": str(_territory_file()),
    }


@cache
def _territory_file() -> Path:
    """Write down, once a run, what is to be read: it goes when the run ends."""
    from genetics.gene_files import load_panel
    from genetics.readers.territory import territory_of

    folder = tempfile.mkdtemp(prefix="sideroscreen-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder) / "territory.pickle"
    file.write_bytes(pickle.dumps(territory_of(load_panel())))
    return file


def run(command: Command, output: Path) -> Run:
    """Run a command with its output in a file. Raises NotBuilt and Failed."""
    timed = subprocess.run(
        [*TIMER, str(output), *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    wall, cpu, peak, code = json.loads(timed.stdout)
    if code == NOT_BUILT:
        raise NotBuilt
    if code:
        said = timed.stderr.strip().splitlines() or [""]
        raise Failed(f"{' '.join(command)[:200]}: exit code {code}: {said[-1][:300]}")
    return Run(wall, cpu, peak / 1024)


def pair(row: Row, rounds: int) -> Pair:
    """Run both in turn; what they say must be the same in every round, or the pair says so.

    Rounds end early when the row has taken longer than PATIENCE.
    """
    told: list[tuple[Run, Run]] = []
    difference = ""
    began = perf_counter()
    with outputs() as (mine, theirs, judged):
        if row.judge:
            run(row.judge, judged)
        into, right = (Path(os.devnull), judged) if row.judge else (theirs, theirs)
        while len(told) < rounds and (not told or perf_counter() - began < PATIENCE):
            told.append((run(row.ours, mine), run(row.peer, into)))
            found = (row.said_by_ours or row.said)(mine)
            difference = difference or difference_of(found, row.said(right))
    return Pair(
        _medians([ours for ours, _ in told]),
        _medians([peer for _, peer in told]),
        len(told),
        median(ours.cpu / max(peer.cpu, 1e-3) for ours, peer in told),
        median(ours.wall / max(peer.wall, 1e-3) for ours, peer in told),
        difference,
    )


def difference_of(ours: object, theirs: object) -> str:
    """Return in words that two results are not the same, or ""."""
    if ours == theirs:
        return ""
    return f"not the same result as the peer's: {_brief(ours)} beside {_brief(theirs)}"


def _brief(result: object) -> str:
    return f"{len(result)} records" if isinstance(result, tuple | list) else str(result)[:60]


def _medians(runs: Sequence[Run]) -> Run:
    return Run(
        median(one.wall for one in runs),
        median(one.cpu for one in runs),
        median(one.peak for one in runs),
    )


@contextmanager
def outputs() -> Iterator[tuple[Path, Path, Path]]:
    """Give three files for outputs, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield tuple(Path(folder) / name for name in ("ours", "peer", "judge"))  # type: ignore[misc]


def measured(row: Row, rounds: int) -> tuple[Beside, Pair | None]:
    """Measure a row; where the target is missed, the profile goes with it."""
    empty = Beside(row.task, row.peer_name, None, row.target)
    try:
        both = pair(row, rounds)
    except NotBuilt:
        return replace(empty, remark="not built yet"), None
    except Failed as failed:
        return replace(empty, remark=str(failed)), None
    ours, theirs = (_told(one, row) for one in (both.ours, both.peer))
    ratio = None if both.difference else (both.wall if row.wall else both.cpu)
    remarks = "; ".join(part for part in (both.difference, row.remark) if part)
    done = replace(empty, measured=ratio, ours=ours, theirs=theirs, remark=remarks)
    if done.verdict is Verdict.MISSED:
        done = replace(done, profile=profile(row.profiled or row.ours))
    return done, both


def _told(one: Run, row: Row) -> str:
    if row.wall:
        return f"{one.wall:.3f} s wall"
    if row.files > 1:
        return f"{one.cpu / row.files * 1000:.1f} ms a file"
    return f"{one.cpu:.3f} s, {one.peak:.0f} MiB"


def profile(command: Command, top: int = 5) -> tuple[str, ...]:
    """Return the functions that take most of a command of ours, by their own time."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "profile"
        asked = [command[0], "-m", "cProfile", "-o", str(into), *command[1:]]
        subprocess.run(
            asked,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            env=environment(),
        )
        if not into.exists():
            return ()
        stats = pstats.Stats(str(into)).stats  # type: ignore[attr-defined]
    whole = sum(entry[2] for entry in stats.values())
    most = sorted(stats.items(), key=lambda item: -item[1][2])[:top]
    return tuple(
        f"{own / whole:4.0%}  {_place(file, line)}{name} ({calls:,} calls)"
        for (file, line, name), (calls, _, own, *_) in most
    )


def _place(file: str, line: int) -> str:
    if file == "~":
        return ""
    path = Path(file)
    return f"{path.parent.name}/{path.name}:{line} "
