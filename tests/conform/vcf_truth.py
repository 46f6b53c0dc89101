"""What a VCF or BCF says in plain text, read without any part of the program."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from genetics.readers.vcf import Reading

# The genotypes of one record, by sample: allele numbers, None for a copy that is not called;
# "reference" where each copy is called and none differs.
Called = tuple[int | None, ...] | str
Row = tuple[str, int, str, tuple[str, ...], tuple[tuple[str, Called], ...]]


class NoTruth(Exception):
    """The plain text cannot be had; the text says why."""


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file; those of a BCF as `bcftools view` writes them."""
    content = path.read_bytes()
    try:
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        if content[:3] == b"BCF":
            content = _viewed(path)
    except (OSError, EOFError) as error:
        raise NoTruth(f"the raw text cannot be had ({error})") from None
    return [line.rstrip("\r") for line in content.decode("utf-8", "replace").split("\n")]


def _viewed(path: Path) -> bytes:
    view = subprocess.run(["bcftools", "view", str(path)], capture_output=True, check=False)
    if view.returncode:
        raise NoTruth("bcftools cannot view the file")
    return view.stdout


def genotypes_in(lines: Sequence[str]) -> Counter[Row]:
    """Count the records of a plain text, each with the genotype of every sample.

    Raises NoTruth where it has none.
    """
    try:
        return Counter(_rows_in(lines))
    except ValueError as error:
        raise NoTruth(f"the raw text is no VCF ({error})") from None


def _rows_in(lines: Sequence[str]) -> Iterator[Row]:
    samples: list[str] = []
    for line in lines:
        columns = line.split("\t")
        if columns[0] == "#CHROM":
            samples = columns[9:]
        if not line or line.startswith("#"):
            continue
        contig, pos, _, ref, alt = columns[:5]
        alts = () if alt == "." else tuple(alt.split(","))
        given = len(columns) > 9 and columns[8].split(":")[0] == "GT"
        texts = [column.split(":")[0] for column in columns[9:]] if given else []
        called = tuple(
            (sample, _copies(text, alts)) for sample, text in zip(samples, texts, strict=False)
        )
        chromosome = re.sub("^chr", "", contig, flags=re.IGNORECASE)
        yield chromosome, int(pos), ref, alts, called


def _copies(text: str, alts: Sequence[str]) -> Called:
    """Return the copies; one that names an allele where ALT names none is not called."""
    copies = [None if copy == "." else int(copy) for copy in re.findall(r"\d+|\.", text)]
    return _plain(tuple(None if copy and not alts else copy for copy in copies))


def _plain(copies: tuple[int | None, ...]) -> Called:
    return "reference" if copies and set(copies) == {0} else copies


def genotypes_read(reading: Reading) -> Counter[Row]:
    """Count the same from what the program read."""
    return Counter(_rows_read(reading))


def _rows_read(reading: Reading) -> Iterator[Row]:
    for record in reading.records:
        called: dict[str, Called] = dict.fromkeys(record.plainly_reference, "reference")
        called |= {one.sample: _plain(one.copies) for one in record.genotypes}
        given = any(record.texts)
        row = tuple((sample, called[sample]) for sample in reading.samples) if given else ()
        yield record.chrom, record.pos, record.ref, record.alts, row


def with_a_person(lines: Sequence[str]) -> list[str]:
    """Give a file without samples one sample, who carries the first allele of each record."""
    return [_with_a_person(line) for line in lines]


def _with_a_person(line: str) -> str:
    if not line or line.startswith("##"):
        return line
    columns = line.split("\t")[:8]
    if line.startswith("#"):
        return "\t".join((*columns, "FORMAT", "person"))
    genotype = "0/0" if columns[4] == "." else "0/1"
    return "\t".join(
        (*columns, "GT:AD:DP", f"{genotype}:{'22' if genotype == '0/0' else '12,10'}:22")
    )
