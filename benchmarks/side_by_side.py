"""Runs ours and a peer in turn, round for round, and compares what they took and what they said."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Literal

from profiles import profile_of
from tables import Line, Sides, Target, Verdict
from timer import ABSENT

HERE = Path(__file__).resolve().parent
TIMER = (sys.executable, "-I", "-S", str(HERE / "timer.py"))
OURS = (sys.executable, str(HERE / "ours.py"))
COMMAND = (sys.executable, "-m", "workflow")
PATIENCE = 30.0
"""Seconds after which a row gets no further round: an assumption, so that all takes 20 minutes."""

Command = Sequence[str]
Said = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Bench:
    """How a run measures: the folder of the made data, and the rounds.

    `brief`: no more rounds for short rows, and no profile; it shows that all runs.
    """

    data: Path
    rounds: int
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Took:
    """What one command took: seconds, CPU seconds and MiB, with the processes it started."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table, before it is measured; `judged` is what is held against the target.

    `said` reads from an output what was found, `said_by_ours` from ours where that is written
    otherwise; None where neither finds anything. A peer that only unpacks finds nothing: there
    `judge` says what is to be found. `profiled` is our command for the profile where that is not
    `ours` itself, as where processes that it starts do the work. `often` gives the rounds by
    which the run's are multiplied, for what takes a fraction of a second.
    """

    task: str
    peer: str
    target: Target | None
    ours: Command
    theirs: Command
    said: Said | None
    said_by_ours: Said | None = None
    judge: Command = ()
    judged: Literal["cpu", "wall", "peak"] = "cpu"
    files: int = 1
    often: int = 1
    profiled: Command = ()
    remark: str = ""


class Failed(Exception):
    """A command ended with an error; a benchmark of it would say nothing."""


class Absent(Exception):
    """A program is not on this machine."""


def measured(row: Row, bench: Bench) -> Line:
    """Measure a row; where the target is missed, the profile goes with it.

    Rounds end early when the row has taken longer than PATIENCE. What both say must be the same
    in every round, or no ratio is told.
    """
    line = Line(task=row.task, peer=row.peer, target=row.target, remark=row.remark)
    try:
        rounds, difference = _in_turn(row, bench.rounds * (1 if bench.brief else row.often))
    except Absent as absent:
        return replace(line, absent=True, remark=str(absent))
    except Failed as failed:
        return replace(line, remark=str(failed))
    cpu, wall, peak = (
        Sides.of([(getattr(ours, what), getattr(peer, what)) for ours, peer in rounds])
        for what in ("cpu", "wall", "peak")
    )
    told = [row.remark]
    if row.files > 1:
        told.append(f"CPU of one: {cpu.ours / row.files * 1000:.1f} ms")
    if difference:
        line = replace(line, remark=difference)
    else:
        ratio = {"cpu": cpu, "wall": wall, "peak": peak}[row.judged].ratio
        remark = "; ".join(filter(None, told))
        line = replace(line, cpu=cpu, wall=wall, peak=peak, measured=ratio, remark=remark)
    return with_profile(line, row.profiled or row.ours, bench)


def with_profile(line: Line, command: Command, bench: Bench) -> Line:
    """Return the line with the profile of our command, where a target is missed."""
    if line.verdict is not Verdict.MISSED or bench.brief:
        return line
    return replace(line, profile=profile_of(command, environment()))


def _in_turn(row: Row, rounds: int) -> tuple[list[tuple[Took, Took]], str]:
    """Return what both took in each round, and how what they said differs, or ""."""
    took: list[tuple[Took, Took]] = []
    difference = ""
    began = perf_counter()
    with _outputs() as (mine, theirs, judged):
        if row.judge:
            run(row.judge, judged)
        into, right = (Path(os.devnull), judged) if row.judge else (theirs, theirs)
        while len(took) < rounds and (not took or perf_counter() - began < PATIENCE):
            took.append((run(row.ours, mine), run(row.theirs, into)))
            if row.said is not None:
                found = (row.said_by_ours or row.said)(mine)
                difference = difference or difference_of(found, row.said(right))
    return took, difference


def run(command: Command, output: Path) -> Took:
    """Run a command with its output in a file. Raises Failed and Absent."""
    timed = subprocess.run(
        [*TIMER, str(output), *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    wall, cpu, peak, code = json.loads(timed.stdout)
    said = (timed.stderr.strip().splitlines() or [""])[-1][:300]
    if code == ABSENT:
        raise Absent(f"not on this machine: {said or command[0]}")
    if code:
        raise Failed(f"{' '.join(command)[:200]}: exit code {code}: {said}")
    return Took(wall, cpu, peak / 1024)


def difference_of(ours: object, theirs: object) -> str:
    """Return in words that two results are not the same, or ""."""
    if ours == theirs:
        return ""
    return f"not the same result as the peer's: {_brief(ours)} beside {_brief(theirs)}"


def _brief(result: object) -> str:
    return f"{len(result)} records" if isinstance(result, tuple | list) else str(result)[:60]


@contextmanager
def _outputs() -> Iterator[tuple[Path, Path, Path]]:
    """Give three files for outputs, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sideroscreen-bench-") as folder:
        yield Path(folder, "ours"), Path(folder, "peer"), Path(folder, "judge")


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
