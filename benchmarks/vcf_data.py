"""Made VCFs of any size for the benchmarks: genomes, gVCFs, exomes, cohorts; the same each time.

The alleles and figures of a record are drawn from a palette of ready-made rows that is larger
than what a compressor looks back on, so that a file packs about as well as a real one (5:1).
No REF holds a base whose reference our tables know: a made one would contradict it.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from genetics.panel import Interval
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.variants import Assembly

PALETTE = 20_000
HEADER = (
    "##fileformat=VCFv4.2",
    "##reference=GRCh38",
    '##ALT=<ID=NON_REF,Description="Any possible allele that is not named">',
    '##ALT=<ID=DEL,Description="Deletion">',
    '##FILTER=<ID=PASS,Description="All filters passed">',
    '##FILTER=<ID=LowQual,Description="Low quality">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads of each allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Fewest reads in the block">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Genotype likelihoods">',
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count">',
    '##INFO=<ID=AF,Number=A,Type=Float,Description="Allele frequency">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Allele number">',
    '##INFO=<ID=BaseQRankSum,Number=1,Type=Float,Description="Base qualities">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">',
    '##INFO=<ID=FS,Number=1,Type=Float,Description="Strand bias">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="Mapping quality">',
    '##INFO=<ID=MQRankSum,Number=1,Type=Float,Description="Mapping qualities">',
    '##INFO=<ID=QD,Number=1,Type=Float,Description="Quality by depth">',
    '##INFO=<ID=ReadPosRankSum,Number=1,Type=Float,Description="Places in the reads">',
    '##INFO=<ID=SOR,Number=1,Type=Float,Description="Strand odds ratio">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind of structural change">',
)
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
SNVS = [(one, other) for one in "ACGT" for other in "ACGT" if one != other]
INDELS = [("A", "AT"), ("AT", "A"), ("C", "CTT"), ("GTTA", "G"), ("T", "TACAC"), ("CAG", "C")]
LENGTHS = load_contig_lengths()[Assembly.GRCH38]
LONGEST_REF = max(len(ref) for ref, _ in [*SNVS, *INDELS])
KNOWN = frozenset(
    (chrom, pos - before)
    for chrom, pos in load_reference_bases()[Assembly.GRCH38]
    for before in range(LONGEST_REF)
)
FREQUENCIES = (1e-4, 3e-4, 1e-3, 3e-3, 0.02, 0.2)
MAKERS = ("bgzip", "tabix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many records, files, samples and printed documents one run has.

    `genome`, `whole`, `gvcf`, `exome` and `full_cohort` are records of a file, `cohort` those of
    the two cohorts, which have `samples`; `printed` documents show whether memory grows.
    """

    name: str
    genome: int
    whole: int
    gvcf: int
    files: int
    exome: int
    samples: tuple[int, int]
    cohort: tuple[int, int]
    full_cohort: int
    printed: int


FULL = Sizes(
    name="full",
    genome=5_000_000,
    whole=1_000_000,
    gvcf=1_000_000,
    files=200,
    exome=30_000,
    samples=(2_504, 50_000),
    cohort=(4_000, 400),
    full_cohort=1_500,
    printed=300,
)
QUICK = Sizes(
    name="quick",
    genome=6_000,
    whole=6_000,
    gvcf=6_000,
    files=3,
    exome=1_000,
    samples=(200, 2_000),
    cohort=(40, 8),
    full_cohort=20,
    printed=12,
)


def genome(path: Path, records: int, reaching: Sequence[Interval] = ()) -> None:
    """Write a sorted genome of one sample, packed and indexed.

    `reaching` are stretches that a long deletion, begun far to the left, reaches into.
    """
    rows = _rows(Random(1), records, _variants(Random(2)), _deletions(reaching))
    _packed(path, rows, ["NA1"], indexed=True)


def gvcf(path: Path, records: int) -> None:
    """Write a gVCF of one sample, one record in eight a variant, the others reference blocks."""
    _packed(path, _blocks(Random(3), records), ["NA1"], indexed=True)


def exomes(folder: Path, files: int, records: int, genes: Sequence[Interval]) -> None:
    """Write small files of one sample each, with a few records in every gene."""
    folder.mkdir()
    palette = _variants(Random(4))
    for number in range(files):
        name = f"S{number:04d}"
        rng = Random(1000 + number)
        inside = [(gene.chrom, rng.randint(gene.start, gene.end)) for gene in genes for _ in "1234"]
        rows = _rows(rng, records, palette, {}, inside)
        _packed(folder / f"{name}.vcf.gz", rows, [name], indexed=True)


def cohort(
    path: Path, samples: int, records: int, genes: Sequence[Interval], *, full: bool
) -> None:
    """Write a cohort whose records all lie in the genes; `full`: with depths and likelihoods."""
    names = [f"HG{number:06d}" for number in range(samples)]
    _packed(path, _cohort_rows(Random(5), samples, records, genes, full=full), names, indexed=False)


