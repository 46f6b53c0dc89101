"""Writes an output whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from genetics.errors import Mistake, UsageError


def write_text(text: str, output: Path | None) -> None:
    """Write to a file, which is whole or not there at all, or to standard output (None)."""
    if output is None:
        sys.stdout.write(text)
    elif output.exists() and not output.is_file():
        with _said(output):
            output.write_text(text, encoding="utf-8")  # a pipe or a device is no file to replace
    else:
        write_whole(output, lambda part: part.write_text(text, encoding="utf-8"))


def write_whole(output: Path, write: Callable[[Path], object]) -> None:
    """Let `write` write a file beside `output`, which then takes its place; so does an index.

    The file beside it keeps the ending of the name (``.vcf.gz``), which may tell the format.
    Raises UsageError where nothing can be written.
    """
    whole = output.resolve()
    part = whole.with_name(f".part.{whole.name}")
    with _said(output):
        try:
            part.touch()  # a folder that is not there is said in one way, whoever writes
            write(part)
            for index in (".csi", ".tbi"):
                beside = part.with_name(part.name + index)
                if beside.exists():
                    beside.replace(whole.with_name(whole.name + index))
            part.replace(whole)
        finally:
            for left in (part, *(part.with_name(part.name + end) for end in (".csi", ".tbi"))):
                with suppress(OSError):
                    left.unlink(missing_ok=True)


@contextmanager
def _said(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the output cannot be written ({error.strerror or error})"
        remedy = "name a file in a folder that exists and may be written"
        raise UsageError(Mistake(what, remedy, str(output))) from None
