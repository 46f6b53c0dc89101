"""The four genes out of one file, by each way in, beside bcftools, tabix, gzip and cat."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from made_data import Sizes, once
from side_by_side import COMMAND, OURS, Bench, Command, Row, measured
from tables import FLAT, Line, Section, Sides, Target

from genetics.gene_files import load_panel
from genetics.intervals import Interval
from genetics.readers.header import plain_chromosome
from genetics.readers.territory import gene_bounds, territory_of
from genetics.variants import Assembly

METHOD = """\
Ours is a cold process that reads the records of the four genes (`genetics.readers.vcf.read_vcf`)
on both builds and prints where they stand; it is told the stretches as the peer is. The whole
command, which loads the genes, names and judges, is told beside it. Both must give the
same records, those included that begin left of a gene and reach into it (`--regions-overlap 1`,
`--targets-overlap 1`); the file read as a whole holds two deletions that begin 200,000 bases
before a gene. Files without an index have none beside them. Where the peer only unpacks (gzip,
cat), bcftools says what is to be found. {genome:,} records in the genome, {whole:,} in the file
read as a whole, {gvcf:,} in the gVCF."""
OFTEN = 4
TOLD = "told, not judged"


def unseen(command: str, file: Path) -> Command:
    """Return a command that only unpacks, whose output nobody keeps: the disk is not measured."""
    return ("sh", "-c", f"exec {command} {file} >/dev/null")


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure every way in, then the largest memory of all of them, then the start."""
    lines = [measured(row, bench) for row in _rows(Files.made(sizes, bench.data))]
    lines.append(peak(lines))
    lines += [measured(row, bench) for row in _starts()]
    method = METHOD.format(genome=sizes.genome, whole=sizes.whole, gvcf=sizes.gvcf)
    return Section("Reading one file", method, lines)


def genes() -> list[Interval]:
    """Return the scanned genes on the build that the data are made on."""
    bounds = (gene_bounds(gene, Assembly.GRCH38) for gene in load_panel().scanned)
    return [stretch for stretch in bounds if stretch]


def regions() -> str:
    """Return what is read, on both builds, in the words of bcftools and tabix."""
    return ",".join(f"chr{one.chrom}:{one.start}-{one.end}" for one in territory_of(load_panel()))


def through_index(file: Path) -> Command:
    """Return the peer's command for a file with an index."""
    return ("bcftools", "view", "-H", "-r", regions(), "--regions-overlap", "1", str(file))


def whole(file: Path, *more: str) -> Command:
    """Return the peer's command that reads the whole file."""
    return ("bcftools", "view", "-H", "-t", regions(), "--targets-overlap", "1", *more, str(file))


def ours(file: Path, *options: str) -> Command:
    """Return our command."""
    return (*OURS, "read", str(file), *options)


def records(output: Path) -> list[tuple[str, ...]]:
    """Return the records of an output, ours or the peer's: chromosome, POS, REF, ALT."""
    found = []
    with output.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 4:
                columns = [plain_chromosome(columns[0]), columns[1], *columns[3:5]]
            found.append(tuple(columns))
    return sorted(found)


def number_of_lines(output: Path) -> int:
    """Return how many records a peer printed."""
    with output.open("rb") as lines:
        return sum(1 for _ in lines)


def records_read(output: Path) -> int:
    """Return how many records our documents of findings say that were looked at."""
    return sum(scan["records_read"] for scan in json.loads(output.read_bytes())["scans"])


def peak(lines: list[Line]) -> Line:
    """Compare the largest memory of these rows, ours and that of bcftools."""
    beside = [line.peak for line in lines if line.peak and line.peer.startswith("bcftools")]
    mine = max((line.peak.ours for line in lines if line.peak), default=None)
    theirs = max((both.peer for both in beside), default=None)
    both = None if mine is None or theirs is None else Sides(mine, theirs, mine / theirs)
    return Line(
        task="peak memory, the largest of these rows",
        peer="bcftools, the largest",
        peak=both,
        measured=mine,
        unit=" MiB",
        target=Target(64, 40),
    )


