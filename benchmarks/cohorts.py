"""Who carries which rare allele in a cohort, beside bcftools and beside pysam's samples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from measure import Section, Target
from reading import genes, peak
from side_by_side import OURS, Bench, Row, measured
from vcf_data import Sizes, once

METHOD = """\
Files without an index whose records all lie in the genes; asked for are the carriers of every
allele rarer than 0.01. Ours reads them as a scan does (`read_vcf`): every genotype that is not
plainly reference, with its depths and quality, each record a second time by pysam. The same
carriers must be found."""
ASKED = ("bcftools", "query", "-i", 'AF<0.01 && GT="alt"', "-f", "%CHROM\\t%POS[\\t%SAMPLE]\\n")


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure both sizes of cohort with genotypes only, then full FORMAT, then the memory."""
    lines = [measured(row, bench) for row in _rows(sizes, bench.data)]
    return Section("Cohorts", METHOD, [*lines, peak(lines)])


def _rows(sizes: Sizes, data: Path) -> Iterator[Row]:
    few, many = sizes.samples
    long, short = sizes.cohort
    yield _row(data, few, long, target=Target(0.7, 0.4))
    yield _row(data, many, short, target=Target(0.5, 0.25))
    yield _row(data, few, sizes.full_cohort, full=True, target=Target(0.5, 0.3))
    by_pysam = (*OURS, "samples")
    yield _row(
        data,
        few,
        sizes.full_cohort,
        full=True,
        target=Target(0.1, 0.05),
        peer="pysam record.samples",
        theirs=by_pysam,
    )


def _row(
    data: Path,
    samples: int,
    records: int,
    *,
    target: Target,
    full: bool = False,
    peer: str = "bcftools query",
    theirs: tuple[str, ...] = ASKED,
) -> Row:
    form = "full FORMAT" if full else "GT"
    make = partial(vcf_data.cohort, samples=samples, records=records, genes=genes(), full=full)
    file = str(once(data, f"cohort-{samples}-{form.replace(' ', '-')}.vcf.gz", make))
    return Row(
        task=f"rare carriers, {samples:,} samples, {records:,} records, {form}",
        peer=peer,
        target=target,
        ours=(*OURS, "carriers", file),
        theirs=(*theirs, file),
        said=carriers,
    )


def carriers(output: Path) -> list[str]:
    """Return chromosome, place and carriers of each allele, in order."""
    with output.open(encoding="utf-8") as lines:
        return sorted(line.removeprefix("chr") for line in lines)
