"""Who does the cases: an executor takes them and gives each back, done, failed or crashed."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from threading import Thread
from typing import Protocol

from workflow.batch.manifest import Row
from workflow.batch.status import Status

DIED_TWICE = "the process that read it died twice"
_WARM = "workflow.batch.warm"
_SECONDS_TO_LEAVE = 5.0

Unit = Callable[[Row], Status]
"""Runs one case; it can be pickled, and doing a case twice is doing it once."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A case of which the process died, and why nothing more is known."""

    why: str


class Executor(Protocol):
    """Runs cases somewhere. Results come in any order; every case gets exactly one.

    A case that kills the process it runs in comes back as a Crash, and the others go on.
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
    out of memory, a crash in a library) it is known over which case. That case is laid aside
    and run again at the end, alone, in a process of its own; if that dies as well, it is a Crash.
    (The pools of the standard library do not say which task a dead process was on.)
    """

    def __init__(self, jobs: int, unit: Unit) -> None:
        self._jobs = jobs
        self._unit = unit
        self._waiting: deque[Row] = deque()
        self._suspects: deque[Row] = deque()
        self._workers: list[_Worker] = []

    def submit(self, cases: Iterable[Row]) -> None:
        """Take these cases; they are begun in this order."""
        self._waiting.extend(cases)

    def results(self) -> Iterator[tuple[Row, Status | Crash]]:
        """Yield each case as it comes back; those over which a process died come last."""
        while self._waiting or self._workers:
            self._hand_out()
            yield from self._back()
        while self._suspects:
            case = self._suspects.popleft()
            yield case, self._alone(case)

    def close(self) -> None:
        """Stop the processes, those in the middle of a case at once."""
        for worker in self._workers:
            worker.stop()
        for some in (self._workers, self._waiting, self._suspects):
            some.clear()

    def _hand_out(self) -> None:
        while self._waiting and len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._unit, self._waiting.popleft()))

    def _back(self) -> list[tuple[Row, Status]]:
        """Wait for the first to be back; give those their next case, lay the suspects aside."""
        ready = wait([worker.connection for worker in self._workers])
        back: list[tuple[Row, Status]] = []
        for worker in [one for one in self._workers if one.connection in ready]:
            case, status = worker.case, worker.result()
            if status is None:
                self._suspects.append(case)
            else:
                back.append((case, status))
            self._next_or_leave(worker, dead=status is None)
        return back

    def _next_or_leave(self, worker: _Worker, *, dead: bool) -> None:
        if not dead and self._waiting and worker.take(self._waiting[0]):
            self._waiting.popleft()
        else:
            worker.stop()
            self._workers.remove(worker)

    def _alone(self, case: Row) -> Status | Crash:
        worker = _Worker(self._unit, case)
        self._workers.append(worker)
        status = worker.result()
        self._next_or_leave(worker, dead=True)
        return status if status is not None else Crash(DIED_TWICE)


class _Worker:
    """One process, and the case that it is on."""

    def __init__(self, unit: Unit, case: Row) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload([_WARM])
        self.connection, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(
            target=_work, args=(theirs, unit), daemon=False
        )
        self._process.start()
        theirs.close()  # else the end of the process would not be seen
        self.case = case
        self.take(case)

    def take(self, case: Row) -> bool:
        """Give the process this case; False where it is not there any more."""
        try:
            self.connection.send(case)
        except OSError:
            return False
        self.case = case
        return True

    def result(self) -> Status | None:
        """Wait for the status of the case; None where the process died over it."""
        try:
            status: Status = self.connection.recv()
        except (EOFError, OSError):
            return None
        return status

    def stop(self) -> None:
        """End the process, in the middle of a case too: what is not whole is no result."""
        self.connection.close()
        self._process.kill()
        self._process.join(_SECONDS_TO_LEAVE)


def _work(connection: Connection, unit: Unit) -> None:
    """Do one case after the other until there are no more, or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    Thread(target=_leave_with_parent, daemon=True).start()
    with connection, suppress(EOFError, OSError):
        while True:
            connection.send(unit(connection.recv()))


def _leave_with_parent() -> None:
    """Stop in the middle when the parent is killed: a resumed run does the case again."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
