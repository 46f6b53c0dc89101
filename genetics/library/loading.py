"""Loads what the laboratory has added from the data folder, and says how old it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from genetics.library.library import NOTHING_ADDED, Library, is_left_aligned
from genetics.library.records import ClinvarRecord, Frequency, Source
from genetics.library.store import StoredClinvar, StoredFrequencies, read_stored
from genetics.normalise import normalise
from genetics.phrases import say, say_number
from genetics.sequence.slices import Slices
from genetics.sequence.store import load_slices, slice_sources
from genetics.variants import Assembly, Variant

# An assumption of this program: ClinVar is released every month, so a year is old.
OLD_AFTER_MONTHS = 12


def load_library(folder: Path, *, today: date | None = None) -> Library:
    """Return what is kept in the data folder: reference, ClinVar and frequencies of both builds.

    Alleles are left-aligned here, with the slices that are at hand; without a slice those that
    could be written further left are not compared, and each source says how many. A source of
    which the release (or, where none is stated, the day it was added) is over a year ago says
    how old it is, one of which the release lies in the future says that. Raises KnowledgeInvalid
    for a file that is damaged.
    """
    today = today or datetime.now(UTC).date()
    slices, of_slices = load_slices(folder), slice_sources(folder)
    clinvar = [one for build in Assembly if (one := read_stored(folder, StoredClinvar, build))]
    counts = [two for build in Assembly if (two := read_stored(folder, StoredFrequencies, build))]
    if not clinvar and not counts and not of_slices:
        return NOTHING_ADDED
    classes, not_compared, clinvar_sources = _classes(clinvar, slices, today)
    frequencies, frequency_sources = _frequencies(counts, slices, today)
    of_frequencies = tuple(one for some in frequency_sources.values() for one in some)
    return Library(
        slices=slices,
        clinvar=classes,
        frequencies=frequencies,
        sources=(*of_slices, *clinvar_sources.values(), *of_frequencies),
        clinvar_sources=clinvar_sources,
        frequency_sources=frequency_sources,
        not_compared=not_compared,
    )


def _classes(
    kept: list[StoredClinvar], slices: Slices, today: date
) -> tuple[dict[Variant, ClinvarRecord], frozenset[Variant], dict[Assembly, Source]]:
    classes: dict[Variant, ClinvarRecord] = {}
    left_out: set[Variant] = set()
    sources: dict[Assembly, Source] = {}
    for one in kept:
        not_aligned = []
        for variant, record in one.alleles:
            at = aligned_with(slices, variant)
            if not is_left_aligned(at):
                not_aligned.append(variant)
            else:
                classes[at] = classes[at].together(record) if at in classes else record
        left_out.update(not_aligned)
        sources[one.assembly] = _with_remarks(one.sources[0], len(not_aligned), 0, today)
    return classes, frozenset(left_out), sources


def _frequencies(
    kept: list[StoredFrequencies], slices: Slices, today: date
) -> tuple[dict[Variant, Frequency], dict[Assembly, tuple[Source, ...]]]:
    """Return the frequencies; an allele that stands in two spellings has none."""
    frequencies: dict[Variant, Frequency] = {}
    sources: dict[Assembly, tuple[Source, ...]] = {}
    for one in kept:
        aligned = [(aligned_with(slices, variant), found) for variant, found in one.alleles]
        times = Counter(variant for variant, _ in aligned)
        not_aligned = sum(not is_left_aligned(variant) for variant, _ in aligned)
        twice = sum(count > 1 for count in times.values())
        frequencies.update(
            (variant, found)
            for variant, found in aligned
            if is_left_aligned(variant) and times[variant] == 1
        )
        first, *others = one.sources
        sources[one.assembly] = (
            _with_remarks(first, not_aligned, twice, today),
            *(_with_remarks(other, 0, 0, today) for other in others),
        )
    return frequencies, sources


def aligned_with(slices: Slices, variant: Variant) -> Variant:
    """Return the allele written furthest left where a slice holds it, else as it is."""
    if is_left_aligned(variant):
        return variant
    last = variant.pos + len(variant.ref) - 1
    for one in slices:
        here = one.assembly is variant.assembly and one.chrom == variant.chrom
        if here and one.holds(variant.pos, last):
            return normalise(
                variant.assembly, variant.chrom, variant.pos, variant.ref, variant.alt, one
            ).variant
    return variant


def _with_remarks(source: Source, not_aligned: int, twice: int, today: date) -> Source:
    remarks = _remarks(source, not_aligned, twice, today)
    return replace(source, remarks=(*source.remarks, *remarks))


def _remarks(source: Source, not_aligned: int, twice: int, today: date) -> Iterator[str]:
    dated = source.release or source.added
    months = (today.year - dated.year) * 12 + today.month - dated.month
    months -= today.day < dated.day
    if source.release is None:
        yield say("the date of the release is not stated")
    elif source.release > today:
        yield say("the date of the release lies in the future: is it right?")
    if months > OLD_AFTER_MONTHS:
        yield say_number("{number} month old", "{number} months old", months)
    if not_aligned:
        yield say_number(
            "{number} allele is not left-aligned and was not compared: the reference is needed",
            "{number} alleles are not left-aligned and were not compared: the reference is needed",
            not_aligned,
        )
    if twice:
        yield say_number(
            "{number} allele stands there in two spellings and was not used",
            "{number} alleles stand there in two spellings and were not used",
            twice,
        )
