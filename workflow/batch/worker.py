"""One process that does cases one after the other, and can be ended in the middle of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from threading import Thread, active_count

from workflow.batch.manifest import Row
from workflow.batch.status import Status

Unit = Callable[[Row], Status]
"""Runs one case; it can be pickled, and doing a case twice is doing it once."""

_PROGRAM = "from workflow.batch.worker import serve; serve"


class Worker:
    """A process of its own, and the case that it is on (None: it waits for one).

    It is the head of a process group, so that it is ended with all that it has started, and it
    ends itself when the process that made it is gone: it holds the reading end of a pipe that
    nobody writes to. It takes the paths of modules, and the folder it works in unless another is
    named, from the process that made it.

    It is a copy of that process, with all that was loaded there, where nothing else runs in it:
    so what every case needs is loaded once and not once a process. Beside other threads, whose
    locks a copy would keep for ever, it is a new program.
    """

    def __init__(
        self, unit: Unit, folder: str | None = None, beside: Sequence[Worker] = ()
    ) -> None:
        """Start the process; `beside` are those at work already, whose pipes are not its own."""
        asked, self._cases = Pipe(duplex=False)
        self.results, told = Pipe(duplex=False)
        life, self._life = Pipe(duplex=False)
        theirs = (asked, told, life)
        ours = (self._cases, self.results, self._life)
        if active_count() == 1:
            not_its_own = [end for worker in beside for end in worker.ends()]
            self._pid, self._wait = _copied(theirs, (*ours, *not_its_own), folder)
        else:
            self._pid, self._wait = _started(theirs, folder)
        for connection in theirs:
            connection.close()  # else the end of the process would not be seen
        self.case: Row | None = None
        self._begun = 0.0
        with suppress(OSError):  # a process that is gone already is seen at its first case
            self._cases.send(sys.path)
            self._cases.send(unit)

    def take(self, case: Row) -> None:
        """Give the process this case; one that is gone already has no result."""
        self.case, self._begun = case, time.monotonic()
        with suppress(OSError):
            self._cases.send(case)

    def seconds(self) -> float:
        """Return how long the process has been on its case."""
        return time.monotonic() - self._begun

    def result(self) -> Status | None:
        """Wait for the status of the case; None where the process died over it."""
        try:
            status: Status = self.results.recv()
        except (EOFError, OSError):
            return None
        self.case = None
        return status

    def stop(self) -> None:
        """End the process, in the middle of a case too: what is not whole is no result."""
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        self._wait()
        for connection in self.ends():
            connection.close()

    def ends(self) -> tuple[Connection, ...]:
        """Return the ends of the pipes to the process that its maker holds."""
        return self._cases, self.results, self._life


def _copied(
    theirs: Sequence[Connection], others: Sequence[Connection], folder: str | None
) -> tuple[int, Callable[[], object]]:
    """Start a copy of this process that holds none of the `others`; return its id, and its end."""
    process = get_context("fork").Process(target=_serve_copied, args=(theirs, others, folder))
    process.start()
    assert process.pid is not None
    with suppress(OSError):  # as it does itself: whoever comes first
        os.setpgid(process.pid, process.pid)
    return process.pid, process.join


def _serve_copied(
    theirs: Sequence[Connection], others: Sequence[Connection], folder: str | None
) -> None:
    with suppress(OSError):
        os.setpgid(0, 0)
    for connection in others:
        connection.close()
    if folder is not None:
        os.chdir(folder)
    asked, told, life = (connection.fileno() for connection in theirs)
    serve(asked, told, life)


def _started(theirs: Sequence[Connection], folder: str | None) -> tuple[int, Callable[[], object]]:
    """Start a new program; return the id of its process, and its end."""
    numbers = [connection.fileno() for connection in theirs]
    # -P: no module is taken from the folder that the user happens to stand in.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"{_PROGRAM}{tuple(numbers)}"],
        pass_fds=numbers,
        stdin=subprocess.DEVNULL,
        process_group=0,
        cwd=folder,
    )
    return process.pid, process.wait


def serve(asked: int, told: int, life: int) -> None:
    """Do one case after the other until there are no more, or the process that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks says when to stop
    Thread(target=_end_with, args=(life,), daemon=True).start()
    cases, results = Connection(asked, writable=False), Connection(told, readable=False)
    with cases, results, suppress(EOFError, OSError):
        sys.path[:] = cases.recv()
        unit: Unit = cases.recv()
        while True:
            results.send(unit(cases.recv()))


def _end_with(life: int) -> None:
    """Stop in the middle, with all that was started: a resumed run does the case again."""
    os.read(life, 1)
    os.killpg(0, signal.SIGKILL)
