"""Many small files with an index, one after the other and in two processes, beside bcftools."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from measure import Section, Target
from reading import genes, records, regions
from side_by_side import COMMAND, OURS, Row, environment, measured
from vcf_data import Sizes, once

METHOD = """\
Indexed exomes of one sample each. `sideroscreen batch` reads, judges and writes a folder for
each file (findings, status with the checksum of the input) and tables over all; the peer, a loop
of the shell, only prints the records. So the reading alone is told as well. As many records must
have been looked at as the peer prints."""
PEER = 'bcftools view -H -r "$regions" --regions-overlap 1 "$file"'


def measure(sizes: Sizes, data: Path, rounds: int) -> Section:
    """Measure the batch: CPU of a file, and wall of all with two processes."""
    make = partial(vcf_data.exomes, files=sizes.files, records=sizes.exome, genes=genes())
    folder = once(data, "exomes", make)
    rows = _rows(folder, data / "batch-out")
    return Section("Many files", METHOD, [measured(row, rounds)[0] for row in rows])


def _rows(folder: Path, out: Path) -> Iterator[Row]:
    files = sorted(str(file) for file in folder.glob("*.vcf.gz"))
    count = len(files)
    listed = " ".join(files)
    one_by_one = f"regions={regions()}; for file in {listed}; do {PEER}; done"
    inner = PEER.replace('"$regions"', regions()).replace('"$file"', "{}")
    in_two = f"ls {folder}/*.vcf.gz | xargs -P2 -I{{}} {inner}"
    looped = (*OURS, "scan", *files)
    batch = f"rm -rf {out}; exec {' '.join(COMMAND)} batch {folder} -o {out} --documents none -j"
    halves = [" ".join((*OURS, "scan", *files[half::2])) for half in (0, 1)]
    has_batch = _has_batch()
    remark = "" if has_batch else "no `batch` here: a loop over `genetics.findings.find`"
    for task, peer_name, peer, target, jobs in (
        (f"{count} files, CPU", "bcftools, shell loop", one_by_one, Target(0.7, 0.4), 1),
        (f"{count} files, wall, 2 processes", "xargs -P2 bcftools", in_two, Target(0.6, 0.35), 2),
    ):
        by_hand = looped if jobs == 1 else ("sh", "-c", f"{halves[0]} & {halves[1]} & wait")
        yield Row(
            task,
            peer_name,
            target,
            ("sh", "-c", f"{batch} {jobs}") if has_batch else by_hand,
            ("sh", "-c", peer),
            _lines,
            said_by_ours=partial(_looked_at, out) if has_batch else _sum,
            wall=jobs == 2,
            files=count,
            profiled=looped,
            remark=remark,
        )
    yield Row(
        f"{count} files, CPU, the reading alone in one process",
        "bcftools, shell loop",
        None,
        (*OURS, "read", *files),
        ("sh", "-c", one_by_one),
        records,
        files=count,
        remark="told, not judged",
    )


def _has_batch() -> bool:
    asked = subprocess.run(
        [*COMMAND, "batch", "--help"], capture_output=True, check=False, env=environment()
    )
    return asked.returncode == 0


def _lines(output: Path) -> int:
    with output.open("rb") as lines:
        return sum(1 for _ in lines)


def _sum(output: Path) -> int:
    return sum(map(int, output.read_text(encoding="utf-8").split()))


def _looked_at(out: Path, _: Path) -> int:
    """Return how many records the folders of the cases say that were looked at."""
    documents = (json.loads(one.read_bytes()) for one in out.glob("cases/*/findings.json"))
    return sum(scan["records_read"] for document in documents for scan in document["scans"])
