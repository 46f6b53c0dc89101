"""A small gene whose bases can all be read here, on either strand.

before  TTGACCTGAC
exon 1  GATCC                                                    c.-8 to c.-4
intron  GTAAGTCTACTTGCAG
exon 2  GCC ATG GCT TGG AAA AAA GAC CTG CAG                      c.-3 to c.24
             M   A   W   K   K   D   L   Q                       1 to 8
intron  GTAAGTCCATTACTTTCTTGCAG
exon 3  GTT CGA GAT GAA TGC TCA TAA CTG TAA CATTGACC             c.25 to c.*14
         V   R   D   E   C   S  stop                             9 to 15
behind  GGTTCAGCTA
"""

from genetics.intervals import Interval
from genetics.panel import Exon, Transcript
from genetics.sequence.slices import Slice
from genetics.variants import Assembly, Variant

BUILD = Assembly.GRCH38
PROTEIN = "MAWKKDLQVRDECS"
PARTS = (
    "TTGACCTGAC",
    "GATCC",
    "GTAAGTCTACTTGCAG",
    "GCCATGGCTTGGAAAAAAGACCTGCAG",
    "GTAAGTCCATTACTTTCTTGCAG",
    "GTTCGAGATGAATGCTCATAACTGTAACATTGACC",
    "GGTTCAGCTA",
)
SENSE = "".join(PARTS)
EXONS = ((10, 15), (31, 58), (81, 116))  # where each begins and ends in SENSE
CODING = (None, (34, 58), (81, 102))
START = 1001
OTHER = str.maketrans("ACGT", "TGCA")

UP, DOWN = 9, 116  # the base before and the base behind the transcript


def c(number: int) -> int:
    """Return where a coding base stands in SENSE; from 46 on those behind the stop."""
    return 33 + number if number <= 24 else 56 + number


def after(number: int) -> int:
    """Return where base `number` of the second intron stands."""
    return 57 + number


def place(strand: str, start: int, end: int) -> Interval:
    if strand == "+":
        return Interval("9", START + start, START + end - 1)
    return Interval("9", START + len(SENSE) - end, START + len(SENSE) - start - 1)


def gene(strand: str) -> tuple[Transcript, Slice]:
    exons = tuple(
        Exon(number, place(strand, *exon), place(strand, *coding) if coding else None, None, None)
        for number, (exon, coding) in enumerate(zip(EXONS, CODING, strict=True), start=1)
    )
    transcript = Transcript("NM_1.1", "ENST1.1", "", strand, dict.fromkeys(Assembly, exons))
    bases = SENSE if strand == "+" else SENSE.translate(OTHER)[::-1]
    return transcript, Slice("MADE", BUILD, "9", START, bases)


def allele(strand: str, start: int, gone: str, new: str) -> Variant:
    """Write a change of SENSE as a VCF does: on the forward strand, with the base before it."""
    assert SENSE.startswith(gone, start)
    if strand == "-":
        start, gone, new = (
            len(SENSE) - start - len(gone),
            gone.translate(OTHER)[::-1],
            new.translate(OTHER)[::-1],
        )
    if not gone or not new:
        before = gene(strand)[1].bases[start - 1]
        start, gone, new = start - 1, before + gone, before + new
    return Variant(BUILD, "9", START + start, gone, new)
