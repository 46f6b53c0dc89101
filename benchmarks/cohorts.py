"""Who carries which rare allele in a cohort, beside bcftools and beside pysam's samples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from measure import Section, Target
from reading import genes
from side_by_side import OURS, Row, measured
from vcf_data import Sizes, once

METHOD = """\
Files without an index whose records all lie in the genes; asked for are the carriers of every
allele rarer than 0.01. Ours reads them as a scan does (`read_vcf`): every genotype that is not
plainly reference, with its depths and quality, each record a second time by pysam. The same
carriers must be found."""
ASKED = ("bcftools", "query", "-i", 'AF<0.01 && GT="alt"', "-f", "%CHROM\\t%POS[\\t%SAMPLE]\\n")


def measure(sizes: Sizes, data: Path, rounds: int) -> Section:
    """Measure both sizes of cohort with genotypes only, then full FORMAT."""
    lines = [measured(row, rounds)[0] for row in _rows(sizes, data)]
    return Section("Cohorts", METHOD, lines)


def _rows(sizes: Sizes, data: Path) -> Iterator[Row]:
    (few, many), (long, short) = sizes.samples, sizes.cohort
    for samples, count, target in (
        (few, long, Target(0.7, 0.4)),
        (many, short, Target(0.5, 0.25)),
    ):
        file = _made(data, f"cohort-{samples}.vcf.gz", samples, count, full=False)
        task = f"rare carriers, {samples:,} samples, {count:,} records, GT"
        peer = (*ASKED, str(file))
        yield Row(task, "bcftools query", target, _ours(file), peer, carriers)
    file = _made(data, "cohort-full.vcf.gz", few, sizes.full_cohort, full=True)
    task = f"rare carriers, {few:,} samples, {sizes.full_cohort:,} records, full FORMAT"
    peer = (*ASKED, str(file))
    yield Row(task, "bcftools query", Target(0.5, 0.3), _ours(file), peer, carriers)
    plain = (*OURS, "samples", str(file))
    yield Row(task, "pysam record.samples", Target(0.1, 0.05), _ours(file), plain, carriers)


def _made(data: Path, name: str, samples: int, records: int, *, full: bool) -> Path:
    make = partial(vcf_data.cohort, samples=samples, records=records, genes=genes(), full=full)
    return once(data, name, make)


def _ours(file: Path) -> tuple[str, ...]:
    return (*OURS, "carriers", str(file))


def carriers(output: Path) -> list[str]:
    """Return chromosome, place and carriers of each allele, in order."""
    with output.open(encoding="utf-8") as lines:
        return sorted(line.removeprefix("chr") for line in lines)
