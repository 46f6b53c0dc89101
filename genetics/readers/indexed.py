"""Reads only the stretches of interest of a text VCF, by its index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genetics.errors import InputRejected, Mistake
from genetics.readers.header import plain_chromosome
from genetics.readers.index import Index
from genetics.readers.quiet import quiet
from genetics.readers.records import Line
from genetics.readers.streamed import Tally
from genetics.readers.territory import Territory


class IndexDamaged(InputRejected):
    """The library that reads by the index, which looks at every byte of it, cannot open it."""


def indexed(
    file: str, path: Path, index: Index, territory: Territory, tally: Tally
) -> Iterator[Line]:
    """Return the records that touch the territory, each once.

    The contigs are those that the index names, ``chrX`` and ``X`` alike. An index finds a
    symbolic allele by END; one that states its length by SVLEN alone is found only where
    it begins, while `streamed` finds it wherever it reaches.

    Raises IndexDamaged at once, and InputRejected for what shows only while it is read.
    """
    import pysam

    with quiet():
        try:
            # Latin-1 keeps every byte as it is; the text is decoded below.
            tabix = pysam.TabixFile(str(path), index=str(index.path), encoding="latin-1")
        except (OSError, ValueError) as error:
            raise IndexDamaged(_by_its_index(error, index, file)) from None
    return _of_all(tabix, file, index, territory, tally)


def _of_all(
    tabix: Any, file: str, index: Index, territory: Territory, tally: Tally
) -> Iterator[Line]:
    tally.chromosomes.update(plain_chromosome(contig) for contig in index.contigs)
    tally.look_at_names(index.contigs, territory.stretches)
    with quiet(), tabix:
        try:
            for contig in index.contigs:
                yield from _of_contig(tabix, contig, territory, tally)
        except (OSError, ValueError) as error:
            raise InputRejected(_by_its_index(error, index, file)) from None


def _by_its_index(error: Exception, index: Index, file: str) -> Mistake:
    what = f"the file cannot be read by its index ({error})"
    return Mistake(what, f"index the file again, or remove {index.path.name}", file)


def _of_contig(tabix: Any, contig: str, territory: Territory, tally: Tally) -> Iterator[Line]:
    before = 0
    for stretch in territory.stretches.get(plain_chromosome(contig), ()):
        for raw in tabix.fetch(contig, max(0, stretch.start - 1), stretch.end):
            text = raw.encode("latin-1").decode("utf-8", "replace").rstrip("\r")
            pos = text.split("\t", 2)[1]
            # One that reaches over from the stretch before was given there.
            if int(pos) > before:
                tally.records += 1
                yield Line(text, place=f"{contig}:{pos}")
        before = stretch.end
