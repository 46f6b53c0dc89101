"""Writes an output whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from genetics.errors import Mistake, UsageError

_INDEXES = (".csi", ".tbi")


def require_no_folder(output: Path | None) -> None:
    """Refuse a folder as the output. Raises UsageError."""
    if output is not None and output.is_dir():
        what, remedy = "the output is a folder", "name a file in it"
        raise UsageError(Mistake(what, remedy, str(output)))


def require_no_input(output: Path | None, inputs: Iterable[str | Path | None]) -> None:
    """Refuse to write over a file that is read (or its link), which may be the only one.

    The index beside a file that is read counts as one of its own. Raises UsageError.
    """
    if output is None:
        return
    for given in inputs:
        if given is None:
            continue
        for read in (Path(given), *(Path(f"{given}{end}") for end in _INDEXES)):
            if output.is_file() and read.is_file() and output.samefile(read):
                what = f"the output would take the place of {read}, which is read"
                raise UsageError(Mistake(what, "name another file for the output", str(output)))


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
            for index in _INDEXES:
                beside = part.with_name(part.name + index)
                if beside.exists():
                    beside.replace(whole.with_name(whole.name + index))
            part.replace(whole)
        finally:
            for left in (part, *(part.with_name(part.name + end) for end in _INDEXES)):
                with suppress(OSError):
                    left.unlink(missing_ok=True)


@contextmanager
def _said(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the output cannot be written ({error.strerror or error})"
        remedy = "name a file in a folder that exists and may be written"
        if error.errno is None:  # not the file system, but the library that writes VCFs
            remedy = "write it as a table or as JSON (--format tsv, --format json)"
        raise UsageError(Mistake(what, remedy, str(output))) from None
