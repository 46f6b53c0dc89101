"""For which allele of a record an annotator's entry was made, or that this is not certain.

The name of one allele must never be given to another. An entry carries the allele as its
annotator spelled it, and the record may have been split, joined or trimmed after it was
annotated. So the entries of a record count only when they fit it as a whole: each entry is
for one of its alleles, each allele has an entry, and there is one way only to read it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from genetics.annotation_entries import Entry

_BASES = re.compile("[ACGT]+")

# An entry for an allele that is no small change: a deletion elsewhere, a symbolic allele.
OF_NO_SMALL_ALLELE = 0

Spelling = Mapping[int, str]


def numbers_of(
    entries: Sequence[Entry], ref: str, alts: Sequence[str], *, as_vep: bool
) -> tuple[int, ...] | None:
    """Return for each entry the number of its allele in the record; None if it is not certain.

    - ALLELE_NUM, where it is given, must name an allele of the record, and the Allele beside
      it must be that allele.
    - Allele alone must be exactly one allele of the record, in the annotator's spelling.
    - Without either, a record with a single allele and one entry a transcript is certain.
    - The entries together must speak of all small alleles of the record. An entry too many
      or too few shows that the record, or its entries, were changed since.
    """
    small = {number for number, alt in enumerate(alts, 1) if _BASES.fullmatch(alt.upper())}
    spellings = vep_spellings(ref, alts) if as_vep else (_as_written(alts),)
    readings = set()
    for spelling in spellings:
        numbers = tuple(_number_of(entry, spelling, len(alts)) for entry in entries)
        certain = tuple(number for number in numbers if number is not None)
        if len(certain) == len(numbers) and set(certain) - {OF_NO_SMALL_ALLELE} == small:
            readings.add(certain)
    if len(readings) != 1 or _several_for_one(entries):
        return None
    return readings.pop()


def _number_of(entry: Entry, spelling: Spelling, alleles: int) -> int | None:
    if entry.number is not None:
        number = int(entry.number) if entry.number.isdecimal() else -1
        if number not in spelling:
            return OF_NO_SMALL_ALLELE if 1 <= number <= alleles else None
        return number if entry.allele in {None, spelling[number]} else None
    if entry.allele is None:
        return 1 if alleles == 1 else None
    if entry.allele == "*" or entry.allele.startswith("<"):
        return OF_NO_SMALL_ALLELE
    fitting = [number for number, spelled in spelling.items() if spelled == entry.allele]
    return fitting[0] if len(fitting) == 1 else None


def _several_for_one(entries: Sequence[Entry]) -> bool:
    """Whether entries without allele and number repeat a transcript: they are for several."""
    nameless = [
        entry.transcript
        for entry in entries
        if entry.transcript and entry.allele is None and entry.number is None
    ]
    return len(nameless) > len(set(nameless))


# --- how alleles are spelled -----------------------------------------------------------------


def vep_spellings(ref: str, alts: Sequence[str]) -> tuple[Spelling, ...]:
    """Return the ways in which VEP may spell the alleles of a record in its Allele column.

    - By default the first base is left out when some allele is longer or shorter than REF
      and all begin alike; "-" stands for nothing (Ensembl VEP, Parser/VCF.pm). A deletion
      elsewhere (``*``) is not asked for its first base. Symbolic alleles are, in some
      versions: then nothing is left out.
    - With --minimal each allele by itself is trimmed from the left, then from the right.
    """
    ref, alts = ref.upper(), [alt.upper() for alt in alts]
    spellings: list[Spelling] = []
    for spelling in (
        _without_first_base(ref, alts, alts),
        _without_first_base(ref, alts, [alt for alt in alts if _BASES.fullmatch(alt)]),
        _minimal(ref, alts),
    ):
        if spelling not in spellings:
            spellings.append(spelling)
    return tuple(spellings)


def _without_first_base(ref: str, alts: Sequence[str], asked: Sequence[str]) -> Spelling:
    lengths_differ = any(len(alt) != len(ref) for alt in asked)
    begin_alike = {allele[0] for allele in (ref, *asked) if "*" not in allele} == {ref[0]}
    if not (lengths_differ and begin_alike):
        return _as_written(alts)
    return {number: alt[1:] or "-" for number, alt in _small(alts)}


def _minimal(ref: str, alts: Sequence[str]) -> Spelling:
    return {number: _trimmed(ref, alt) or "-" for number, alt in _small(alts)}


def _trimmed(ref: str, alt: str) -> str:
    while ref and alt and ref[0] == alt[0]:
        ref, alt = ref[1:], alt[1:]
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return alt


def _as_written(alts: Sequence[str]) -> Spelling:
    return dict(_small([alt.upper() for alt in alts]))


def _small(alts: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, alt in enumerate(alts, start=1):
        if _BASES.fullmatch(alt):
            yield number, alt
