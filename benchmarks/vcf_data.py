"""Made VCFs of any size for the benchmarks: genomes, gVCFs, exomes, cohorts; the same each time.

They are like those of GATK in what costs time: the length of a record, how well a file packs
(5:1), and where the records stand: over the whole genome, or for exomes on targets of 1,500
bases, the same in all files, with about six records each, so that an index has as many bins as
that of an exome. The alleles and figures of a record are drawn from a palette of ready-made rows
that is larger than what a compressor looks back on. No REF holds a base, the first or a later
one, whose reference our tables know on either build: a made one would contradict it.
"""

from __future__ import annotations

import subprocess
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from genetics.intervals import Interval
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
    '##FILTER=<ID=VQSRTrancheSNP99.90to100.00,Description="Truth sensitivity tranche">',
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
    '##INFO=<ID=ExcessHet,Number=1,Type=Float,Description="Excess of heterozygotes">',
    '##INFO=<ID=FS,Number=1,Type=Float,Description="Strand bias">',
    '##INFO=<ID=MLEAC,Number=A,Type=Integer,Description="Likeliest allele count">',
    '##INFO=<ID=MLEAF,Number=A,Type=Float,Description="Likeliest allele frequency">',
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
    for known in load_reference_bases().values()
    for chrom, pos in known
    for before in range(LONGEST_REF)
)
"""Where no record may begin, for its REF would hold a known base."""

TARGET = 1_500
ON_A_TARGET = 6
FREQUENCIES = (1e-4, 3e-4, 1e-3, 3e-3, 0.02, 0.2)
MAKERS = ("bgzip", "tabix")


def genome(path: Path, records: int, reaching: Sequence[Interval] = ()) -> None:
    """Write a sorted genome of one sample, packed and indexed.

    `reaching` are stretches that a long deletion, begun far to the left, reaches into.
    """
    rng = Random(1)
    places = {chrom: _places(rng, chrom, length, records) for chrom, length in LENGTHS.items()}
    rows = _rows(rng, places, _variants(Random(2)), _deletions(reaching))
    _packed(path, rows, ["NA1"], indexed=True)


def gvcf(path: Path, records: int) -> None:
    """Write a gVCF of one sample, one record in eight a variant, the others reference blocks."""
    _packed(path, _blocks(Random(3), records), ["NA1"], indexed=True)


def exomes(folder: Path, files: int, records: int, genes: Sequence[Interval]) -> None:
    """Write small files of one sample each, on the same targets, some records in every gene."""
    folder.mkdir()
    palette, targets = _variants(Random(4)), _targets(Random(6), records // ON_A_TARGET)
    for number in range(files):
        name = f"S{number:04d}"
        rng = Random(1000 + number)
        drawn = ((chrom, start + rng.randrange(TARGET)) for chrom, start in targets * ON_A_TARGET)
        inside = ((gene.chrom, rng.randint(gene.start, gene.end)) for gene in genes for _ in "1234")
        places = _by_chromosome([*drawn, *inside])
        _packed(folder / f"{name}.vcf.gz", _rows(rng, places, palette), [name], indexed=True)


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


Places = Mapping[str, Sequence[int]]


def _rows(
    rng: Random,
    places: Places,
    palette: Sequence[str],
    more: Mapping[str, Sequence[tuple[int, str]]] | None = None,
) -> Iterator[str]:
    for chrom, there in places.items():
        tails = rng.choices(palette, k=len(there))
        rows = [f"chr{chrom}\t{pos}\t{tail}" for pos, tail in zip(there, tails, strict=True)]
        for pos, tail in (more or {}).get(chrom, ()):
            rows.insert(bisect(there, pos), f"chr{chrom}\t{pos}\t{tail}")
        yield from rows


def _places(rng: Random, chrom: str, length: int, records: int) -> list[int]:
    """Return the share of a chromosome of so many records, spread evenly."""
    share = max(1, records * length // sum(LENGTHS.values()))
    drawn = rng.sample(range(*_inner(length)), share)
    return sorted(pos for pos in drawn if (chrom, pos) not in KNOWN)


def _targets(rng: Random, number: int) -> list[tuple[str, int]]:
    """Return where the targets of all exomes begin."""
    lengths = [*LENGTHS.values()]
    chosen = rng.choices([*LENGTHS], lengths, k=number)
    return [(chrom, rng.randrange(*_inner(LENGTHS[chrom]))) for chrom in chosen]


def _inner(length: int) -> tuple[int, int]:
    """Return what of a chromosome is not at its ends, which no file has records of."""
    return min(10_000, length // 4), length - min(10_000, length // 4)


def _by_chromosome(drawn: Iterable[tuple[str, int]]) -> Places:
    found: dict[str, set[int]] = {chrom: set() for chrom in LENGTHS}
    for chrom, pos in drawn:
        if (chrom, pos) not in KNOWN:
            found[chrom].add(pos)
    return {chrom: sorted(places) for chrom, places in found.items()}


def _variants(rng: Random) -> list[str]:
    return [_variant(rng) for _ in range(PALETTE)]


def _variant(rng: Random) -> str:
    ref, alt = rng.choice(SNVS if rng.random() < 0.9 else INDELS)
    depth = max(6, round(rng.gauss(33, 6)))
    name = f"rs{rng.randint(1_000, 1_900_000_000)}" if rng.random() < 0.85 else "."
    passed = "PASS" if rng.random() < 0.97 else "VQSRTrancheSNP99.90to100.00"
    odds, mapped, bias = rng.gammavariate(2, 0.45), 60 - rng.gammavariate(1, 1), rng.expovariate(1)
    first = f"{name}\t{ref}\t{alt}"
    if rng.random() < 0.38:
        quality = depth * 29.1 + rng.random()
        return (
            f"{first}\t{quality:.2f}\t{passed}\tAC=2;AF=1.00;AN=2;DP={depth};ExcessHet=0.0000;"
            f"FS=0.000;MLEAC=2;MLEAF=1.00;MQ={mapped:.2f};QD={quality / depth:.2f};SOR={odds:.3f}"
            f"\tGT:AD:DP:GQ:PL\t"
            f"1/1:0,{depth}:{depth}:{min(99, depth * 3)}:{int(quality)},{depth * 3},0\n"
        )
    reads = max(2, int(depth * rng.uniform(0.3, 0.7)))
    quality = reads * 27.3 + rng.random()
    return (
        f"{first}\t{quality:.2f}\t{passed}\tAC=1;AF=0.500;AN=2;"
        f"BaseQRankSum={rng.gauss(0, 1.3):.3f};DP={depth};ExcessHet=0.0000;FS={bias:.3f};"
        f"MLEAC=1;MLEAF=0.500;MQ={mapped:.2f};MQRankSum={rng.gauss(0, 1):.3f};"
        f"QD={quality / depth:.2f};ReadPosRankSum={rng.gauss(0, 1):.3f};SOR={odds:.3f}"
        f"\tGT:AD:DP:GQ:PL\t0/1:{depth - reads},{reads}:{depth}:99:{int(quality)},0,"
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
