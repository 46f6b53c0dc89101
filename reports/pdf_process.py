"""Keeps the PDF library's process: starts it, hands it pages, and says when it has stopped."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from reports.pdf_worker import Answer, Page, Ready

PROGRAM = "from reports.pdf_worker import serve; serve"
PATIENCE = 300.0
"""Seconds that one document may take; the longest of ours take a few."""


class PdfStopped(Exception):
    """The PDF library crashed, hung, or could not write a document: that one is withheld."""


@dataclass(slots=True)
class _Process:
    """One running PDF process; `owner` is the process that started it, and alone may ask it."""

    program: subprocess.Popen[bytes]
    pages: Connection
    answers: Connection
    owner: int
    ready: Ready | None = None

    def receive(self) -> object:
        """Return what the process sends. Raises PdfStopped when it is gone or silent."""
        try:
            if not self.answers.poll(PATIENCE):
                self.end(at_once=True)
                raise PdfStopped(f"the PDF library stopped answering ({PATIENCE:.0f} seconds)")
            return self.answers.recv()
        except (EOFError, OSError) as error:
            raise PdfStopped(f"the PDF library stopped ({self.end(at_once=False)})") from error

    def end(self, *, at_once: bool) -> str:
        """Close the process, and return how it ended."""
        self.pages.close()
        self.answers.close()
        if at_once:
            self.program.kill()
        try:
            code = self.program.wait(5)
        except subprocess.TimeoutExpired:
            self.program.kill()
            code = self.program.wait()
        return signal.strsignal(-code) or f"signal {-code}" if code < 0 else f"exit code {code}"


_lock = threading.RLock()
_running: list[_Process] = []


def ready() -> Ready:
    """Return what the PDF process said at its start. Starts it when it does not run."""
    with _lock:
        try:
            return _ready(_process())
        except PdfStopped as error:
            stop()
            return Ready(str(error))


def pdf_of(page: Page) -> Answer:
    """Return the PDF library's answer; a process that stopped is started anew the next time.

    Raises PdfStopped.
    """
    with _lock:
        process = _process()
        try:
            _ready(process)
            process.pages.send(page)
            answer = process.receive()
        except (PdfStopped, OSError) as error:
            stop()
            raise error if isinstance(error, PdfStopped) else PdfStopped(_GONE) from error
    assert isinstance(answer, Answer)
    return answer


_GONE = "the PDF library stopped"


def stop() -> None:
    """End the PDF process, if one runs."""
    with _lock:
        while _running:
            process = _running.pop()
            if process.owner == os.getpid():
                process.end(at_once=False)


def _ready(process: _Process) -> Ready:
    if process.ready is None:
        said = process.receive()
        assert isinstance(said, Ready)
        process.ready = said
    return process.ready


def _process() -> _Process:
    """Return the running process. One inherited from a process that forked is not ours to ask."""
    if _running and _running[0].owner != os.getpid():
        _running.clear()
    if not _running:
        _running.append(_started())
    return _running[0]


def _started() -> _Process:
    # Pipes of one direction: those of two are sockets, and no socket is ever opened here.
    asked, pages = Pipe(duplex=False)
    answers, told = Pipe(duplex=False)
    # -P: no module is taken from the folder that the user happens to stand in.
    program = subprocess.Popen(
        [sys.executable, "-P", "-c", f"{PROGRAM}({asked.fileno()}, {told.fileno()})"],
        pass_fds=[asked.fileno(), told.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    asked.close()
    told.close()
    return _Process(program, pages, answers, os.getpid())


atexit.register(stop)
