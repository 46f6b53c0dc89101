"""Opens the user's reference genome, an indexed FASTA file, and refuses one it cannot rely on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from genetics.errors import InputRejected, Mistake
from genetics.readers.header import plain_chromosome
from genetics.readers.quiet import quiet
from genetics.sequence.fasta_text import FastaText, IndexEntry, read_fai, read_gzi
from genetics.word_lists import first_few

_CHROMOSOMES = (*(str(number) for number in range(1, 23)), "X", "Y")
# RefSeq and GenBank number the chromosomes in this order. The name finds the contig only: that
# it is the chromosome, and of which build, its length and its bases must show.
_REFSEQ = re.compile(r"NC_(\d{6})\.\d+")
_GENBANK = re.compile(r"CM(\d{6})\.\d+")
_BEFORE_FIRST_GENBANK = 662


@dataclass(frozen=True, slots=True)
class Contig:
    """A chromosome of the genome: its name in the file, and its length by the index."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Genome:
    """An open genome; `contigs` are its chromosomes, named plainly ("X")."""

    path: Path
    contigs: Mapping[str, Contig]
    names: tuple[str, ...]
    opened: Any

    def read(self, contig: Contig, start: int, end: int) -> str:
        """Return the bases from `start` to `end` (1-based, both included) in upper case."""
        try:
            bases = str(self.opened.fetch(contig.name, start - 1, end)).upper()
        except (ValueError, OSError) as problem:
            raise _damaged(self.path, f"{contig.name}:{start}-{end}") from problem
        if len(bases) != end - start + 1:
            raise _damaged(self.path, f"{contig.name}:{start}-{end}")
        return bases

    def why_not_there(self, chrom: str) -> str:
        """Return what is said of a chromosome that the genome does not have."""
        return f"there is no contig of chromosome {chrom} (contigs: {first_few(self.names, 4)})"


def chromosome_named(contig: str) -> str:
    """Return the chromosome that a contig's name means: ``chrX``, ``X``, ``NC_000023.11`` are X.

    Also GenBank's ``CM000685.2``. Any other name is returned without "chr".
    """
    if match := _REFSEQ.fullmatch(contig):
        number = int(match[1])
    elif match := _GENBANK.fullmatch(contig):
        number = int(match[1]) - _BEFORE_FIRST_GENBANK
    else:
        return plain_chromosome(contig)
    return _CHROMOSOMES[number - 1] if 0 < number <= len(_CHROMOSOMES) else contig


@contextmanager
def open_genome(path: Path, chromosomes: frozenset[str]) -> Iterator[Genome]:
    """Open a FASTA file with its index, for reading in these chromosomes.

    Raises InputRejected where the file is no FASTA, is packed otherwise than by bgzip, has no
    index, or an index that does not fit the file in one of the chromosomes.
    """
    text = FastaText(path, _blocks_of(path))
    entries = _entries_of(path)
    contigs: dict[str, Contig] = {}
    for entry in entries:
        chrom = chromosome_named(entry.name)
        if chrom not in chromosomes:
            continue
        if chrom in contigs:
            what = f"{contigs[chrom].name} and {entry.name} both mean chromosome {chrom}"
            raise _rejected(path, what, "keep one of the two in the file and index it again")
        _require_fit(path, text, entry)
        contigs[chrom] = Contig(entry.name, entry.length)
    import pysam

    try:
        with quiet():
            opened = pysam.FastaFile(str(path))
    except (OSError, ValueError) as problem:
        raise _damaged(path, "opening it") from problem
    with quiet(), opened:
        yield Genome(path, contigs, tuple(entry.name for entry in entries), opened)


def _blocks_of(path: Path) -> tuple[tuple[int, int], ...] | None:
    """Return the .gzi of a BGZF file, None for plain text; refuse what is neither."""
    try:
        with path.open("rb") as file:
            head = file.read(18)
    except OSError as problem:
        why = problem.strerror or "it cannot be read"
        raise _rejected(path, f"the FASTA cannot be opened ({why})", "name a file") from None
    if head.startswith(b">"):
        return None
    if not head.startswith(b"\x1f\x8b"):
        raise _rejected(path, "this is no FASTA file (it does not begin with >)", "name a FASTA")
    if head[12:14] != b"BC":
        plain = path.name.removesuffix(".gz")
        what = "the file is packed by gzip, which cannot be read in places"
        remedy = f"pack it by bgzip: gunzip {path.name}; bgzip {plain}; samtools faidx {plain}.gz"
        raise _rejected(path, what, remedy)
    index = path.with_name(f"{path.name}.gzi")
    if not index.is_file():
        what = f"the index of the packed file ({index.name}) is not there"
        raise _rejected(path, what, _index(path))
    try:
        return read_gzi(index)
    except (OSError, ValueError):
        raise _rejected(path, f"the index {index.name} is damaged", _index(path)) from None


def _entries_of(path: Path) -> tuple[IndexEntry, ...]:
    index = path.with_name(f"{path.name}.fai")
    if not index.is_file():
        raise _rejected(path, f"the index ({index.name}) is not there", _index(path))
    try:
        return read_fai(index)
    except (OSError, ValueError):
        raise _rejected(path, f"the index {index.name} is damaged", _index(path)) from None


def _require_fit(path: Path, text: FastaText, entry: IndexEntry) -> None:
    try:
        fits = text.fits(entry)
    except (OSError, EOFError, zlib.error):
        fits = False
    if not fits:
        what = f"the index is not of this file, or older than it: {entry.name} is not as it says"
        raise _rejected(path, what, _index(path, again=True))


def _index(path: Path, *, again: bool = False) -> str:
    """Return the remedy; samtools does not replace a .gzi that is there."""
    made = f"samtools faidx {path.name}"
    return f"remove {path.name}.fai and .gzi, then run {made}" if again else f"run {made}"


def _damaged(path: Path, where: str) -> InputRejected:
    what = f"the FASTA or its index is damaged or cut short ({where})"
    remedy = "copy the FASTA again from where it was made, and " + _index(path, again=True)
    return _rejected(path, what, remedy)


def _rejected(path: Path, what: str, remedy: str) -> InputRejected:
    return InputRejected(Mistake(what, remedy, file=str(path)))
