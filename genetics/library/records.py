"""What a download says of one allele: ClinVar's classes, and how often the allele is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the user's that was taken in: what it is, its date, and its checksum.

    `release` is the date of the release as the file states it, None where it states none;
    `added` the day it was taken in.
    """

    name: str
    file: str
    release: date | None
    added: date
    sha256: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotUsed:
    """Records or words that were met and not used: why, how many, and where the first are."""

    why: str
    count: int
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = f" ({', '.join(self.places)})" if self.places else ""
        return f"{self.count} {self.why}{named}"


@dataclass(frozen=True, slots=True)
class ClinvarClass:
    """One germline class of ClinVar for one condition, with its review status in words.

    `word` is ClinVar's own: "Pathogenic", "Conflicting classifications of pathogenicity",
    "Pathogenic, low penetrance", … `stars` follow from the review status, None if unknown.
    """

    word: str
    conditions: tuple[str, ...]
    review: str
    stars: int | None
    conflicting: str = ""


@dataclass(frozen=True, slots=True)
class ClinvarRecord:
    """All that ClinVar's VCF says of one allele.

    In files since 2018 one class is of all conditions together; those before hold one class for
    each condition, and no VariationID. `other_ids` are the accessions (RCV) of the old files, or
    what CLNVI names.
    """

    variation_id: str
    classes: tuple[ClinvarClass, ...]
    hgvs: str = ""
    rsid: str = ""
    allele_id: str = ""
    other_ids: tuple[str, ...] = ()

    def together(self, other: ClinvarRecord) -> ClinvarRecord:
        """Return what two records say of the same allele; each class, name and id once."""
        return ClinvarRecord(
            variation_id=_joined(self.variation_id, other.variation_id),
            classes=tuple(dict.fromkeys((*self.classes, *other.classes))),
            hgvs=_joined(self.hgvs, other.hgvs),
            rsid=_joined(self.rsid, other.rsid),
            allele_id=_joined(self.allele_id, other.allele_id),
            other_ids=tuple(dict.fromkeys((*self.other_ids, *other.other_ids))),
        )


def _joined(*words: str) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an allele is seen in one file of frequencies.

    `faf95` is the filtering allele frequency of the group with the highest (95 %), `af` the
    plain frequency, `count` and `number` are AC and AN, `homozygotes` and `hemizygotes` people;
    None for what the file does not give. `filters` is the file's FILTER for the site.
    """

    af: float | None = None
    faf95: float | None = None
    count: int | None = None
    number: int | None = None
    homozygotes: int | None = None
    hemizygotes: int | None = None
    group: str = ""
    filters: str = ""
