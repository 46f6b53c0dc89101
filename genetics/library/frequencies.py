"""Reads a sites VCF of frequencies (gnomAD and its like): how often each allele is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from genetics.errors import InputRejected, Mistake
from genetics.library.records import Frequency, NotUsed
from genetics.library.sites import Site, Sites
from genetics.library.tally import NotUsedTally
from genetics.normalise import normalise, why_not_interpreted
from genetics.readers.header import DeclaredField
from genetics.variants import Variant

T = TypeVar("T")

NOT_GIVEN = "values not given or not readable ({field})"
NO_ALLELE = "alleles that are not written in A, C, G and T"
IMPOSSIBLE = "alleles whose numbers cannot be true (AF or FAF above 1, AC above AN)"
TWO_VALUES = "alleles that stand twice with different numbers, none used"


@dataclass(frozen=True, slots=True)
class Spelling:
    """The INFO fields of one kind of file; the first of each that the header declares is read.

    `groups` are the fields of the filtering allele frequency of single groups, by group:
    where no field holds the highest, the highest of them is taken.
    """

    af: tuple[str, ...]
    count: tuple[str, ...]
    number: tuple[str, ...]
    faf95: tuple[str, ...]
    faf95_group: tuple[str, ...]
    homozygotes: tuple[str, ...]
    hemizygotes: tuple[str, ...]
    groups: Mapping[str, str]


# Fields of gnomAD, as the headers of its releases declare them: exomes and genomes together
# (v4.1 joint), then one kind alone (v4, v3, v2, and r2.0 with its capitals). A field that
# stands in neither row is not read.
SPELLINGS = (
    Spelling(
        af=("AF_joint",),
        count=("AC_joint",),
        number=("AN_joint",),
        faf95=("fafmax_faf95_max_joint",),
        faf95_group=("fafmax_faf95_max_gen_anc_joint",),
        homozygotes=("nhomalt_joint",),
        hemizygotes=("AC_joint_XY",),
        groups={},
    ),
    Spelling(
        af=("AF",),
        count=("AC",),
        number=("AN",),
        faf95=("fafmax_faf95_max", "faf95_popmax"),
        faf95_group=("fafmax_faf95_max_gen_anc",),
        homozygotes=("nhomalt", "Hom"),
        hemizygotes=("AC_XY", "nhemi", "AC_male", "AC_Male", "Hemi", "AC_Hemi"),
        groups={f"faf95_{group}": group for group in ("afr", "amr", "eas", "nfe", "sas")},
    ),
)


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """The alleles of one file of frequencies that touch our genes, and what was not used."""

    records: dict[Variant, Frequency]
    not_used: tuple[NotUsed, ...]


def frequency_table(sites: Sites) -> FrequencyTable:
    """Return how often each allele is seen, case by case.

    - A field with one value for each allele (Number=A) is split by allele; one value for all
      counts where the record has one allele only, AN always.
    - Hemizygotes are read on X only: the alleles of people with one X. On other chromosomes
      the same field counts something else. None of our genes lies in a pseudoautosomal region.
    - AF that is not given is AC divided by AN.
    - A value that is missing stays not given: it is never 0.

    Refuses a file that declares neither AF nor both AC and AN in a spelling known here.
    """
    spelling = _spelling(sites)
    tally = NotUsedTally()
    records: dict[Variant, Frequency] = {}
    twice: set[Variant] = set()
    for site in sites.sites:
        read = _Values(site, sites.header.info, tally)
        for place, alt in enumerate(site.alts):
            if why_not_interpreted(site.ref, alt):
                tally.add(NO_ALLELE, site.place)
                continue
            variant = normalise(sites.assembly, site.chrom, site.pos, site.ref, alt).variant
            frequency = _frequency(read, place, spelling)
            if not _is_possible(frequency):
                tally.add(IMPOSSIBLE, site.place)
            elif variant in twice or records.get(variant, frequency) != frequency:
                tally.add(TWO_VALUES, site.place)
                twice.add(variant)
                records.pop(variant, None)
            else:
                records[variant] = frequency
    if not records:
        what = "no record of our genes holds the frequency of an allele"
        raise InputRejected(Mistake(what, _REMEDY, sites.file))
    return FrequencyTable(records, tally.told())


_REMEDY = "give a sites VCF of frequencies as it was downloaded"


def _spelling(sites: Sites) -> Spelling:
    declared = sites.header.info.keys()
    for spelling in SPELLINGS:
        has = [not declared.isdisjoint(names) for names in _plain_fields(spelling)]
        if has[0] or (has[1] and has[2]):
            return spelling
    what = "the header declares no frequency in a spelling known here (AF, AC, AN, or _joint)"
    raise InputRejected(Mistake(what, _REMEDY, sites.file))


def _plain_fields(spelling: Spelling) -> tuple[tuple[str, ...], ...]:
    return spelling.af, spelling.count, spelling.number


def _frequency(read: _Values, place: int, spelling: Spelling) -> Frequency:
    count = read.whole(spelling.count, place)
    number = read.whole(spelling.number, place, of_all=True)
    af = read.share(spelling.af, place)
    if af is None and count is not None and number:
        af = count / number
    faf95, group = read.share(spelling.faf95, place), read.text(spelling.faf95_group, place)
    if faf95 is None and not read.declares(spelling.faf95):
        faf95, group = read.highest(spelling.groups, place)
    on_x = read.site.chrom == "X"
    return Frequency(
        af=af,
        faf95=faf95,
        count=count,
        number=number,
        homozygotes=read.whole(spelling.homozygotes, place),
        hemizygotes=read.whole(spelling.hemizygotes, place) if on_x else None,
        group=group,
        filters=read.site.filters,
    )


def _is_possible(frequency: Frequency) -> bool:
    shares = (frequency.af, frequency.faf95)
    if any(share is not None and not 0 <= share <= 1 for share in shares):
        return False
    return (
        frequency.count is None or frequency.number is None or (frequency.count <= frequency.number)
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of one record, by allele."""

    site: Site
    declared: Mapping[str, DeclaredField]
    tally: NotUsedTally

    def declares(self, names: tuple[str, ...]) -> bool:
        return any(name in self.declared for name in names)

    def whole(self, names: tuple[str, ...], place: int, of_all: bool = False) -> int | None:
        return self._read(names, place, int, of_all)

    def share(self, names: tuple[str, ...], place: int) -> float | None:
        return self._read(names, place, float)

    def text(self, names: tuple[str, ...], place: int) -> str:
        return self._read(names, place, str) or ""

    def highest(self, groups: Mapping[str, str], place: int) -> tuple[float | None, str]:
        values = [
            (value, group)
            for name, group in groups.items()
            if name in self.declared and (value := self.share((name,), place)) is not None
        ]
        return max(values) if values else (None, "")

    def _read(
        self, names: tuple[str, ...], place: int, kind: Callable[[str], T], of_all: bool = False
    ) -> T | None:
        name = next((name for name in names if name in self.declared), None)
        if name is None:
            return None
        values = self.site.info.get(name, "").split(",")
        if of_all and len(values) == 1:
            place = 0
        elif len(values) != len(self.site.alts):
            values, place = [""], 0
        if values[place] not in {"", "."}:
            try:
                return kind(values[place])
            except ValueError:
                pass
        self.tally.add(NOT_GIVEN.format(field=name), self.site.place)
        return None
