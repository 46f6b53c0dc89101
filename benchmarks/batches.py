"""Many small files with an index, one after the other and in two processes, beside bcftools."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from made_data import Sizes, once
from reading import TOLD, genes, number_of_lines, records, records_read, regions
from side_by_side import COMMAND, OURS, Bench, Row, measured
from tables import Section, Target

METHOD = """\
Indexed exomes of one sample and {records:,} records each. `sideroscreen batch` reads, judges and
writes a folder for each file (findings, status with the checksum of the input) and tables over
all; the peer, a loop of the shell, only prints the records. So the reading alone, and the
reading with the judging, in one process, are told as well. As many records must have been looked
at as the peer prints."""


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure the batch: CPU of a file, and wall of all with two processes."""
    make = partial(vcf_data.exomes, files=sizes.files, records=sizes.exome, genes=genes())
    folder = once(bench.data, "exomes", make)
    lines = [measured(row, bench) for row in _rows(folder, bench.data / "batch-out")]
    return Section("Many files", METHOD.format(records=sizes.exome), lines)


def _rows(folder: Path, out: Path) -> Iterator[Row]:
    files = sorted(str(file) for file in folder.glob("*.vcf.gz"))
    peer = f"bcftools view -H -r {regions()} --regions-overlap 1"
    batch = f"rm -rf {out}; exec {' '.join(COMMAND)} batch {folder} -o {out} --documents none -j"
    one_by_one = partial(
        Row,
        peer="bcftools, shell loop",
        theirs=("sh", "-c", f"for file in {folder}/*.vcf.gz; do {peer} $file; done"),
        said=number_of_lines,
        files=len(files),
    )
    in_one_process = (*OURS, "scan", *files)
    yield one_by_one(
        task=f"{len(files)} files, CPU",
        target=Target(0.7, 0.4),
        ours=("sh", "-c", f"{batch} 1"),
        said_by_ours=partial(_looked_at, out),
        profiled=in_one_process,
    )
    yield one_by_one(
        task=f"{len(files)} files, wall, 2 processes",
        peer="xargs -P2 bcftools",
        target=Target(0.6, 0.35),
        ours=("sh", "-c", f"{batch} 2"),
        theirs=("sh", "-c", f"ls {folder}/*.vcf.gz | xargs -P2 -I{{}} {peer} {{}}"),
        said_by_ours=partial(_looked_at, out),
        judged="wall",
        profiled=in_one_process,
    )
    yield one_by_one(
        task="read and judged in one process, nothing written",
        target=None,
        ours=in_one_process,
        said_by_ours=lambda output: int(output.read_text(encoding="utf-8")),
        remark=TOLD,
    )
    yield one_by_one(
        task="read alone, in one process",
        target=None,
        ours=(*OURS, "read", *files),
        said=records,
        remark=TOLD,
    )


def _looked_at(out: Path, _: Path) -> int:
    """Return how many records the folders of the cases say that were looked at."""
    return sum(map(records_read, out.glob("cases/*/findings.json")))
