"""The workers of a Dask cluster as an executor: for more cases than one machine can read.

A Dask worker never reads a case itself: it hands it to a process beside it (`executors.Here`,
one case at a time), so a file that kills its reader, or hangs, ends that process and not the
worker, and is run again there. Where a worker itself is lost with its machine, Dask
gives the case to another one, as often as its scheduler allows (`allowed-failures`); what it then
gives up, and whatever else was lost, is tried once more at the end, one case at a time. So every
case comes back, and no case is tried for ever.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from genetics.errors import Mistake, UsageError
from workflow.batch.executors import ASSUMED_LIMIT, Crash, Here
from workflow.batch.manifest import Row
from workflow.batch.status import Status
from workflow.batch.worker import Unit
from workflow.versions import software_version

SECONDS_TO_CONNECT = 30
"""How long the scheduler, and then its first worker, are waited for: an assumption of ours."""
IN_HAND = 2
"""Cases given out for each thread of a worker, so that none waits for its next one."""


class Dask:
    """A scheduler and its workers, which must see the files and the output under the same paths.

    Raises UsageError where Dask is not installed, the scheduler does not answer or has no
    worker, or a worker has not the same version of this program.
    """

    def __init__(self, scheduler: str, unit: Unit, limit: float = ASSUMED_LIMIT) -> None:
        self._client = _connected(scheduler)
        # The last one tells this run from others: no process keeps what it has read for another.
        run = os.urandom(8).hex()
        self._how = (unit, limit, os.getcwd(), run)  # noqa: PTH109 - as text, for another machine
        self._waiting: deque[Row] = deque()
        self._suspects: deque[Row] = deque()

    def submit(self, cases: Iterable[Row]) -> None:
        """Take these cases; they are begun in this order."""
        self._waiting.extend(cases)

    def results(self) -> Iterator[tuple[Row, Status | Crash]]:
        """Yield each case as it comes back; those whose workers were lost come last."""
        given: dict[Any, Row] = {}
        back = _distributed().as_completed(loop=self._client.loop)
        while self._waiting or given:
            while self._waiting and len(given) < IN_HAND * self._threads():
                case = self._waiting.popleft()
                future = self._given(case)
                given[future] = case
                back.add(future)
            future = next(back)
            case = given.pop(future)
            result = _result(future)
            if isinstance(result, Lost):
                self._suspects.append(case)
            else:
                yield case, result
        while self._suspects:
            yield self._alone(self._suspects.popleft())

    def close(self) -> None:
        """Give nothing more out, and leave the cluster; a case that a worker is on it ends."""
        self._waiting.clear()
        self._suspects.clear()
        self._client.close()

    def _given(self, case: Row) -> Any:
        return self._client.submit(do_apart, case, *self._how, pure=False)

    def _alone(self, case: Row) -> tuple[Row, Status | Crash]:
        result = _result(self._given(case))
        return case, Crash(f"{result.why}, twice") if isinstance(result, Lost) else result

    def _threads(self) -> int:
        """Return how many cases can be read at the same time now: workers come and go."""
        return max(1, sum(map(int, self._client.nthreads().values())))


class Lost(Crash):
    """A case that came back without any word from the process that it was given to."""


def _result(future: Any) -> Status | Crash:
    """Wait for the case, and return what is known of it."""
    try:
        result: Status | Crash = future.result()
    except _distributed().KilledWorker:
        return Lost("the Dask workers that it was given to died")
    except Exception as error:  # noqa: BLE001 - whatever became of a worker, the others go on
        return Lost(f"the Dask worker did not run it ({type(error).__name__}: {error})")
    finally:
        future.release()
    return result


# --- on the worker ---

_LOCAL = threading.local()


def do_apart(case: Row, unit: Unit, limit: float, folder: str, run: str) -> Status | Crash:
    """Run a case in a process beside the Dask worker; each thread of it keeps one a run, warm."""
    here = _process_of_this_thread(unit, limit, folder, run)
    here.submit([case])
    ((_, result),) = here.results()
    return result


def _process_of_this_thread(unit: Unit, limit: float, folder: str, run: str) -> Here:
    what_for = pickle.dumps((unit, limit, folder, run))
    if getattr(_LOCAL, "what_for", None) != what_for:
        if hasattr(_LOCAL, "here"):
            _LOCAL.here.close()
        _LOCAL.here = Here(1, unit, limit, folder)
        _LOCAL.what_for = what_for
    here: Here = _LOCAL.here
    return here


# --- the cluster ---


def _distributed() -> Any:
    """Return the library, which ships no whole types."""
    try:
        return import_module("distributed")
    except ImportError:
        what = "Dask is not installed here"
        remedy = "install it with the extra: pip install 'sideroscreen[dask]'"
        raise UsageError(Mistake(what, remedy)) from None


def _connected(scheduler: str) -> Any:
    client_of = _distributed().Client
    try:
        client = client_of(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        what = f"no Dask scheduler answers at {scheduler} ({_first_line(error)})"
        raise UsageError(Mistake(what, "start one, and name it as tcp://HOST:PORT")) from None
    try:
        _require_workers(client, scheduler)
    except UsageError:
        client.close()
        raise
    return client


def _require_workers(client: Any, scheduler: str) -> None:
    """Refuse a cluster without workers, or with one that has not this version of the program."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        found: dict[str, Any] = client.run(software_version)
    except TimeoutError:
        what = f"the Dask scheduler at {scheduler} has no worker"
        raise UsageError(Mistake(what, f"start one: dask worker {scheduler}")) from None
    except Exception as error:  # noqa: BLE001 - whatever a worker without this program raises
        what = f"a Dask worker cannot run this program ({_first_line(error)})"
        remedy = f"install sideroscreen {software_version()} in the environment of each worker"
        raise UsageError(Mistake(what, remedy)) from None
    others = {where: one for where, one in found.items() if one != software_version()}
    for where, version in others.items():
        what = f"the Dask worker {where} has version {version}, this is {software_version()}"
        raise UsageError(Mistake(what, "install the same version everywhere"))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
