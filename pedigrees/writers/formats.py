"""The formats that families are written in, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.canrisk import written_canrisk
from pedigrees.writers.own_json import written_own_json
from pedigrees.writers.ped import written_ped
from pedigrees.writers.picture import written_picture
from pedigrees.writers.written import Written


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: the endings of its files, and what writes families on a day."""

    endings: tuple[str, ...]
    write: Callable[[Sequence[RecordedFamily], date], Written]


WRITERS = {
    "ped": Writer((".ped", ".fam"), lambda families, _: written_ped(families)),
    "json": Writer((".json",), lambda families, _: written_own_json(families)),
    "canrisk": Writer((".canrisk", ".canrisk4"), written_canrisk),
    "svg": Writer((".svg",), lambda families, _: written_picture(families)),
}


def format_of(output: Path) -> str | None:
    """Return the format that the ending of a file's name stands for, None for none."""
    for name, writer in WRITERS.items():
        if output.suffix.lower() in writer.endings:
            return name
    return None
