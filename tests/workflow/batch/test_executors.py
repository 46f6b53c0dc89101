"""An executor gives every case back once, whatever becomes of the process that it ran in."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from workflow.batch.executors import DIED, Crash, Here
from workflow.batch.manifest import Row

REPOSITORY = Path(__file__).resolve().parents[3]
UNITS = """
import os, signal, time
from workflow.batch.status import Clock, Outcome, Status

LOADED_BY = os.getpid()

def unit(row, log):
    if row.case.startswith("loaded"):
        with open(log + "-by", "a") as opened:
            opened.write(f"{LOADED_BY} {os.getpid()} {os.getpgid(0)}\\n")
    with open(log, "a") as opened:
        opened.write(row.case + "\\n")
    if row.case.startswith("poison"):
        os.kill(os.getpid(), signal.SIGKILL)
    times = {"once": 1, "twice": 2}.get(row.case, 0)
    if open(log).read().split().count(row.case) <= times:
        os._exit(7)
    if row.case.startswith("slow"):
        time.sleep(60)
    return Status(row.case, Outcome.DONE, Clock.start().stop())
"""


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A unit of which some cases kill their process, in a module that the processes can import."""
    (tmp_path / "units_that_die.py").write_text(UNITS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "units_that_die", raising=False)
    return partial(importlib.import_module("units_that_die").unit, log=str(tmp_path / "log"))


def rows(*cases: str) -> list[Row]:
    return [Row(case, Path("none.vcf")) for case in cases]


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_case_that_kills_its_process_twice_and_then_alone_is_a_crash_and_the_others_go_on(
    unit, jobs, tmp_path
) -> None:
    executor = Here(jobs, unit)
    executor.submit(rows("a", "poison-1", "b", "once", "c", "twice", "poison-2", "d"))
    back = {row.case: result for row, result in executor.results()}
    executor.close()
    crashed = {case for case, result in back.items() if isinstance(result, Crash)}
    assert crashed == {"poison-1", "poison-2"}
    assert back["poison-1"] == Crash(f"{DIED}, three times")
    assert {case for case in back if case not in crashed} == {*"abcd", "once", "twice"}
    begun = Counter((tmp_path / "log").read_text().split())
    runs = {**dict.fromkeys("abcd", 1), "once": 2, "twice": 3, "poison-1": 3, "poison-2": 3}
    assert begun == runs


def test_a_case_that_takes_too_long_is_ended_twice_and_the_others_go_on(unit, tmp_path) -> None:
    executor = Here(2, unit, limit=4)
    executor.submit(rows("a", "slow", "b", "c"))
    back = dict(executor.results())
    executor.close()
    crashed = {row.case: result for row, result in back.items() if isinstance(result, Crash)}
    assert crashed == {"slow": Crash("it took more than 4 s, twice")}
    assert sorted((tmp_path / "log").read_text().split()) == ["a", "b", "c", "slow", "slow"]


def test_closing_stops_what_runs_at_once(unit) -> None:
    executor = Here(2, unit)
    executor.submit(rows("a", "slow", "b"))
    results = executor.results()
    next(results), next(results)
    before = time.monotonic()
    executor.close()
    assert time.monotonic() - before < 5
    assert list(results) == []


OF_ITS_OWN = """
import os, sys, threading
from functools import partial
from pathlib import Path
from units_that_die import unit
from workflow.batch.executors import Here
from workflow.batch.manifest import Row

over = threading.Event()
if sys.argv[2:] == ["beside a thread"]:
    threading.Thread(target=over.wait).start()
executor = Here(1, partial(unit, log=sys.argv[1]))
executor.submit([Row("loaded-1", Path("none.vcf")), Row("loaded-2", Path("none.vcf"))])
results = list(executor.results())
executor.close()
over.set()
print(os.getpid(), len(results))
"""


@pytest.mark.parametrize("beside", [(), ("beside a thread",)], ids=["alone", "beside a thread"])
def test_what_is_loaded_here_is_loaded_there_unless_a_thread_runs(unit, tmp_path, beside) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OF_ITS_OWN, str(unit.keywords["log"]), *beside],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(tmp_path)])},
        capture_output=True,
        text=True,
        check=True,
    )
    maker, count = map(int, done.stdout.split())
    assert count == 2
    (told,) = set((tmp_path / "log-by").read_text().splitlines())
    loaded_by, own, group = map(int, told.split())
    assert own == group != maker
    assert loaded_by == (own if beside else maker)
