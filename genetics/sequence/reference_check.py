"""Compares each record with the reference that the laboratory added: REF must stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genetics.builds import ENOUGH_BASES
from genetics.errors import InputRejected, Mistake
from genetics.panel import Panel
from genetics.readers.records import Record
from genetics.readers.vcf import Reading
from genetics.sequence.slices import Slice, Slices
from genetics.variants import Assembly

_KNOWN = frozenset("ACGT")


@dataclass(frozen=True, slots=True)
class _Compared:
    """One record beside the reference, base by base from `start` on.

    `ref` is what the record says, `right` what the reference holds.
    """

    record: Record
    bases: Slice
    start: int
    ref: str
    right: str

    @property
    def difference(self) -> int | None:
        """Return the first place where both know the base and it is not the same."""
        if self.ref == self.right:
            return None
        pairs = enumerate(zip(self.ref, self.right, strict=True), self.start)
        return next(
            (pos for pos, (base, right) in pairs if base != right and {base, right} <= _KNOWN),
            None,
        )

    def in_words(self, pos: int) -> str:
        """Return what each has at a place."""
        at = pos - self.start
        has = f"the reference of {self.bases.assembly} ({self.bases.source}) has {self.right[at]}"
        return f"REF has {self.ref[at]} at {self.record.chrom}:{pos}, but {has}"


def require_reference(
    reading: Reading,
    panel: Panel,
    assembly: Assembly,
    slices: Slices,
) -> None:
    """Refuse a file whose REF is not what the reference holds at that place.

    1. The bases of REF that lie in a stretch of the build are compared; letters other than A,
       C, G and T, on either side, say nothing.
    2. Where every alternative allele is symbolic, a breakend or ``*``, the first base alone is
       compared: callers of structural changes write no more than that with care.
    3. Any difference refuses the file, with the first place and how many more there are. Where
       all REFs are those of the other build's reference, that is said.

    Without a stretch of the build nothing is compared. Raises InputRejected.
    """
    compared = list(_compared(reading.records, panel, assembly, slices))
    differing = [(one, pos) for one in compared if (pos := one.difference) is not None]
    if not differing:
        return
    first, pos = differing[0]
    what = first.in_words(pos)
    if len(differing) > 1:
        what += f"; {len(differing)} of {len(compared)} records differ"
    for other in set(Assembly) - {assembly}:
        fitting = list(_compared(reading.records, panel, other, slices))
        if len(fitting) >= ENOUGH_BASES and all(one.difference is None for one in fitting):
            what += f"; {len(fitting)} records lie where {other} has a gene, and fit {other}"
    remedy = (
        "the file was made with another reference or build: align it to this one, or add the "
        "reference that it was made with (sideroscreen reference add)"
    )
    record = first.record
    raise InputRejected(Mistake(what, remedy, reading.file, record.line, record.place))


def _compared(
    records: Sequence[Record], panel: Panel, assembly: Assembly, slices: Slices
) -> Iterator[_Compared]:
    """Yield each record that lies in a stretch of the build, with what is compared of it."""
    stretches = [slices.of(gene.symbol, assembly) for gene in panel.scanned]
    there = [bases for bases in stretches if bases is not None]
    for record in records:
        for bases in there:
            if record.chrom != bases.chrom:
                continue
            ref = record.ref.upper() if _is_spelt_out(record) else record.ref[:1].upper()
            start = max(record.pos, bases.start)
            end = min(record.pos + len(ref) - 1, bases.end)
            if start <= end:
                shown = ref[start - record.pos : end - record.pos + 1]
                yield _Compared(record, bases, start, shown, bases.read(start, end))


def _is_spelt_out(record: Record) -> bool:
    """Whether the record has no alternative allele, or one that is written in bases."""
    return not record.alts or any(_KNOWN.issuperset(alt.upper()) for alt in record.alts)
