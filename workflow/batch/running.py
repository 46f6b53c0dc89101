"""The story of a batch: many cases in, a folder for each, tables over all of them.

1. The manifest (or the folder) is read whole; with a shard, only every n-th case is meant.
2. The output is looked at: another run is never written over, a stopped one is resumed.
3. An executor runs the cases (`unit.run_case`), each into a folder that is whole or not there.
   A case whose process died each time, at last alone, is written down as failed.
4. What came back is said, a line a case; then the tables are written from the folders. A shard
   leaves them to `--collect`, because other shards may still run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from genetics.errors import Mistake, UsageError
from genetics.plain_text import in_plain_sight, invisible_in
from workflow.batch import case_folder
from workflow.batch.executors import ASSUMED_LIMIT, Crash, Executor, Here
from workflow.batch.manifest import Row, read_rows
from workflow.batch.progress import LogFormat, last_lines, progress
from workflow.batch.status import Documents, Status
from workflow.batch.way import Way
from workflow.batch.worker import Unit

if TYPE_CHECKING:
    from reports.batch_numbers import Summary

SOME_FAILED, STOPPED = 1, 130


@dataclass(frozen=True, slots=True)
class Shard:
    """Every `of`-th case, from the `number`-th on; both count from 1."""

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError("a shard is K/N with K from 1 to N")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def cases(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows of this shard: each row is in exactly one."""
        return tuple(rows[self.number - 1 :: self.of])


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def run_batch(
    source: Path,
    way: Way,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    limit: float = ASSUMED_LIMIT,
    dry_run: bool = False,
    shard: Shard | None = None,
    log_format: LogFormat = LogFormat.TEXT,
) -> int:
    """Run the cases of a manifest or folder in a certain way. Returns the exit code.

    The processes of this machine do it, or, where a `scheduler` is named, a Dask cluster.
    0 where all are done, 1 where some failed, 130 where the user stopped it. Raises UsageError
    where the output cannot be used, InputRejected where the manifest or the profile is wrong.
    """
    from workflow.batch.unit import run_case, warm_up

    every = read_rows(source)
    rows = shard.cases(every) if shard is not None else every
    _require_usable(rows, way)
    way.require_usable()
    if dry_run:
        _say_what_would_be_done(rows, way)
        return 0
    out = way.out
    _make_folder(out)
    case_folder.discard(out, (row.case for row in rows))
    try:
        if scheduler is None:
            warm_up(way)
        unit = partial(run_case, way=way)
        failed = _run(rows, way, _executor(unit, jobs, scheduler, limit), log_format)
        if shard is None:
            return _end(write_tables(every, out, failed), out, way.documents, log_format)
        return _end_of_shard(failed, shard, source, out)
    except KeyboardInterrupt:
        case_folder.discard(out, (row.case for row in rows))
        click.echo("sideroscreen: stopped; what is whole stays, resume with --resume", err=True)
        return STOPPED


def run_collect(
    source: Path,
    out: Path,
    *,
    documents: Documents = Documents.CASE,
    log_format: LogFormat = LogFormat.TEXT,
) -> int:
    """Write the tables of all cases from the folders in `out`; say which are missing."""
    rows = read_rows(source)
    if not (out / case_folder.CASES).is_dir():
        what, remedy = "no batch was run into this folder", "name the folder given to -o"
        raise UsageError(Mistake(what, remedy, str(out)))
    return _end(write_tables(rows, out, ()), out, documents, log_format)


def write_tables(rows: Sequence[Row], out: Path, failed: Sequence[Status]) -> Summary:
    """Write the tables from the folders; `failed` say why a folder could not be written."""
    from workflow.batch.summary import collect

    try:
        return collect(rows, out, {one.case: one.errors for one in failed if one.no_folder})
    except UsageError as error:
        what = error.mistakes[0].what
        remedy = "the folders of the cases stay: make room, then write the tables by --collect"
        raise UsageError(Mistake(what, remedy, error.mistakes[0].file)) from None


