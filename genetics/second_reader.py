"""Reads each reported record a second time, by PyVCF3 from the raw line, and compares.

The first reading is our own text reading, which pysam has confirmed. PyVCF3 shares no code with
either. What it reads otherwise withholds the finding: a person looks at the line. What it cannot
read at all is "not cross-checked", which is no disagreement.

It has ways of its own, which are translated before anything is compared (each is a test):

- a man's single ``1`` on X is "homozygous" to it (`gt_type` 2), ``./1`` and the single ``/1`` of
  VCF 4.4 are ordinary heterozygotes (1): so the zygosity is taken from the copies that it reads;
- FILTER ``PASS`` is an empty list and a missing FILTER ``.`` is None;
- an ALT ``.`` is a list that holds None;
- the leading separator of VCF 4.4 (``/0/1``) makes an empty first allele;
- a header line that it cannot read (``Number=P``, a key in another order) stops it: such a line
  is left out and the header tried again, since it needs no declaration to read a genotype.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from genetics.filters import NO_FILTER_STATED
from genetics.genotypes import Call
from genetics.inheritance import Sex
from genetics.messages import Message, Severity
from genetics.observations import Observation, Observations
from genetics.phrases import marked, say
from genetics.readers.header import plain_chromosome
from genetics.readers.on_demand import Packed
from genetics.readers.records import Record
from genetics.readers.vcf import Reading
from genetics.results import Finding
from genetics.variants import Zygosity

AGREED = marked("a second reader (PyVCF3) reads the same from the raw line")
NOT_CROSS_CHECKED = "NOT_CROSS_CHECKED"
READERS_DISAGREE = "READERS_DISAGREE"

_MALFORMED = "lines is malformed: "


@dataclass(frozen=True, slots=True)
class SecondReading:
    """One record as PyVCF3 reads it, translated into our terms."""

    chrom: str
    pos: int
    ref: str
    alts: tuple[str, ...]
    filters: str
    calls: dict[str, Any]


class SecondReader:
    """The second reading of one file's reported records; each record is read once."""

    def __init__(self, reading: Reading) -> None:
        self._header = list(reading.header.lines)
        self._read: dict[str | Packed, SecondReading | None] = {}
        self._reader: Iterator[Any] | None = None
        self._next = ""

    def checked(
        self, findings: Sequence[Finding], sample: str, observations: Observations
    ) -> tuple[Finding, ...]:
        """Return the findings with what the second reader saw; a disagreement withholds one."""
        return tuple(
            self._checked(finding, sample, observations.of(sample, finding.variant), observations)
            for finding in findings
        )

    def _checked(
        self,
        finding: Finding,
        sample: str,
        observed: Sequence[Observation],
        observations: Observations,
    ) -> Finding:
        sex = observations.sexes.get(sample, Sex.UNKNOWN)
        for one in observed:
            if one.carriage.call is not Call.CALLED:
                continue
            second = self._reading_of(one.allele.record)
            if second is None:
                return _not_checked(finding)
            differences = list(_differences(one, second, sex))
            if differences:
                return _withheld(finding, differences)
        return replace(finding, cross_check=say(AGREED))

    def _reading_of(self, record: Record) -> SecondReading | None:
        """Return the record as PyVCF3 reads it, None where it stops at the line."""
        if record.kept not in self._read:
            try:
                self._read[record.kept] = self._read_by_library(record)
            except Exception:  # noqa: BLE001 - whatever its fault is, ours it is not
                self._read[record.kept] = None
        return self._read[record.kept]

    def _read_by_library(self, record: Record) -> SecondReading:
        if self._reader is None:
            self._reader = self._opened()
        self._next = record.raw
        return _translated(next(self._reader), {one.sample for one in record.genotypes})

    def _opened(self) -> Iterator[Any]:
        """Open the header once; leave out the lines that the library names as malformed."""
        import vcf

        while True:
            try:
                reader: Iterator[Any] = vcf.Reader(self._lines(), strict_whitespace=True)
            except SyntaxError as error:
                line = str(error).partition(_MALFORMED)[2]
                if line not in self._header:
                    raise
                self._header.remove(line)
            else:
                return reader

    def _lines(self) -> Iterator[str]:
        yield from self._header
        while True:
            yield self._next


