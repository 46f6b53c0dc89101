"""Who does the cases: an executor takes them and gives each back, done, failed or crashed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import wait
from typing import Protocol

from workflow.batch.manifest import Row
from workflow.batch.status import Status
from workflow.batch.worker import Unit, Worker

ASSUMED_LIMIT = 1800.0
"""Seconds that one case may take where nobody says otherwise: an assumption of ours.

A genome that must be read whole takes minutes at most, a document up to five
(`reports.pdf_process.PATIENCE`); half an hour is a file or a disk that hangs.
"""

DIED = "the process that read it died"


@dataclass(frozen=True, slots=True)
class Crash:
    """A case that gave no status, and why nothing more is known."""

    why: str


class Executor(Protocol):
    """Runs cases somewhere. Results come in any order; every case gets exactly one.

    A case that kills the process it runs in, or does not end, comes back as a Crash, and the
    others go on.
    """

    def submit(self, cases: Iterable[Row]) -> None:
        """Take these cases."""

    def results(self) -> Iterator[tuple[Row, Status | Crash]]:
        """Yield each case with its outcome as it comes, until all that were taken are back."""

    def close(self) -> None:
        """Stop all that still runs; what is not back by now never comes."""


class Here:
    """The processes of this machine, one case at a time each.

    Each process is told its next case when it has given one back, so that when it dies (killed,
    out of memory, a crash in a library) it is known over which case, and the case is run again
    after those that wait. A case whose process died twice, or was longer than `limit` seconds
    over it and was ended, is laid aside and run last, alone: nothing else takes its memory then.
    If that ends no better, it is a Crash.
    (The pools of the standard library do not say which task a dead process was on.)
    """

    def __init__(
        self, jobs: int, unit: Unit, limit: float = ASSUMED_LIMIT, folder: str | None = None
    ) -> None:
        """Work in `folder` (None: the one of this process): paths may be taken from there."""
        self._jobs = jobs
        self._folder = folder
        self._unit = unit
        self._limit = limit
        self._waiting: deque[Row] = deque()
        self._suspects: deque[Row] = deque()
        self._ends: defaultdict[str, list[str]] = defaultdict(list)
        self._workers: list[Worker] = []

    def submit(self, cases: Iterable[Row]) -> None:
        """Take these cases; they are begun in this order."""
        self._waiting.extend(cases)

    def results(self) -> Iterator[tuple[Row, Status | Crash]]:
        """Yield each case as it comes back; those that are run alone come last."""
        while self._waiting or self._busy():
            self._hand_out()
            yield from self._back()
        while self._suspects:
            case = self._suspects.popleft()
            yield case, self._alone(case)

    def close(self) -> None:
        """Stop the processes, those in the middle of a case at once."""
        for worker in self._workers:
            worker.stop()
        for some in (self._workers, self._waiting, self._suspects, self._ends):
            some.clear()

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.case is not None]

    def _hand_out(self) -> None:
        idle = [worker for worker in self._workers if worker.case is None]
        while self._waiting and (idle or len(self._workers) < self._jobs):
            worker = idle.pop() if idle else self._new()
            worker.take(self._waiting.popleft())

    def _new(self) -> Worker:
        worker = Worker(self._unit, self._folder, self._workers)
        self._workers.append(worker)
        return worker

    def _back(self) -> list[tuple[Row, Status]]:
        """Wait for the first to be back, or overdue; one that gave no status is run again."""
        busy = self._busy()
        patience = min(self._limit - worker.seconds() for worker in busy)
        ready = wait([worker.results for worker in busy], max(patience, 0))
        back: list[tuple[Row, Status]] = []
        for worker in busy:
            case = worker.case
            if case is None or not (worker.results in ready or self._overdue(worker)):
                continue
            result = self._result(worker, worker.results in ready)
            if isinstance(result, Status):
                self._ends.pop(case.case, None)
                back.append((case, result))
            else:
                self._run_again(case, result)
        return back

    def _run_again(self, case: Row, why: str) -> None:
        self._ends[case.case].append(why)
        queue = self._waiting if self._ends[case.case] == [DIED] else self._suspects
        queue.append(case)

    def _overdue(self, worker: Worker) -> bool:
        return worker.seconds() >= self._limit

    def _result(self, worker: Worker, ready: bool) -> Status | str:
        """Return the status of the case, or why there is none; then the process is ended."""
        status = worker.result() if ready else None
        if status is not None:
            return status
        worker.stop()
        self._workers.remove(worker)
        return DIED if ready else f"it took more than {self._limit:g} s"

    def _alone(self, case: Row) -> Status | Crash:
        worker = self._new()
        worker.take(case)
        result = self._result(worker, bool(wait([worker.results], self._limit)))
        before = self._ends.pop(case.case)
        return result if isinstance(result, Status) else Crash(_in_words([*before, result]))


def _in_words(ends: Sequence[str]) -> str:
    """Return how a case ended each time: one that ended alike is said once."""
    counts = ((why, len(list(alike))) for why, alike in groupby(ends))
    return ", and then ".join(f"{why}{_TIMES[count]}" for why, count in counts)


_TIMES = {1: "", 2: ", twice", 3: ", three times"}
