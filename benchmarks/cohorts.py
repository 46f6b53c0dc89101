"""Who carries which rare allele in a cohort, beside bcftools and beside pysam's samples."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import vcf_data
from made_data import Sizes, once
from reading import genes, peak
from side_by_side import OURS, Bench, Row, measured
from tables import FLAT, Section, Target

METHOD = """\
Files without an index whose records all lie in the genes; asked for are the carriers of every
allele rarer than 0.01. Ours reads them as a scan does (`read_vcf`): every genotype that is not
plainly reference, with its depths and quality, each record a second time by pysam. The same
carriers must be found."""
ASKED = ("bcftools", "query", "-i", 'AF<0.01 && GT="alt"', "-f", "%CHROM\\t%POS[\\t%SAMPLE]\\n")


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure both sizes of cohort with genotypes only, then full FORMAT, then the memory."""
    few, many = sizes.samples
    long, short = sizes.cohort
    cohort = partial(_cohort, bench.data)
    of_few, of_many = cohort(few, long), cohort(many, short)
    full = cohort(few, sizes.full_cohort, full=True)
    rows = (
        _row(of_few, f"{few:,} samples, {long:,} records, GT", Target(0.7, 0.4)),
        _row(of_many, f"{many:,} samples, {short:,} records, GT", Target(0.5, 0.25)),
        _row(
            full, f"{few:,} samples, {sizes.full_cohort:,} records, full FORMAT", Target(0.5, 0.3)
        ),
        replace(
            _row(full, "the same", Target(0.1, 0.05)),
            peer="pysam record.samples",
            theirs=(*OURS, "samples", str(full)),
        ),
        Row(
            task=f"peak memory, {few:,} samples, {long:,} records",
            peer="ours, a tenth of the records",
            target=FLAT,
            ours=(*OURS, "carriers", str(of_few)),
            theirs=(*OURS, "carriers", str(cohort(few, long // 10))),
            said=None,
            judged="peak",
        ),
    )
    lines = [measured(row, bench) for row in rows]
    return Section("Cohorts", METHOD, [*lines, peak(lines)])


def _cohort(data: Path, samples: int, records: int, *, full: bool = False) -> Path:
    make = partial(vcf_data.cohort, samples=samples, records=records, genes=genes(), full=full)
    name = f"cohort-{samples}-{records}-{'full' if full else 'GT'}.vcf.gz"
    return once(data, name, make)


def _row(file: Path, what: str, target: Target) -> Row:
    return Row(
        task=f"rare carriers, {what}",
        peer="bcftools query",
        target=target,
        ours=(*OURS, "carriers", str(file)),
        theirs=(*ASKED, str(file)),
        said=carriers,
    )


def carriers(output: Path) -> list[str]:
    """Return chromosome, place and carriers of each allele, in order."""
    with output.open(encoding="utf-8") as lines:
        return sorted(line.removeprefix("chr") for line in lines)
