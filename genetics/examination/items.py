"""The remarks of a check: each with an id that stays, how much it weighs, words and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"] | None


class Weight(StrEnum):
    """In order, settled, something to know, to look at, or in the way of a scan."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Part(StrEnum):
    """What a remark is about."""

    FILE = "The file"
    HEADER = "The header"
    RECORDS = "The records"
    GENOTYPES = "The genotypes"
    PEOPLE = "The people"
    SCAN = "A scan of this file"


class ItemId(StrEnum):
    """The ids of the remarks; an id never changes its meaning (`MEANINGS`)."""

    WRAPPING = "WRAPPING"
    END_MARKER = "END_MARKER"
    INDEX = "INDEX"
    READ_TO_THE_END = "READ_TO_THE_END"
    VERSION = "VERSION"
    HEADER = "HEADER"
    BUILD = "BUILD"
    CONTIG_NAMES = "CONTIG_NAMES"
    CONTIG_LENGTHS = "CONTIG_LENGTHS"
    MADE_BY = "MADE_BY"
    ANNOTATION = "ANNOTATION"
    UNDECLARED = "UNDECLARED"
    RECORDS = "RECORDS"
    SHAPE = "SHAPE"
    ORDER = "ORDER"
    REFERENCE_BLOCKS = "REFERENCE_BLOCKS"
    ALL_SITES = "ALL_SITES"
    FILTERS = "FILTERS"
    GENES = "GENES"
    FORMAT_FIELD = "FORMAT_FIELD"
    NOT_CALLED = "NOT_CALLED"
    SAMPLES = "SAMPLES"
    SAMPLE_NAME = "SAMPLE_NAME"
    NOT_IN_PEDIGREE = "NOT_IN_PEDIGREE"
    NOT_IN_FILE = "NOT_IN_FILE"
    NEAR_SPELLING = "NEAR_SPELLING"
    SEX = "SEX"
    SEX_MISMATCH = "SEX_MISMATCH"
    MENDELIAN = "MENDELIAN"
    PARENTAGE = "PARENTAGE"
    FITS_NOBODY = "FITS_NOBODY"
    FITS_AS_PARENT = "FITS_AS_PARENT"
    SAME_PERSON = "SAME_PERSON"
    NOT_COMPARED = "NOT_COMPARED"
    SCAN_STOPS = "SCAN_STOPS"
    SCAN_WARNING = "SCAN_WARNING"
    SCAN_SAYS = "SCAN_SAYS"


MEANINGS: Mapping[ItemId, tuple[Part, str]] = {
    ItemId.WRAPPING: (Part.FILE, "Text, gzip, BGZF or BCF."),
    ItemId.END_MARKER: (Part.FILE, "Whether a BGZF file ends with its end marker."),
    ItemId.INDEX: (Part.FILE, "The index: can be relied on, cannot (why), or none."),
    ItemId.READ_TO_THE_END: (Part.FILE, "Whether the file could be read to its end."),
    ItemId.VERSION: (Part.HEADER, "The version of VCF that the file states."),
    ItemId.HEADER: (Part.HEADER, "What is wrong with the header itself."),
    ItemId.BUILD: (Part.HEADER, "The genome build and the signs for it."),
    ItemId.CONTIG_NAMES: (Part.HEADER, "Chromosomes named with chr, without, by accession, mixed."),
    ItemId.CONTIG_LENGTHS: (Part.HEADER, "Declared contigs without a length."),
    ItemId.MADE_BY: (Part.HEADER, "The programs that the header names."),
    ItemId.ANNOTATION: (Part.HEADER, "Annotation fields, and whether they name our transcripts."),
    ItemId.UNDECLARED: (Part.HEADER, "Fields that records use and the header does not declare."),
    ItemId.RECORDS: (Part.RECORDS, "How many records and samples there are."),
    ItemId.SHAPE: (Part.RECORDS, "Lines that are no records."),
    ItemId.ORDER: (Part.RECORDS, "Whether the records are in order."),
    ItemId.REFERENCE_BLOCKS: (Part.RECORDS, "Whether records are reference blocks (gVCF)."),
    ItemId.ALL_SITES: (Part.RECORDS, "Whether sites without a change are listed."),
    ItemId.FILTERS: (Part.RECORDS, "The values of FILTER and how often each stands."),
    ItemId.GENES: (Part.RECORDS, "How many records lie in each of our genes."),
    ItemId.FORMAT_FIELD: (Part.GENOTYPES, "How often a field of the genotypes is there."),
    ItemId.NOT_CALLED: (Part.GENOTYPES, "The share of genotypes of a sample that is not called."),
    ItemId.SAMPLES: (Part.PEOPLE, "Samples and pedigree: who is in both."),
    ItemId.SAMPLE_NAME: (Part.PEOPLE, "A sample name with unusual letters."),
    ItemId.NOT_IN_PEDIGREE: (Part.PEOPLE, "Samples of the file that the pedigree does not name."),
    ItemId.NOT_IN_FILE: (Part.PEOPLE, "People of the pedigree without a sample in the file."),
    ItemId.NEAR_SPELLING: (Part.PEOPLE, "Two names that may be one, spelled in two ways."),
    ItemId.SEX: (Part.PEOPLE, "The sex that the genotypes look like."),
    ItemId.SEX_MISMATCH: (Part.PEOPLE, "The genotypes look like another sex than is recorded."),
    ItemId.MENDELIAN: (Part.PEOPLE, "Genotypes of a child that cannot come from its parents."),
    ItemId.PARENTAGE: (Part.PEOPLE, "Whether a recorded parent and child look like that."),
    ItemId.FITS_NOBODY: (Part.PEOPLE, "A recorded parent who looks like nobody's parent or child."),
    ItemId.FITS_AS_PARENT: (Part.PEOPLE, "Two who look like parent and child, not so recorded."),
    ItemId.SAME_PERSON: (Part.PEOPLE, "Two samples with the same genotypes."),
    ItemId.NOT_COMPARED: (Part.PEOPLE, "Samples that were not compared, to bound the work."),
    ItemId.SCAN_STOPS: (Part.SCAN, "Why a scan would stop."),
    ItemId.SCAN_WARNING: (Part.SCAN, "What a scan would warn of."),
    ItemId.SCAN_SAYS: (Part.SCAN, "What a scan would say of a gene, and why no more."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One remark; `values` are what the words say, for a program to read."""

    id: ItemId
    weight: Weight
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def part(self) -> Part:
        """Return what it is about."""
        return MEANINGS[self.id][0]


@dataclass(frozen=True, slots=True)
class Examination:
    """All remarks on one file, in the order of the parts."""

    file: str
    items: tuple[Item, ...]

    @property
    def would_stop(self) -> bool:
        """Whether something would stop a scan."""
        return any(item.weight is Weight.ERROR for item in self.items)

    def of(self, wanted: ItemId) -> tuple[Item, ...]:
        """Return the remarks with one id."""
        return tuple(item for item in self.items if item.id is wanted)


def share(part: int, whole: int) -> str:
    """Return a share in words: "12 %", never "100 %" or "0 %" where that is not exact."""
    if not whole or part in {0, whole}:
        return "100 %" if part else "0 %"
    return f"{min(max(100 * part / whole, 0.1), 99.9):.3g} %"
