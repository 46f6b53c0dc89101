"""What is said while a batch runs: a bar on a terminal, else a line for each case.

Neither holds a sample's name, a genotype or the words of an error, which may quote one: those
stand in the folder of the case and in the tables.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from workflow.batch.status import Status

if TYPE_CHECKING:
    from reports.batch_numbers import Summary


class LogFormat(StrEnum):
    """How the lines are written; JSON is for programs, a line each."""

    TEXT = "text"
    JSON = "json"


@contextmanager
def progress(total: int, form: LogFormat) -> Iterator[Callable[[Status], None]]:
    """Return what is to be called with each case that is back."""
    if form is LogFormat.TEXT and sys.stderr.isatty():
        with click.progressbar(length=total, label="cases", file=sys.stderr, show_pos=True) as bar:
            yield lambda _: bar.update(1)
        return
    back = 0

    def say(status: Status) -> None:
        nonlocal back
        back += 1
        click.echo(_line(status, back, total, form), err=True)

    yield say


def _line(status: Status, back: int, total: int, form: LogFormat) -> str:
    outcome = "kept" if status.kept else status.outcome.value
    seconds = status.timings.wall_seconds
    if form is LogFormat.JSON:
        told = {
            "event": "case",
            "case": status.case,
            "outcome": outcome,
            "seconds": seconds,
            "errors": len(status.errors),
            "no_folder": status.no_folder,
            "messages": len(status.messages),
            "back": back,
            "of": total,
        }
        return json.dumps(told)
    why = "; the reasons stand in failures.tsv" if status.errors else ""
    why = f"; {status.no_folder}" if status.no_folder else why
    return f"sideroscreen: {back}/{total} {status.case}: {outcome} ({seconds} s){why}"


def last_lines(summary: Summary, no_page: str, form: LogFormat) -> Iterator[str]:
    """Yield what is said at the end: the warnings, by their ids, and why there is no page."""
    warnings = dict(Counter(warning.id for warning in summary.warnings))
    folders = len(summary.not_in_manifest)
    if form is LogFormat.JSON:
        told = {
            "event": "end",
            "cases": summary.cases,
            "done": summary.done,
            "failed": summary.failed,
            "missing": len(summary.missing),
            "not_in_manifest": folders,
            "warnings": warnings,
            "no_page": no_page,
        }
        yield json.dumps(told)
        return
    if no_page:
        yield f"sideroscreen: no summary.pdf: {no_page}"
    for warning_id, count in warnings.items():
        yield f"sideroscreen: {warning_id}: {count} to look at, see summary.json"
    if folders:
        yield f"sideroscreen: folders of cases without a row, left out of the tables: {folders}"
