"""One process that does cases one after the other, and can be ended in the middle of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread

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
    """

    def __init__(self, unit: Unit, folder: str | None = None) -> None:
        asked, self._cases = Pipe(duplex=False)
        self.results, told = Pipe(duplex=False)
        life, self._life = Pipe(duplex=False)
        theirs = (asked, told, life)
        numbers = [connection.fileno() for connection in theirs]
        # -P: no module is taken from the folder that the user happens to stand in.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"{_PROGRAM}{tuple(numbers)}"],
            pass_fds=numbers,
            stdin=subprocess.DEVNULL,
            process_group=0,
            cwd=folder,
        )
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
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for connection in (self._cases, self.results, self._life):
            connection.close()


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
