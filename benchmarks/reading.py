"""The four genes out of one file, by each way in, beside bcftools, tabix, gzip and cat."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import vcf_data
from measure import Beside, Section, Target
from side_by_side import COMMAND, OURS, Command, Pair, Row, measured
from vcf_data import Sizes, once

from genetics.gene_files import load_panel
from genetics.panel import Interval
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
cat), bcftools says what is to be found."""
MORE_ROUNDS = 4
"""Times as many rounds where a run takes a fraction of a second."""


def measure(sizes: Sizes, data: Path, rounds: int) -> Section:
    """Measure every way in, then the largest memory of all of them, then the start."""
    lines: list[Beside] = []
    pairs: list[Pair] = []
    for row, times in _rows(Files.made(sizes, data), rounds):
        line, both = measured(row, times)
        lines.append(line)
        pairs += [both] if both and row.ours[: len(OURS)] == OURS else []
    lines.append(_peak(pairs))
    lines += [measured(row, rounds * MORE_ROUNDS)[0] for row in _starts()]
    return Section("Reading one file", METHOD, lines)


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


def _rows(files: Files, rounds: int) -> Iterator[tuple[Row, int]]:
    many = rounds * MORE_ROUNDS
    genome, to_index = files.genome, files.to_index
    unsaid = "bcftools view -r"
    head = "four genes, sorted BGZF without index, --trust-sorted"
    yield (
        Row(
            "four genes, indexed genome, cold process",
            unsaid,
            Target(1.8, 1.3),
            ours(files.indexed),
            through_index(files.indexed),
            records,
        ),
        many,
    )
    scan = (*COMMAND, "scan", str(files.indexed), "-o", "/dev/null")
    yield (
        Row(
            "the same by the whole command `sideroscreen scan`",
            unsaid,
            None,
            scan,
            through_index(files.indexed),
            lambda _: None,
            remark="told, not judged",
        ),
        many,
    )
    loading = (*OURS, "genes")
    nothing = (sys.executable, "-c", "pass")
    task = "of it: the genes loaded, nothing read"
    told = "told, not judged"
    yield (
        Row(task, "python -c pass", None, loading, nothing, lambda _: None, remark=told),
        rounds,
    )
    trusting = ours(genome, "--trust-sorted")
    yield (
        Row(
            head,
            "bcftools view -r, with index",
            Target(3, 1.0),
            trusting,
            through_index(files.indexed),
            records,
        ),
        many,
    )
    yield (
        Row(head, "bcftools view -t", Target(0.05, 0.02), trusting, whole(genome), records),
        rounds,
    )
    yield (
        Row(
            "whole file, BGZF",
            "bcftools view -t",
            Target(0.4, 0.2),
            ours(files.whole),
            whole(files.whole),
            records,
        ),
        rounds,
    )
    yield (
        Row(
            "whole file, wall, 2 cores",
            "bcftools view -t --threads 2",
            Target(0.4, 0.12),
            ours(files.whole),
            whole(files.whole, "--threads", "2"),
            records,
            wall=True,
        ),
        rounds,
    )
    yield (
        Row(
            "plain gzip",
            "gzip -dc",
            Target(1.0, 0.6),
            ours(files.gzip),
            ("gzip", "-dc", str(files.gzip)),
            records,
            judge=whole(files.whole),
        ),
        rounds,
    )
    yield (
        Row(
            "plain text, sorted, --trust-sorted",
            "cat",
            Target(1, 0.3),
            ours(files.text, "--trust-sorted"),
            ("cat", str(files.text)),
            records,
            judge=through_index(files.indexed),
        ),
        many,
    )
    yield (
        Row(
            "gVCF, whole file",
            "bcftools view -t",
            Target(0.5, 0.25),
            ours(files.gvcf),
            whole(files.gvcf),
            records,
        ),
        rounds,
    )
    indexing, query = (
        " ".join(ours(to_index[0], "--write-index")),
        " ".join(f"'{part}'" for part in through_index(to_index[1])),
    )
    yield (
        Row(
            "index build, then query",
            "tabix -p vcf, then bcftools view -r",
            Target(1.3, 1.1),
            ("sh", "-c", f"rm -f {to_index[0]}.[tc][bs]i; exec {indexing}"),
            ("sh", "-c", f"rm -f {to_index[1]}.tbi; tabix -p vcf {to_index[1]} && {query}"),
            records,
        ),
        rounds,
    )


def _peak(pairs: list[Pair]) -> Beside:
    """Compare the largest memory of all the ways in, ours and the peers'."""
    peak = max((both.ours.peak for both in pairs), default=None)
    theirs = max((both.peer.peak for both in pairs), default=0)
    shown = "" if peak is None else f"{peak:.0f} MiB"
    limits = Target(64, 40, "MiB")
    return Beside("peak memory, any of these", "bcftools", peak, limits, shown, f"{theirs:.0f} MiB")


def _starts() -> Iterator[Row]:
    nothing = (sys.executable, "-c", "pass")
    for option in ("--help", "--version"):
        command = (*COMMAND, option)
        yield Row(option, "python -c pass", Target(4, 2), command, nothing, lambda _: None)
