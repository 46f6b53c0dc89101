"""A second way to count what was read: base by base, from the text, knowing nothing of the first."""

import csv
import gzip
import re
from pathlib import Path

EXONS = Path(__file__).parents[2] / "genetics/reference/exons.tsv"
# Promoter and intron-1 enhancer of ALAS2, as its gene file has them.
ALAS2_FURTHER = {
    "GRCh37": {"promoter": (55057411, 55057710), "intron-1 enhancer": (55054570, 55054700)},
    "GRCh38": {"promoter": (55030978, 55031277), "intron-1 enhancer": (55028137, 55028267)},
}


def places_of(gene: str, assembly: str) -> tuple[str, dict[str, list[int]]]:
    """Return the chromosome and every base that must be read, region by region."""
    regions, chrom = {}, ""
    with EXONS.open() as table:
        lines = (line for line in table if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t"):
            if (row["gene"], row["assembly"]) != (gene, assembly) or row["coding_start"] == ".":
                continue
            chrom = row["chrom"]
            first, last = int(row["coding_start"]), int(row["coding_end"])
            around = [*range(first - 8, first), *range(last + 1, last + 9)]
            regions[f"exon {row['exon']}"] = list(range(first, last + 1))
            regions[f"margins of exon {row['exon']}"] = around
    if gene == "ALAS2":
        for name, (first, last) in ALAS2_FURTHER[assembly].items():
            regions[name] = list(range(first, last + 1))
    return chrom, regions


def lines_of(path: Path):
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        yield from lines


def states(
    path: Path, chrom: str, wanted: set[int], sample: str, copies: int, depth: int, quality: int
) -> tuple[set[int], set[int], bool]:
    """Return the bases read, those that some record says were not, and if anything says so."""
    good, bad, says = set(), set(), False
    column = None
    for line in lines_of(path):
        if line.startswith("#CHROM"):
            column = line.rstrip("\n").split("\t").index(sample)
        if line.startswith("#"):
            continue
        if line[:5].split("\t")[0].removeprefix("chr") != chrom:
            continue
        cells = line.rstrip("\n").split("\t")
        ref, alts, info = cells[3], cells[4].split(","), cells[7]
        if "SVTYPE=" in info or "SVLEN=" in info:
            continue
        block = all(alt in (".", "<NON_REF>", "<*>") for alt in alts)
        if not block and any(re.search(r"[^ACGTNacgtn*]", alt) for alt in alts if alt[0] != "<"):
            continue
        if any(alt[0] == "<" and alt not in ("<NON_REF>", "<*>") for alt in alts):
            continue
        start = int(cells[1])
        end = start + len(ref) - 1
        stated = re.search(r"(?:^|;)END=(\d+)", info)
        if block and stated:
            end = max(end, int(stated[1]))
        bases = (
            wanted.intersection(range(start, end + 1))
            if end - start < 10**6
            else {base for base in wanted if start <= base <= end}
        )
        if not bases:
            continue
        value = dict(zip(cells[8].split(":"), cells[column].split(":"), strict=False))
        reads = next((int(value[k]) for k in ("MIN_DP", "DP") if value.get(k, ".") != "."), None)
        sure = next(
            (float(value[k]) for k in ("MIN_GQ", "GQ", "RGQ", "GQX") if value.get(k, ".") != "."),
            0.0 if quality == 0 else None,
        )
        if block and reads is not None and sure is not None:
            says = True
        called = re.findall(r"[^/|]+", value.get("GT", "."))
        unknown = [
            copy
            for copy in called
            if copy == "." or (int(copy) > 0 and alts[int(copy) - 1].startswith("<"))
        ]
        marked = {cells[6], value.get("FT", ".")} - {"PASS", ".", "RefCall"}
        low = (reads is not None and reads < depth) or (sure is not None and sure < quality)
        if unknown or len(called) < copies or marked or low:
            bad |= bases
        elif reads is not None and sure is not None:
            good |= bases
    return good, bad, says


def counted(
    path: Path,
    gene: str,
    *,
    assembly: str = "GRCh38",
    sample: str = "person",
    copies: int = 2,
    depth: int = 20,
    quality: int = 20,
    callable_bases: set[int] | None = None,
) -> dict[str, tuple[int, int, list[int]]] | None:
    """Return required, assessed and the bases not read of each region; None: nothing says."""
    chrom, regions = places_of(gene, assembly)
    wanted = {base for bases in regions.values() for base in bases}
    good, bad, says = states(path, chrom, wanted, sample, copies, depth, quality)
    if callable_bases is None and not says:
        return None
    read = (good | (callable_bases or set())) - bad
    return {
        name: (len(bases), len(read.intersection(bases)), sorted(set(bases) - read))
        for name, bases in regions.items()
    }
