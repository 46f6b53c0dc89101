"""Reads a BCF: the stretches of interest by its index, or all of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from genetics.errors import InputRejected, Mistake
from genetics.phrases import say
from genetics.readers.header import plain_chromosome
from genetics.readers.index import Index
from genetics.readers.quiet import quiet
from genetics.readers.records import Line, last_base
from genetics.readers.sources import Source
from genetics.readers.streamed import Tally
from genetics.readers.territory import Territory


@contextmanager
def open_bcf(source: Source, index: Index | None) -> Iterator[Any]:
    """Open a BCF with pysam; one from standard input is first put into a temporary file."""
    import pysam

    with quiet(), tempfile.TemporaryFile() as spooled:
        try:
            if source.path is None:
                shutil.copyfileobj(source.stream, spooled)
                spooled.seek(0)
            opened = pysam.VariantFile(
                spooled if source.path is None else str(source.path),
                index_filename=str(index.path) if index else None,
            )
        except (OSError, ValueError) as error:
            what = f"the BCF cannot be read ({error})"
            remedy = "copy the file again from where it was made, or make it again"
            raise InputRejected(Mistake(what, remedy, source.name)) from None
        with opened:
            yield opened


def bcf_header_lines(bcf: Any) -> list[str]:
    """Return the header of a BCF in the words of a VCF."""
    try:
        return str(bcf.header).rstrip("\n").split("\n")
    except UnicodeDecodeError:
        what, remedy = "the header is not in UTF-8", "write it in UTF-8, with `bcftools reheader`"
        named = isinstance(bcf.filename, bytes)  # else it came from standard input
        file = os.fsdecode(bcf.filename) if named else "standard input"
        raise InputRejected(Mistake(what, remedy, file)) from None


def binary(
    source: Source, bcf: Any, index: Index | None, territory: Territory, tally: Tally
) -> Iterator[Line]:
    """Yield the records that touch the territory as lines of a VCF."""
    tally.look_at_names(bcf.header.contigs, territory.stretches)
    records = _by_index(bcf, territory) if index else _all(bcf)
    if index:
        # Which of these hold records is not known: the others were not looked at.
        tally.chromosomes.update(plain_chromosome(contig) for contig in bcf.header.contigs)
    try:
        for record in records:
            tally.records += 1
            tally.chromosomes.add(plain_chromosome(record.chrom))
            text = str(record).rstrip("\n")
            _, pos, _, ref, alt, _, _, info = text.split("\t", 8)[:8]
            end = last_base(int(pos), ref, alt, info)
            if territory.touches(plain_chromosome(record.chrom), int(pos), end):
                yield Line(text, place=say("record {number}", number=tally.records))
    except (OSError, ValueError) as error:
        what = f"the record after {tally.records} cannot be read ({error})"
        remedy = "copy the file again from where it was made, or make it again"
        raise InputRejected(Mistake(what, remedy, source.name)) from None


def _all(bcf: Any) -> Iterator[Any]:
    yield from bcf


def _by_index(bcf: Any, territory: Territory) -> Iterator[Any]:
    for contig in bcf.header.contigs:
        before = 0
        for stretch in territory.stretches.get(plain_chromosome(contig), ()):
            for record in bcf.fetch(contig, max(0, stretch.start - 1), stretch.end):
                # One that reaches over from the stretch before was given there.
                if record.pos > before:
                    yield record
            before = stretch.end