def unpacked(path: Path, target: Path) -> None:
    """Write the text of a packed file."""
    with target.open("wb") as text:
        subprocess.run(["bgzip", "-dc", str(path)], stdout=text, check=True)


def plainly_gzipped(path: Path, target: Path) -> None:
    """Write a packed file anew as one gzip member, in which no place can be jumped to."""
    with target.open("wb") as packed:
        command = 'bgzip -dc "$0" | gzip -c'
        subprocess.run(["sh", "-c", command, str(path)], stdout=packed, check=True)


# --- rows ---


def _rows(
    rng: Random,
    records: int,
    palette: Sequence[str],
    more: dict[str, list[tuple[int, str]]],
    inside: Iterable[tuple[str, int]] = (),
) -> Iterator[str]:
    inside = list(inside)
    for chrom, length in LENGTHS.items():
        extra = [pos for there, pos in inside if there == chrom]
        places = _places(rng, chrom, length, records, extra)
        tails = rng.choices(palette, k=len(places))
        rows = [f"chr{chrom}\t{pos}\t{tail}" for pos, tail in zip(places, tails, strict=True)]
        for pos, tail in more.get(chrom, ()):
            at = sum(place <= pos for place in places)
            rows.insert(at, f"chr{chrom}\t{pos}\t{tail}")
        yield from rows


