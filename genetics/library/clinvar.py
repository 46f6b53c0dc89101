"""Reads ClinVar's own VCF: for each allele its classes, conditions and review status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genetics.errors import InputRejected, Mistake
from genetics.library.clinvar_words import (
    OLD_CLASSES,
    OLD_REVIEWS,
    conflict_in,
    decoded,
    stars_of,
    unknown_words,
    words_in,
)
from genetics.library.records import ClinvarClass, ClinvarRecord, NotUsed
from genetics.library.sites import Site, Sites, require_fields
from genetics.library.tally import NotUsedTally
from genetics.normalise import normalise, why_not_interpreted
from genetics.variants import Variant

# What is counted and not used, and why.
NO_ALTERNATIVE = "without alternative allele"
SHARED_LIST = "with several alleles and one list of classes for all"
OF_THE_REFERENCE = "classes of the reference allele"
OF_NO_ALLELE = "classes of an allele that the record does not name"
UNEQUAL_LISTS = "with lists of unequal length (CLNALLE, CLNSIG, CLNREVSTAT, CLNDBN)"
SOMATIC = "classes of oncogenicity or clinical impact (ONC, SCI), not germline"
HAPLOTYPE = "classes of a haplotype or genotype only (CLNSIGINCL)"
NO_CLASS = "without a germline class"
UNKNOWN_CLASS = "classes in words not known here, kept as written: {word}"
UNKNOWN_REVIEW = "review status not known here, no stars given: {word}"
SAME_ALLELE = "alleles that stand in several records, their classes together"

_NEW_FIELDS = ("CLNSIG", "CLNREVSTAT", "CLNDN")
_OLD_FIELDS = ("CLNALLE", "CLNSIG", "CLNDBN")
_NONE_STATED = frozenset({"", "."})


@dataclass(frozen=True, slots=True)
class ClinvarTable:
    """The alleles of one ClinVar release that touch our genes, and what was not used.

    The alleles are trimmed; whether they are left-aligned is settled when they are looked up,
    with the reference that is at hand then.
    """

    records: dict[Variant, ClinvarRecord]
    not_used: tuple[NotUsed, ...]


def clinvar_table(sites: Sites) -> ClinvarTable:
    """Return what ClinVar's VCF says of each allele.

    Two layouts are read, told apart by what the header declares:

    - since 2018: one allele a record, words in CLNSIG, one review status, CLNDN;
    - 2015 to 2017: CLNALLE names the alleles, and for each, in its order, CLNSIG (numbers),
      CLNREVSTAT, CLNDBN and CLNACC hold a value for each condition.

    Refuses a file that is not ClinVar's by its ``##source``, or lacks the fields.
    """
    _require_clinvar(sites)
    tally = NotUsedTally()
    read = _read_old if "CLNALLE" in sites.header.info else _read_new
    records: dict[Variant, ClinvarRecord] = {}
    for site in sites.sites:
        for number, record in read(site, tally):
            alt = site.alts[number]
            if why := why_not_interpreted(site.ref, alt):
                tally.add(_without_allele(why), site.place)
                continue
            variant = normalise(sites.assembly, site.chrom, site.pos, site.ref, alt).variant
            if variant in records:
                tally.add(SAME_ALLELE, site.place)
                records[variant] = records[variant].together(record)
            else:
                records[variant] = record
    if not records:
        what = "no record of our genes holds a germline class of an allele"
        raise InputRejected(Mistake(what, "give ClinVar's VCF as it was downloaded", sites.file))
    return ClinvarTable(records, tally.told())


def _require_clinvar(sites: Sites) -> None:
    stated = [line[9:] for line in sites.header.lines if line.startswith("##source=")]
    if not any(source.casefold().startswith("clinvar") for source in stated):
        what = f"this is not ClinVar's VCF (##source: {', '.join(stated) or 'none'})"
        raise InputRejected(Mistake(what, "give clinvar.vcf.gz as downloaded", sites.file))
    old = "CLNALLE" in sites.header.info
    require_fields(sites, _OLD_FIELDS if old else _NEW_FIELDS, "ClinVar's VCF")


def _without_allele(why: str) -> str:
    """Return the reason without the letters of the one allele, so that reasons can be counted."""
    if "breakend" in why:
        return "structural alleles (breakends)"
    if "symbolic" in why:
        return "structural alleles (symbolic)"
    return "alleles that are not written in A, C, G and T" if "letters" in why else why


# --- since 2018 ---


def _read_new(site: Site, tally: NotUsedTally) -> Iterator[tuple[int, ClinvarRecord]]:
    """Yield the allele of a record with its classes."""
    info = site.info
    if any(name.startswith(("ONC", "SCI")) for name in info):
        tally.add(SOMATIC, site.place)
    if "CLNSIGINCL" in info:
        tally.add(HAPLOTYPE, site.place)
    words = words_in(info.get("CLNSIG", ""))
    if not words:
        tally.add(NO_CLASS, site.place)
    elif not site.alts:
        tally.add(NO_ALTERNATIVE, site.place)
    elif len(site.alts) > 1:
        tally.add(SHARED_LIST, site.place)
    else:
        review = decoded(info.get("CLNREVSTAT", ""))
        conditions = _conditions(info.get("CLNDN", ""), info.get("CLNDISDB", ""))
        conflict = conflict_in(info.get("CLNSIGCONF", ""))
        classes = [_class(word, conditions, review, site, tally, conflict) for word in words]
        yield (
            0,
            ClinvarRecord(
                variation_id=site.id,
                classes=tuple(classes),
                hgvs=_hgvs(info.get("CLNHGVS", "")),
                rsid=_rsid(info.get("RS", "")),
                allele_id=info.get("ALLELEID", ""),
                other_ids=_split(info.get("CLNVI", ""), "|"),
            ),
        )


def _class(
    word: str,
    conditions: tuple[str, ...],
    review: str,
    site: Site,
    tally: NotUsedTally,
    conflict: str = "",
) -> ClinvarClass:
    """Return one class; a word or a review status that is not known here is counted and kept."""
    for unknown in unknown_words(word):
        tally.add(UNKNOWN_CLASS.format(word=unknown), site.place)
    stars = stars_of(review)
    if stars is None:
        tally.add(UNKNOWN_REVIEW.format(word=review or "none stated"), site.place)
    conflicting = conflict if word.casefold().startswith("conflicting") else ""
    return ClinvarClass(word, conditions, review, stars, conflicting)


def _conditions(names: str, databases: str) -> tuple[str, ...]:
    """Return the conditions by name; one without a name by its ids in other databases."""
    ids = databases.split("|")
    told = []
    for number, name in enumerate(names.split("|")):
        if name not in _NONE_STATED:
            told.append(decoded(name))
        elif number < len(ids) and ids[number] not in _NONE_STATED:
            told.append(ids[number])
    return tuple(dict.fromkeys(told))


# --- 2015 to 2017 ---


def _read_old(site: Site, tally: NotUsedTally) -> Iterator[tuple[int, ClinvarRecord]]:
    """Yield each allele that CLNALLE names, with one class for each condition."""
    info = site.info
    numbers = info.get("CLNALLE", "").split(",")
    lists = {name: info[name].split(",") for name in _OLD_LISTS if name in info}
    if any(len(values) != len(numbers) for values in lists.values()):
        tally.add(UNEQUAL_LISTS, site.place)
        return
    for place, number in enumerate(numbers):
        if number == "0":
            tally.add(OF_THE_REFERENCE, site.place)
        elif not number.isdecimal() or int(number) > len(site.alts):
            tally.add(OF_NO_ALLELE, site.place)
        else:
            of_allele = {name: values[place] for name, values in lists.items()}
            if record := _old_record(of_allele, site, tally):
                yield int(number) - 1, record


_OLD_LISTS = ("CLNSIG", "CLNREVSTAT", "CLNDBN", "CLNACC", "CLNHGVS")


def _old_record(values: dict[str, str], site: Site, tally: NotUsedTally) -> ClinvarRecord | None:
    signs = _split(values.get("CLNSIG", ""), "|")
    if not signs:
        tally.add(NO_CLASS, site.place)
        return None
    names = values.get("CLNDBN", "").split("|")
    reviews = values["CLNREVSTAT"].split("|") if "CLNREVSTAT" in values else [""] * len(signs)
    if not len(signs) == len(names) == len(reviews):
        tally.add(UNEQUAL_LISTS, site.place)
        return None
    classes = tuple(
        _class(
            OLD_CLASSES.get(sign, sign),
            () if name in _NONE_STATED else (decoded(name),),
            OLD_REVIEWS.get(review, decoded(review)),
            site,
            tally,
        )
        for sign, name, review in zip(signs, names, reviews, strict=True)
    )
    return ClinvarRecord(
        variation_id="",
        classes=classes,
        hgvs=_hgvs(values.get("CLNHGVS", "")),
        rsid=_rsid(site.id or site.info.get("RS", "")),
        other_ids=_split(values.get("CLNACC", ""), "|"),
    )


# --- both ---


def _hgvs(text: str) -> str:
    """Return an HGVS name as written; underscores belong to it."""
    return "" if text in _NONE_STATED else text.replace("%3D", "=")


def _rsid(text: str) -> str:
    first = text.split("|")[0].split(";")[0]
    return f"rs{first}" if first.isdecimal() else first if first.startswith("rs") else ""


def _split(text: str, by: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(by) if part not in _NONE_STATED)
