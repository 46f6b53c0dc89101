"""What of ours is measured, each in a process of its own: `ours.py WHAT FILE... [--OPTION]`.

Prints what was found, to be compared with what the peer finds. What is to be read (a
`Territory`, pickled) is named by $BENCH_TERRITORY, as the peer is told its regions too: loading
the genes is measured apart.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genetics.readers.territory import Territory

RARE = 0.01
"""Frequency below which an allele is asked for in the cohort rows; that of the peer's filter."""


def read(files: Sequence[str], *, trust_sorted: bool = False, write_index: bool = False) -> None:
    """Read the records of the genes, and print where they stand; by a new index if one is asked."""
    from genetics.readers.vcf import read_vcf

    for file in files:
        if write_index:
            from genetics.readers import index

            Path(f"{file}.tbi").unlink(missing_ok=True)
            index.write_index(Path(file))
        for record in read_vcf(file, _territory(), trust_sorted=trust_sorted).records:
            alts = ",".join(record.alts) or "."
            print(record.chrom, record.pos, record.ref, alts, sep="\t")


def scan(files: Sequence[str]) -> None:
    """Scan each file, all in one process, and print how many records were looked at."""
    from genetics.findings import find
    from genetics.gene_files import load_panel

    panel = load_panel()
    print(sum(find(file, panel).records_read for file in files))


def carriers(files: Sequence[str]) -> None:
    """Print the carriers of each rare allele of a cohort."""
    from genetics.readers.vcf import read_vcf

    for record in read_vcf(files[0], _territory()).records:
        fields = dict(field.partition("=")[::2] for field in record.info.split(";"))
        if float(fields["AF"]) < RARE:
            who = [one.sample for one in record.genotypes if any(one.copies)]
            _print_carriers(record.chrom, record.pos, who)


def samples(files: Sequence[str]) -> None:
    """Do the same the plain way: look at every sample of every record by pysam."""
    import pysam

    with pysam.VariantFile(files[0]) as opened:
        for record in opened:
            if record.info["AF"][0] < RARE:
                columns = record.samples.items()
                who = [str(name) for name, one in columns if any(one.allele_indices or ())]
                _print_carriers(record.chrom.removeprefix("chr"), record.pos, who)


def genes(_: Sequence[str]) -> None:
    """Load the genes of the panel, and read nothing."""
    from genetics.gene_files import load_panel

    print(len(load_panel().scanned))


def _territory() -> Territory:
    territory: Territory = pickle.loads(Path(os.environ["BENCH_TERRITORY"]).read_bytes())
    return territory


def _print_carriers(chrom: str, pos: int, who: Sequence[str]) -> None:
    if who:
        print(chrom, pos, *who, sep="\t")


WHAT = {one.__name__: one for one in (read, scan, carriers, samples, genes)}

if __name__ == "__main__":
    given = {one[2:].replace("-", "_"): True for one in sys.argv[2:] if one.startswith("--")}
    WHAT[sys.argv[1]]([one for one in sys.argv[2:] if not one.startswith("--")], **given)