class Files:
    """The files of this part; those without an index are links in a folder of their own."""

    def __init__(self, indexed: Path, whole_indexed: Path, gvcf_indexed: Path) -> None:
        self.indexed = indexed
        self.genome, self.whole, self.gvcf = (
            _alone(file) for file in (indexed, whole_indexed, gvcf_indexed)
        )
        self.text = indexed.with_name("genome.vcf")
        self.gzip = indexed.with_name("whole.plain.vcf.gz")
        self.to_index = (_alone(indexed, "ours"), _alone(indexed, "peer"))

    @classmethod
    def made(cls, sizes: Sizes, data: Path) -> Files:
        """Return the files, made where they are not there yet."""
        reaching = genes()[:2]
        make_genome = partial(vcf_data.genome, records=sizes.genome)
        make_whole = partial(vcf_data.genome, records=sizes.whole, reaching=reaching)
        files = cls(
            once(data, "genome.vcf.gz", make_genome),
            once(data, "whole.vcf.gz", make_whole),
            once(data, "gvcf.vcf.gz", partial(vcf_data.gvcf, records=sizes.gvcf)),
        )
        once(data, files.text.name, partial(vcf_data.unpacked, files.indexed))
        once(data, files.gzip.name, partial(vcf_data.plainly_gzipped, files.whole))
        return files


def _alone(file: Path, folder: str = "without-index") -> Path:
    link = file.parent / folder / file.name
    link.parent.mkdir(exist_ok=True)
    if not link.exists():
        link.hardlink_to(file)
    return link


def _rows(files: Files) -> Iterator[Row]:
    indexed = partial(
        Row, theirs=through_index(files.indexed), said=records, peer="bcftools view -r", often=OFTEN
    )
    yield indexed(
        task="four genes, indexed genome, cold process",
        target=Target(1.8, 1.3),
        ours=ours(files.indexed),
    )
    yield indexed(
        task="the same by the whole command `sideroscreen scan`",
        target=None,
        ours=(*COMMAND, "scan", str(files.indexed), "--format", "json"),
        said=number_of_lines,
        said_by_ours=records_read,
        remark=TOLD,
    )
    yield Row(
        task="of it: the genes loaded, nothing read",
        peer="python -c pass",
        target=None,
        ours=(*OURS, "genes"),
        theirs=(sys.executable, "-c", "pass"),
        said=None,
        remark=TOLD,
    )
    trusting = partial(
        Row,
        task="four genes, sorted BGZF without index, --trust-sorted",
        ours=ours(files.genome, "--trust-sorted"),
        said=records,
    )
    yield trusting(
        peer="bcftools view -r, with index",
        target=Target(3, 1.0),
        theirs=through_index(files.indexed),
        often=OFTEN,
    )
    yield trusting(peer="bcftools view -t", target=Target(0.05, 0.02), theirs=whole(files.genome))
    all_of = partial(Row, said=records)
    yield all_of(
        task="whole file, BGZF",
        peer="bcftools view -t",
        target=Target(0.4, 0.2),
        ours=ours(files.whole),
        theirs=whole(files.whole),
    )
    yield Row(
        task="peak memory, all of the genome",
        peer="ours, the smaller file read as a whole",
        target=FLAT,
        ours=ours(files.genome),
        theirs=ours(files.whole),
        said=None,
        judged="peak",
    )
    yield all_of(
        task="whole file, wall, 2 cores",
        peer="bcftools view -t --threads 2",
        target=Target(0.4, 0.12),
        ours=ours(files.whole),
        theirs=whole(files.whole, "--threads", "2"),
        judged="wall",
    )
    yield all_of(
        task="plain gzip",
        peer="gzip -dc",
        target=Target(1.0, 0.6),
        ours=ours(files.gzip),
        theirs=unseen("gzip -dc", files.gzip),
        judge=whole(files.whole),
    )
    yield all_of(
        task="plain text, sorted, --trust-sorted",
        peer="cat",
        target=Target(1, 0.3),
        ours=ours(files.text, "--trust-sorted"),
        theirs=unseen("cat", files.text),
        judge=through_index(files.indexed),
        often=OFTEN,
    )
    yield all_of(
        task="gVCF, whole file",
        peer="bcftools view -t",
        target=Target(0.5, 0.25),
        ours=ours(files.gvcf),
        theirs=whole(files.gvcf),
    )
    mine, peers = files.to_index
    query = " ".join(through_index(peers))
    yield all_of(
        task="index build, then query",
        peer="tabix -p vcf, then bcftools view -r",
        target=Target(1.3, 1.1),
        ours=ours(mine, "--write-index"),
        theirs=("sh", "-c", f"rm -f {peers}.tbi; tabix -p vcf {peers} && exec {query}"),
    )


def _starts() -> Iterator[Row]:
    for option in ("--help", "--version"):
        yield Row(
            task=f"`sideroscreen {option}`",
            peer="python -c pass",
            target=Target(4, 2),
            ours=(*COMMAND, option),
            theirs=(sys.executable, "-c", "pass"),
            said=None,
            often=OFTEN,
        )