def _translated(record: Any, samples: Collection[str]) -> SecondReading:
    """Translate a record with the calls of these samples; no other is kept."""
    record.samples = [call for call in record.samples if call.sample in samples]
    passed_or_failed = "PASS" if record.FILTER == [] else ";".join(record.FILTER or ())
    return SecondReading(
        chrom=plain_chromosome(record.CHROM),
        pos=record.POS,
        ref=record.REF,
        alts=tuple(str(alt) for alt in record.ALT if alt is not None),
        filters=passed_or_failed or NO_FILTER_STATED,
        calls={call.sample: call for call in record.samples},
    )


def _differences(one: Observation, second: SecondReading, sex: Sex) -> Iterator[str]:
    """Yield what the second reader read otherwise: place, alleles, FILTER, genotype, reads."""
    record, genotype = one.allele.record, one.genotype
    call = second.calls[genotype.sample]
    for what, ours, theirs in (
        (say("the place"), (record.chrom, record.pos), (second.chrom, second.pos)),
        ("REF", record.ref, second.ref),
        ("ALT", record.alts, second.alts),
        ("FILTER", record.filters, second.filters),
        (say("the genotype"), genotype.copies, _copies(call)),
        ("DP", genotype.depth, _whole(getattr(call.data, "DP", None))),
        (say("the zygosity"), one.carriage.zygosity, _zygosity(call, one, sex)),
    ):
        if ours != theirs:
            yield say(
                "{what}: {ours} at first, {theirs} by the second reader",
                what=what,
                ours=_in_words(ours),
                theirs=_in_words(theirs),
            )
    depths = getattr(call.data, "AD", None)
    if genotype.allele_depths and isinstance(depths, list):
        theirs = tuple(_whole(depth) for depth in depths)
        if genotype.allele_depths != theirs:
            yield say(
                "{what}: {ours} at first, {theirs} by the second reader",
                what="AD",
                ours=_in_words(genotype.allele_depths),
                theirs=_in_words(theirs),
            )


def _copies(call: Any) -> tuple[int | None, ...]:
    """Return the allele of each copy; ``gt_alleles`` is not to be had of what was not called."""
    text = getattr(call.data, "GT", None)
    if not text:
        return ()
    alleles = call.gt_alleles if call.called else [None] * call.ploidity
    return tuple(
        None if allele in {None, "."} else int(allele) for allele in alleles if allele != ""
    )


def _zygosity(call: Any, one: Observation, sex: Sex) -> Zygosity | None:
    """Translate the copies that it reads into our zygosity, for the allele that is carried.

    `gt_type` is not asked: it takes the separator before a single copy (``/1``) for a copy.
    """
    copies = _copies(call)
    x_linked = one.allele.gene.x_linked
    if len(copies) > 2:
        return None
    if None in copies or (x_linked and sex is Sex.UNKNOWN):
        return Zygosity.PRESENT
    if one.allele.number not in copies:
        return None
    if len(set(copies)) > 1:
        return Zygosity.HETEROZYGOUS
    if x_linked and (sex is Sex.MALE or len(copies) == 1):
        return Zygosity.HEMIZYGOUS
    return Zygosity.HOMOZYGOUS if len(copies) > 1 else Zygosity.PRESENT


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_in_words(part) for part in value)
    return "." if value is None else str(value)


def _not_checked(finding: Finding) -> Finding:
    told = say("not cross-checked: the second reader (PyVCF3) cannot read the line")
    doubt = Message(told, NOT_CROSS_CHECKED)
    return replace(finding, cross_check=told, warnings=(*finding.warnings, doubt))


def _withheld(finding: Finding, differences: Sequence[str]) -> Finding:
    told = say("two readers read the record differently ({what})", what="; ".join(differences))
    doubt = Message(told, READERS_DISAGREE, Severity.ERROR)
    both = "; ".join(why for why in (finding.withheld_why, told) if why)
    return replace(
        finding,
        cross_check=told,
        withheld=True,
        withheld_why=both,
        warnings=(*finding.warnings, doubt),
    )