def _places(
    rng: Random, chrom: str, length: int, records: int, extra: Iterable[int] = ()
) -> list[int]:
    share = max(1, records * length // sum(LENGTHS.values()))
    drawn = {*rng.sample(range(10_000, length - 1_000), share), *extra}
    return sorted(pos for pos in drawn if (chrom, pos) not in KNOWN)


def _variants(rng: Random) -> list[str]:
    return [_variant(rng) for _ in range(PALETTE)]


def _variant(rng: Random) -> str:
    ref, alt = rng.choice(SNVS if rng.random() < 0.9 else INDELS)
    depth = max(6, round(rng.gauss(33, 6)))
    name = f"rs{rng.randint(1_000, 1_900_000_000)}" if rng.random() < 0.85 else "."
    passed = "PASS" if rng.random() < 0.97 else "LowQual"
    odds, mapped, bias = rng.gammavariate(2, 0.45), 60 - rng.gammavariate(1, 1), rng.expovariate(1)
    first = f"{name}\t{ref}\t{alt}"
    if rng.random() < 0.38:
        quality = depth * 29.1 + rng.random()
        return (
            f"{first}\t{quality:.2f}\t{passed}\tAC=2;AF=1.00;AN=2;DP={depth};FS=0.000;"
            f"MQ={mapped:.2f};QD={quality / depth:.2f};SOR={odds:.3f}\tGT:AD:DP:GQ:PL\t"
            f"1/1:0,{depth}:{depth}:{min(99, depth * 3)}:{int(quality)},{depth * 3},0\n"
        )
    reads = max(2, int(depth * rng.uniform(0.3, 0.7)))
    quality = reads * 27.3 + rng.random()
    return (
        f"{first}\t{quality:.2f}\t{passed}\tAC=1;AF=0.500;AN=2;"
        f"BaseQRankSum={rng.gauss(0, 1.3):.3f};DP={depth};FS={bias:.3f};MQ={mapped:.2f};"
        f"MQRankSum={rng.gauss(0, 1):.3f};QD={quality / depth:.2f};"
        f"ReadPosRankSum={rng.gauss(0, 1):.3f};SOR={odds:.3f}\tGT:AD:DP:GQ:PL\t"
        f"0/1:{depth - reads},{reads}:{depth}:99:{int(quality)},0,"
        f"{int((depth - reads) * 28.7)}\n"
    )


def _deletions(reaching: Sequence[Interval]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for number, stretch in enumerate(reaching):
        info = f"SVTYPE=DEL;END={stretch.start + 500}"
        tail = f"del{number}\tN\t<DEL>\t60.00\tPASS\t{info}\tGT:DP\t0/1:30\n"
        found.setdefault(stretch.chrom, []).append((stretch.start - 200_000, tail))
    return found


def _blocks(rng: Random, records: int) -> Iterator[str]:
    variants = _gvcf_variants(rng)
    blocks = [_block(rng) for _ in range(PALETTE)]
    for chrom, length in LENGTHS.items():
        places = _places(rng, chrom, length, records)
        chosen = rng.choices(blocks, k=len(places))
        kinds = rng.choices((True, False), (1, 7), k=len(places))
        for number, (pos, (before, after)) in enumerate(zip(places, chosen, strict=True)):
            if kinds[number]:
                yield f"chr{chrom}\t{pos}\t{rng.choice(variants)}"
            else:
                last = places[number + 1] - 1 if number + 1 < len(places) else pos + 1
                yield f"chr{chrom}\t{pos}\t{before}{last}{after}"


def _block(rng: Random) -> tuple[str, str]:
    depth, quality = max(1, round(rng.gauss(32, 6))), rng.randint(20, 99)
    ref = rng.choice("ACGT")
    shown = f"0/0:{depth}:{quality}:{max(0, depth - 3)}:0,{quality},{quality * 15}"
    return f".\t{ref}\t<NON_REF>\t.\t.\tEND=", f"\tGT:DP:GQ:MIN_DP:PL\t{shown}\n"


def _gvcf_variants(rng: Random) -> list[str]:
    found = []
    for _ in range(PALETTE):
        (ref, alt), depth = rng.choice(SNVS), max(4, round(rng.gauss(32, 6)))
        half = depth // 2
        found.append(
            f".\t{ref}\t{alt},<NON_REF>\t{depth * 14.6:.2f}\t.\tBaseQRankSum={rng.gauss(0, 1):.3f};"
            f"DP={depth}\tGT:AD:DP:GQ:PL\t0/1:{depth - half},{half},0:{depth}:99:"
            f"{depth * 14},0,{depth * 13},{depth * 20},{depth * 19},{depth * 40}\n"
        )
    return found


def _cohort_rows(
    rng: Random, samples: int, records: int, genes: Sequence[Interval], *, full: bool
) -> Iterator[str]:
    cells = _cells(rng, full=full)
    form = "GT:AD:DP:GQ:PL" if full else "GT"
    for gene in genes:
        drawn = rng.sample(range(gene.start, gene.end), records // len(genes))
        for pos in sorted(pos for pos in drawn if (gene.chrom, pos) not in KNOWN):
            row = rng.choices(cells["0/0"], k=samples)
            frequency = rng.choice(FREQUENCIES)
            count = 0
            for _ in range(max(1, round(2 * samples * frequency))):
                who, shown = rng.randrange(samples), "1/1" if rng.random() < frequency else "0/1"
                row[who] = rng.choice(cells[shown])
            for _ in range(samples // 500):
                row[rng.randrange(samples)] = rng.choice(cells["./."])
            genotypes = [cell[:3] for cell in row]
            count = genotypes.count("0/1") + 2 * genotypes.count("1/1")
            called = 2 * (samples - genotypes.count("./."))
            ref, alt = rng.choice(SNVS)
            info = f"AC={count};AF={count / called:.6g};AN={called}"
            start = f"chr{gene.chrom}\t{pos}\t.\t{ref}\t{alt}\t999.0\tPASS\t{info}\t{form}"
            yield "\t".join([start, *row]) + "\n"


def _cells(rng: Random, *, full: bool) -> dict[str, list[str]]:
    kinds = ("0/0", "0/1", "1/1", "./.")
    if not full:
        return {kind: [kind] for kind in kinds}
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    for _ in range(4_000):
        depth = max(4, round(rng.gauss(32, 6)))
        half, likely = depth // 2, depth * 14 + rng.randint(0, 9)
        found["0/0"].append(
            f"0/0:{depth},0:{depth}:{min(99, depth * 3)}:0,{depth * 3},{likely * 3}"
        )
        found["0/1"].append(f"0/1:{depth - half},{half}:{depth}:99:{likely},0,{depth * 13}")
        found["1/1"].append(
            f"1/1:0,{depth}:{depth}:{min(99, depth * 3)}:{likely * 2},{depth * 3},0"
        )
    return found | {"./.": ["./.:0,0:0:.:0,0,0"]}


# --- files ---


def _packed(path: Path, rows: Iterable[str], samples: Sequence[str], *, indexed: bool) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as packed:
        with subprocess.Popen(
            ["bgzip", "-@", "2", "-c"], stdin=subprocess.PIPE, stdout=packed, text=True
        ) as bgzip:
            assert bgzip.stdin is not None
            contigs = (f"##contig=<ID=chr{name},length={n}>" for name, n in LENGTHS.items())
            bgzip.stdin.write("\n".join([*HEADER, *contigs, COLUMNS + "\t".join(samples)]) + "\n")
            bgzip.stdin.writelines(rows)
        if bgzip.returncode:
            raise subprocess.CalledProcessError(bgzip.returncode, "bgzip")
    part.rename(path)
    if indexed:
        subprocess.run(["tabix", "-p", "vcf", str(path)], check=True)


Maker = Callable[[Path], None]


def once(folder: Path, name: str, make: Maker) -> Path:
    """Return a file or folder of the cache; what an earlier run has made whole is kept.

    What an earlier run has left unfinished goes first.
    """
    path, whole = folder / name, folder / f".{name}.whole"
    if not whole.exists():
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        make(path)
        whole.touch()
    return path