# --- the output folder ---


def _require_usable(rows: Sequence[Row], way: Way) -> None:
    """Refuse a folder that holds something else, or, without `resume`, one of these cases."""
    out, cases = way.out, way.out / case_folder.CASES
    if hidden := invisible_in(str(out.absolute())):
        what = f"its path holds {hidden}, which nobody sees, or is no text in UTF-8"
        raise UsageError(Mistake(what, "name another folder", in_plain_sight(str(out))))
    if out.exists() and not out.is_dir():
        raise UsageError(Mistake("the output is no folder", "name a folder", str(out)))
    if not out.is_dir() or not any(out.iterdir()):
        return
    if not cases.is_dir():
        what, remedy = "the folder holds other things", "name a new or an empty folder"
        raise UsageError(Mistake(what, remedy, str(out)))
    there = [row.case for row in rows if case_folder.place_of(out, row.case).exists()]
    if there and not way.resume:
        what = f"the folder holds a run already ({len(there)} of these cases, as {there[0]})"
        remedy = "go on with it by --resume, or name another folder"
        raise UsageError(Mistake(what, remedy, str(out)))


def _make_folder(out: Path) -> None:
    import tempfile

    cases = out / case_folder.CASES
    try:
        cases.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cases, prefix=".try-"):
            pass
    except OSError as error:
        what = f"nothing can be written here ({error.strerror or error})"
        raise UsageError(Mistake(what, "name a folder that may be written", str(out))) from None


# --- the cases ---


def _executor(unit: Unit, jobs: int, scheduler: str | None, limit: float) -> Executor:
    if scheduler is None:
        return Here(jobs, unit, limit)
    from workflow.batch.dask_executor import Dask

    return Dask(scheduler, unit, limit)


def _run(
    rows: Sequence[Row], way: Way, executor: Executor, log_format: LogFormat
) -> tuple[Status, ...]:
    """Run the cases, say each that is back, and return how those went that failed."""
    with closing(executor), progress(len(rows), log_format) as say:
        return run_on(executor, rows, way, say)


def run_on(
    executor: Executor, rows: Sequence[Row], way: Way, say: Callable[[Status], None]
) -> tuple[Status, ...]:
    """Run the cases on any executor; a crash is written down as a case that failed."""
    from workflow.batch.unit import has_crashed

    failed = []
    executor.submit(rows)
    for row, back in executor.results():
        status = has_crashed(row, way, back.why) if isinstance(back, Crash) else back
        say(status)
        if not status.done:
            failed.append(status)
    return tuple(failed)


def _say_what_would_be_done(rows: Sequence[Row], way: Way) -> None:
    from workflow.batch.unit import is_done

    for row in rows:
        kept = way.resume and is_done(row, way)
        click.echo(f"{row.case}\t{'is done, would be kept' if kept else 'would be run'}")


# --- the end ---


def _end(summary: Summary, out: Path, documents: Documents, log_format: LogFormat) -> int:
    from workflow.batch.page import write_page
    from workflow.batch.summary import PAGE

    (out / PAGE).unlink(missing_ok=True)  # one of other tables would stay beside these
    no_page = write_page(summary, out) if documents is not Documents.NONE else ""
    for line in last_lines(summary, no_page, log_format):
        click.echo(line, err=True)
    missing = f", {len(summary.missing)} missing" if summary.missing else ""
    click.echo(f"{summary.cases} cases: {summary.done} done, {summary.failed} failed{missing}")
    click.echo(f"tables and folders: {out}")
    return 0 if summary.done == summary.cases else SOME_FAILED


def _end_of_shard(failed: Sequence[Status], shard: Shard, source: Path, out: Path) -> int:
    click.echo(f"shard {shard}: {len(failed)} failed")
    click.echo(
        f"after the last shard: sideroscreen batch --collect {quote(str(out))} {quote(str(source))}"
    )
    return SOME_FAILED if failed else 0
