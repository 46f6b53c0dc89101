"""What the tests of reading share: sentences, made-up genes, and a second way of counting."""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from genetics.inheritance import Mode
from genetics.intervals import Interval
from genetics.panel import Exon, Gene, Panel, Transcript
from genetics.results import Findings, GeneStatus
from genetics.variants import Assembly

# GRCh38, by two signs: contig lengths and the name of the reference.
HEADER = (
    "##fileformat=VCFv4.2",
    "##reference=GRCh38.fa",
    "##contig=<ID=chr2,length=242193529>",
    "##contig=<ID=chr3,length=198295559>",
    "##contig=<ID=chrX,length=156040895>",
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
)
COLUMNS = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")


def vcf_text(*records: str, samples: Iterable[str] = ("person",), header=HEADER) -> str:
    """Write a VCF; in the records a space stands for a tab."""
    lines = [*header, "\t".join((*COLUMNS, *samples)), *("\t".join(r.split()) for r in records)]
    return "".join(f"{line}\n" for line in lines)


def sentences(found: Findings) -> list[str]:
    """Say what was found the way that one would say it."""
    return [
        sentence
        for sample in found.samples
        for gene in sample.genes
        for sentence in _sentences(sample.sample, gene)
    ]


def _sentences(sample: str, gene) -> Iterator[str]:
    if gene.status is not GeneStatus.NOT_ASSESSED:
        yield f"{sample}: {gene.gene} {gene.status}"
    for finding in gene.findings:
        name = finding.hgvs_c or str(finding.variant)
        withheld = f", withheld: {finding.withheld_why}" if finding.withheld else ""
        yield (
            f"{sample}: {gene.gene} {name} is {finding.zygosity or 'of no zygosity'}, "
            f"class {finding.classification}{withheld}"
        )
    for read in gene.not_interpreted:
        change = f"{read.variant.pos} {read.variant.ref}>{read.variant.alt}"
        yield f"{sample}: {gene.gene} {change} only read: {read.why}"
    for read in gene.not_called:
        change = f"{read.variant.pos} {read.variant.ref}>{read.variant.alt}"
        yield f"{sample}: {gene.gene} {change} not called: {read.why}"


def warnings_of_findings(found: Findings) -> list[str]:
    return [w for sample in found.samples for finding in sample.findings for w in finding.warnings]


def panel_around(chromosomes: Iterable[str]) -> Panel:
    """A gene on each chromosome that covers it whole, coding throughout."""
    return Panel("made up", tuple(_whole(chrom) for chrom in chromosomes))


def _whole(chrom: str) -> Gene:
    whole = Interval(chrom, 1, 300_000_000)
    exon = Exon(1, whole, whole, 1, 300_000_000)
    return Gene(
        symbol=f"chromosome {chrom}",
        hgnc="",
        omim="",
        chromosome=chrom,
        x_linked=chrom == "X",
        mode=Mode.UNCERTAIN,
        scanned=True,
        transcript=Transcript("NM_0.1", "", "", "+", dict.fromkeys(Assembly, (exon,))),
        locus=dict.fromkeys(Assembly, whole),
        regions={},
        diseases=(),
        validity=(),
        class_cap="",
        class_cap_reason="",
        mechanism_notes=(),
        known_variants=(),
    )


# --- a second way of reading, which knows nothing of the first ---


def text_of(path: Path) -> list[str]:
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return content.decode("utf-8", "replace").splitlines()


def chromosomes_of(path: Path) -> list[str]:
    contigs = (line.split("\t", 1)[0] for line in text_of(path) if line and line[0] != "#")
    return list(
        dict.fromkeys(re.sub("^chr", "", contig, flags=re.IGNORECASE) for contig in contigs)
    )


def called_by_text(path: Path) -> Counter[str]:
    """Count for each sample the alternative alleles that its genotypes name, with depth.

    An allele of bases counts once however many records give it; any other counts each time.
    """
    seen: dict[str, set] = {}
    for number, line in enumerate(text_of(path)):
        columns = line.split("\t")
        if line.startswith("#CHROM"):
            seen = {sample: set() for sample in columns[9:]}
        if not line or line.startswith("#") or len(columns) < 10 or not columns[8].startswith("GT"):
            continue
        contig, pos, _, ref, alts = columns[:5]
        keys = columns[8].split(":")
        for sample, value in zip(seen, columns[9:], strict=True):
            values = dict(zip(keys, value.split(":"), strict=False))
            if values.get("DP") == "0":
                continue
            named = {int(copy) for copy in re.findall(r"\d+", values["GT"])} - {0}
            if alts == ".":
                continue  # the genotype names an allele, and the record has none
            for allele in named:
                alt = alts.split(",")[allele - 1]
                small = re.fullmatch("[ACGTacgt]+", ref) and re.fullmatch("[ACGTacgt]+", alt)
                where = "small" if small and ref.upper() != alt.upper() else (number, allele)
                seen[sample].add((where, contig, pos, ref.upper(), alt.upper()))
    return Counter({sample: len(alleles) for sample, alleles in seen.items()})


def called_by_us(found: Findings) -> Counter[str]:
    """Count the same from what we found: findings, and alleles that were only read."""
    return Counter(
        {
            sample.sample: sum(
                len(gene.findings) + len(gene.not_interpreted) for gene in sample.genes
            )
            for sample in found.samples
        }
    )
