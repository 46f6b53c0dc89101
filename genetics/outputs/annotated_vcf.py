"""Writes the records of our regions again, with what was found in them: VCF or BCF, indexed.

What stands in the file is left as it is, but for the tags of an earlier scan, which are written
anew; what it does not declare is declared. Our own tags are added. They begin with
``SIDERO_``; the tags of an allele (Number=A) hold "." for an allele that nobody carries, and
those of a sample hold one value for each allele. What VCF forbids in a value is written as the
specification asks (version 4.3, 1.2: percent-encoding).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from genetics.outputs.declared import writable
from genetics.readers.header import plain_chromosome
from genetics.readers.quiet import quiet
from genetics.results import Finding, Findings, ReadRecord
from genetics.variants import Variant

_PLAIN = "/?!$&'()*+@[]{}|^~><#\" "  # what quote() may leave: all that VCF allows in a value
_NOTHING = "."
_GENE = "SIDERO_GENE"


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag of ours: its name, what it means, and how it is read off a finding."""

    name: str
    meaning: str
    of: Callable[[Finding], object]


_OF_ALLELE = (
    _Tag(
        "SIDERO_ALLELE",
        "Normalised allele: chromosome-position-REF-ALT",
        lambda one: one.variant and "-".join(map(str, _parts(one.variant))),
    ),
    _Tag("SIDERO_TRANSCRIPT", "Transcript of the names", lambda one: one.transcript),
    _Tag("SIDERO_HGVS_C", "Coding name (HGVS)", lambda one: one.hgvs_c),
    _Tag("SIDERO_HGVS_P", "Protein name (HGVS), predicted", lambda one: one.hgvs_p),
    _Tag("SIDERO_CONSEQUENCE", "Sequence Ontology terms", lambda one: one.consequence),
    _Tag("SIDERO_CLASS", "Class that is used", lambda one: one.classification),
    _Tag("SIDERO_CLASS_BY", "Whose class it is", lambda one: one.class_by),
    _Tag(
        "SIDERO_PROPOSED",
        "Class that the criteria lead to; a proposal until a person signs",
        lambda one: one.proposal and one.proposal.classification,
    ),
)
_OF_SAMPLE = (
    ("SIDERO_STATUS", "found, withheld, read (not interpreted), not_called, or ."),
    ("SIDERO_ZYGOSITY", "Zygosity of the allele in this person"),
    ("SIDERO_WHY", "Why it is withheld, not interpreted or not called"),
)


@dataclass(slots=True)
class _Row:
    """What is known of one allele as the file writes it; `in_sample` by sample and tag."""

    gene: str
    finding: Finding | None = None
    in_sample: dict[str, tuple[str, str, str]] = field(default_factory=dict)


def write_annotated(found: Findings, output: Path, *, software: str, knowledge: str) -> None:
    """Write to `output`: plain for ``.vcf``, else BGZF (``.vcf.gz``) or BCF with an index.

    Records that touch a region of interest and in which somebody is not plainly reference are
    written, sorted by place, with the columns of the people reported on. Raises OSError where
    nothing can be written.
    """
    import pysam
    from pysam import bcftools

    rows = _rows(found)
    header_lines, records = writable(found.kept.header, found.kept.records)
    mode = {".bcf": "wb", ".gz": "wz"}.get(output.suffix, "w")
    with quiet(), tempfile.TemporaryFile() as raw:
        raw.write("".join(f"{line}\n" for line in (*header_lines, *records)).encode())
        raw.seek(0)
        with pysam.VariantFile(raw) as source:
            source.subset_samples([sample.sample for sample in found.samples])
            header = source.header
            _declare(header, software, knowledge)
            with pysam.VariantFile(str(output), mode, header=header) as target:
                for record in sorted(source, key=lambda one: (one.rid, one.pos)):
                    _annotate(record, rows, found)
                    target.write(record)
    if mode != "w":
        kind = "--csi" if mode == "wb" else "--tbi"
        bcftools.index("--force", kind, str(output))


def _declare(header: Any, software: str, knowledge: str) -> None:
    header.add_line(f"##sideroscreen=<version={software},knowledge={knowledge}>")
    header.add_line(
        "##sideroscreen_scope=records that touch a region of interest and in which somebody is "
        "not plainly reference; draft until signed by a person"
    )
    for name, meaning in ((_GENE, "Gene"), *((tag.name, tag.meaning) for tag in _OF_ALLELE)):
        header.add_line(f'##INFO=<ID={name},Number=A,Type=String,Description="{meaning}">')
    for name, meaning in _OF_SAMPLE:
        header.add_line(f'##FORMAT=<ID={name},Number=A,Type=String,Description="{meaning}">')


def _rows(found: Findings) -> dict[Variant, _Row]:
    """Gather by allele, as the file writes it, what was said of it in each sample."""
    rows: dict[Variant, _Row] = {}
    for sample in found.samples:
        for written, gene, finding, told in _said_of(found, sample.sample):
            row = rows.setdefault(written, _Row(gene))
            row.finding = row.finding or finding
            row.in_sample[sample.sample] = told
    return rows


_Told = tuple[Variant, str, Finding | None, tuple[str, str, str]]


def _said_of(found: Findings, sample: str) -> Iterator[_Told]:
    for gene in found.of(sample).genes:
        for status, records in (("read", gene.not_interpreted), ("not_called", gene.not_called)):
            yield from _of_records(status, records)
        for finding in gene.findings:
            status = "withheld" if finding.withheld else "found"
            told = (status, finding.zygosity or "", finding.withheld_why)
            for written in finding.as_written:
                yield written, gene.gene, finding, told


def _of_records(status: str, records: Iterable[ReadRecord]) -> Iterator[_Told]:
    for record in records:
        if record.as_written is not None:
            yield record.as_written, record.gene, None, (status, "", record.why)


def _annotate(record: Any, rows: dict[Variant, _Row], found: Findings) -> None:
    chrom = plain_chromosome(record.chrom)
    of_alleles = [
        rows.get(Variant(found.assembly, chrom, record.pos, record.ref, alt))
        for alt in record.alts or ()
    ]
    if not any(of_alleles):
        return
    record.info[_GENE] = tuple(row.gene if row else _NOTHING for row in of_alleles)
    for tag in _OF_ALLELE:
        values = [tag.of(row.finding) if row and row.finding else None for row in of_alleles]
        if any(values):
            record.info[tag.name] = tuple(map(_encoded, values))
    for number, (name, _) in enumerate(_OF_SAMPLE):
        for sample in record.samples:
            told = [row.in_sample.get(sample) if row else None for row in of_alleles]
            record.samples[sample][name] = tuple(
                _encoded(one[number] if one else None) for one in told
            )


def _parts(variant: Variant) -> tuple[str, int, str, str]:
    return variant.chrom, variant.pos, variant.ref, variant.alt


def _encoded(value: object) -> str:
    """Return a value as VCF allows it: no comma, colon, semicolon, equals sign, percent, tab."""
    return quote(str(value), safe=_PLAIN).replace(" ", "_") if value else _NOTHING
