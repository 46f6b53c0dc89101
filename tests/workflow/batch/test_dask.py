"""A batch on a real Dask scheduler with two real workers, of which one is killed half way."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from workflow.__main__ import main
from workflow.batch.executors import DIED, Crash
from workflow.batch.manifest import Row

REPOSITORY = Path(__file__).resolve().parents[3]
SECONDS = 60.0
HERE = "127.0.0.1"

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed here"
)

UNITS = """
import os, signal, time
from pathlib import Path
from workflow.batch.status import Clock, Outcome, Status

def unit(row, room):
    if row.case.startswith("poison"):
        os.kill(os.getpid(), signal.SIGKILL)
    if row.case.startswith("worker"):  # takes the Dask worker with it
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    if row.case == "first":
        (Path(room) / f"first-{os.getppid()}").touch()
        while not (Path(room) / "go").exists():
            time.sleep(0.01)
    return Status(row.case, Outcome.DONE, Clock.start().stop())
"""


class Cluster:
    """A scheduler and its workers, each a process of its own; a worker that dies stays dead."""

    def __init__(self, folder: Path, paths: str):
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": paths,
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
            "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s",
            "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
        }
        self.running: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start(
            "scheduler", "--host", HERE, "--port", "0", "--no-dashboard", "--scheduler-file", file
        )
        wait_for(lambda: file.exists() and file.read_text().strip().endswith("}"))
        self.address = json.loads(file.read_text())["address"]
        self.workers = [self.worker() for _ in range(2)]

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            "worker", self.address, "--host", HERE, "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", self.folder,
        )  # fmt: skip

    def _start(self, *command: object) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("a") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "distributed.cli.dask_" + str(command[0]),
                    *map(str, command[1:]),
                ],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self.running):
            process.kill()
            process.wait()


def wait_for(holds: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    (folder / "units_on_dask.py").write_text(UNITS)
    started = Cluster(folder, f"{REPOSITORY}{os.pathsep}{folder}")
    yield started
    started.stop()


@pytest.fixture
def unit(cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.syspath_prepend(cluster.folder)
    return partial(importlib.import_module("units_on_dask").unit, room=str(tmp_path))


def rows(*cases: str) -> list[Row]:
    return [Row(case, Path("none.vcf")) for case in cases]


@needs_dask
def test_a_batch_on_a_cluster_writes_what_one_here_writes(cluster, vcfs, tmp_path, whole) -> None:
    source = vcfs(8, bad=(3,))
    how = ("--documents", "none")
    there = ("--executor", "dask", "--scheduler", cluster.address)
    assert main(["batch", str(source), "-o", str(tmp_path / "dask"), *how, *there]) == 1
    assert main(["batch", str(source), "-o", str(tmp_path / "here"), *how]) == 1
    assert whole(tmp_path / "dask") == whole(tmp_path / "here")
    assert main(["batch", str(source), "-o", str(tmp_path / "dask"), *how, *there, "--resume"]) == 1


@needs_dask
def test_a_file_that_kills_its_reader_has_failed_and_the_others_go_on(cluster, unit) -> None:
    from workflow.batch.dask_executor import Dask

    executor = Dask(cluster.address, unit, 30)
    executor.submit(rows("a", "poison-1", "b", "poison-2", "c"))
    back = {row.case: result for row, result in executor.results()}
    executor.close()
    assert {case for case, result in back.items() if isinstance(result, Crash)} == {
        "poison-1",
        "poison-2",
    }
    assert back["poison-1"] == Crash(f"{DIED}, three times")
    assert sorted(back) == ["a", "b", "c", "poison-1", "poison-2"]


@needs_dask
def test_a_worker_killed_half_way_loses_no_case(cluster, unit, tmp_path) -> None:
    from workflow.batch.dask_executor import Dask

    executor = Dask(cluster.address, unit, 30)
    executor.submit(rows("first", *"abcdef"))
    results = executor.results()
    early = [next(results)[0].case]
    wait_for(lambda: list(tmp_path.glob("first-*")))
    (held,) = tmp_path.glob("first-*")
    pid = int(held.name.partition("-")[2])
    assert pid in {worker.pid for worker in cluster.workers}
    os.kill(pid, signal.SIGKILL)
    (tmp_path / "go").touch()
    back = {row.case: result for row, result in results}
    executor.close()
    cluster.workers.append(cluster.worker())  # for whoever comes next
    assert not [case for case, result in back.items() if isinstance(result, Crash)]
    assert sorted([*early, *back]) == ["a", "b", "c", "d", "e", "f", "first"]


@needs_dask
def test_what_kills_even_its_worker_is_given_up_in_the_end(cluster, unit) -> None:
    from workflow.batch.dask_executor import Dask

    executor = Dask(cluster.address, unit, 30)
    for _ in range(2):  # each try takes one with it
        cluster.workers.append(cluster.worker())
    wait_for(lambda: len(executor._client.nthreads()) >= 3)
    executor.submit(rows("a", "worker", "b"))
    back = {row.case: result for row, result in executor.results()}
    executor.close()
    assert isinstance(back["worker"], Crash)
    assert "the Dask workers that it was given to died, twice" in back["worker"].why
    assert not isinstance(back["a"], Crash)
    assert not isinstance(back["b"], Crash)


@needs_dask
def test_a_scheduler_that_is_not_there_is_a_usage_error(
    vcfs, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr("workflow.batch.dask_executor.SECONDS_TO_CONNECT", 1)
    how = ["batch", str(vcfs(1)), "-o", str(tmp_path / "out"), "--executor", "dask", "--scheduler"]
    assert main([*how, "tcp://127.0.0.1:9"]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_where_dask_is_not_installed_it_is_said_how_to_get_it(
    vcfs, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    how = ["batch", str(vcfs(1)), "-o", str(tmp_path / "out"), "--executor", "dask", "--scheduler"]
    assert main([*how, "tcp://127.0.0.1:9"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("install it with the extra: pip install 'sideroscreen[dask]'")


@pytest.mark.parametrize("half", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_dask_and_its_scheduler_go_together(vcfs, tmp_path, half) -> None:
    assert main(["batch", str(vcfs(1)), "-o", str(tmp_path / "out"), *half]) == 2
