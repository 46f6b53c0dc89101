"""The ids of the scan's warnings: a program looks for the id, a person reads the sentence.

An id never changes its meaning; the wording of its sentence may. The sentences stand here as
they stand in the code, with their gaps, and are recognised by it: the scan is written in the
English of the code. A sentence that carries its id (``genetics.messages.Message``) needs no row.
"""

from __future__ import annotations

import re
from functools import cache

from genetics.messages import Message, Severity

UNNAMED = "REMARK"
"""The id of a sentence that is not listed; no program should look for it."""

_NOTE, _WARNING, _ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

IDS: tuple[tuple[str, Severity, str], ...] = (
    # of the file
    ("INDEX_NOT_USED", _NOTE, "{reason}: it was not used, the whole file was read"),
    ("SITES_ONLY", _WARNING, "the file has no samples (sites only): it says nothing of anybody"),
    ("NO_LINE_END", _WARNING, "line {line}: no line end, the file may have been cut short"),
    ("NOT_IN_ORDER", _NOTE, "line {line}: the records are not in order; all were read"),
    (
        "CHROMOSOME_NOT_KNOWN",
        _WARNING,
        (
            "line {line}: {contig} is no name of a chromosome, though it looks like {chromosome}: "
            "its records were not read"
        ),
    ),
    (
        "CHROMOSOME_NOT_KNOWN",
        _WARNING,
        (
            "{contig} is no name of a chromosome, though it looks like {chromosome}: its records "
            "were not read"
        ),
    ),
    ("NO_RECORDS", _WARNING, "the file holds no record"),
    ("NOT_AS_SPECIFIED", _NOTE, "not as the VCF specification asks: {what} ({places})"),
    ("BUILD_IN_DOUBT", _WARNING, "{build} was stated, but {sign}"),
    (
        "CHROMOSOMES_MISSING",
        _WARNING,
        (
            "no record is on a chromosome of these genes ({chromosomes}, with or without "
            '"chr"); the file names {there}'
        ),
    ),
    (
        "NOT_IN_PEDIGREE",
        _WARNING,
        "sample {sample} is not in the pedigree: its sex is not known",
    ),
    ("CALL_NOT_COUNTED", _WARNING, "sample {sample}, {gene} {variant}: {reason}"),
    (
        "BED_SAMPLE_NOT_READ",
        _WARNING,
        "{file} is given for sample {sample}, which is not among those read",
    ),
    (
        "BED_NAMES_NOTHING",
        _WARNING,
        (
            "{file} names no base of these genes on {build}: it may be of another build, or name "
            "its chromosomes otherwise"
        ),
    ),
    # of a finding
    ("SEX_NOT_RECORDED", _WARNING, "sex not recorded: no zygosity is claimed on X"),
    ("MALE_HET_X", _ERROR, "MALE_HET_X: {told}"),
    ("SEX_CONFLICT", _ERROR, "SEX_CONFLICT: {told}"),
    ("HALF_CALL", _WARNING, "half call {genotype}: no zygosity is claimed"),
    (
        "ONE_COPY_ON_AUTOSOME",
        _WARNING,
        "a single copy ({genotype}) on an autosome: no zygosity is claimed",
    ),
    (
        "MANY_COPIES",
        _WARNING,
        "genotype {genotype} has {count} copies: no zygosity is claimed",
    ),
    ("FILTER_FAILED", _WARNING, "the caller marks this call: {filters}"),
    ("NOT_LEFT_ALIGNED", _WARNING, "the allele is not left-aligned; {remedy}"),
    ("ALAS2_EXON_11", _WARNING, "ALAS2 exon 11: {why}"),
    ("IN_SEVERAL_RECORDS", _NOTE, "the allele stands in {count} records, with the same genotype"),
    (
        "SHARE_OF_READS",
        _WARNING,
        "{share} of the reads show the allele, {low} to {high} expected",
    ),
    ("SHARE_OF_READS", _WARNING, "{share} of the reads show the allele, over {least} expected"),
    ("NO_READ_SHOWS_IT", _ERROR, "the genotype names this allele, but no read shows it"),
    (
        "READS_NOT_USED",
        _WARNING,
        "AD {written} holds {count} numbers, the record has {alleles} alleles: it is not used",
    ),
    ("READS_NOT_USED", _WARNING, "AD {written} is not complete: it is not used"),
    ("READS_NOT_USED", _WARNING, "reads counted by local alleles (LAA, LAD) are not read"),
    (
        "SHARES_DIFFER",
        _WARNING,
        "AF {first} and VAF {second} state different shares of the reads: neither is used",
    ),
    (
        "SHARES_DIFFER",
        _WARNING,
        "the caller states the share {stated} (AF or VAF), AD shows {counted}: AD is used",
    ),
    (
        "LABORATORY_CLASS_NOT_USED",
        _WARNING,
        "{field} does not say which of the {count} alleles it is for; it was not used",
    ),
)


def with_id(text: str) -> Message:
    """Return a warning with its id: its own, that of its sentence, or `UNNAMED`."""
    if isinstance(text, Message):
        return text
    for message_id, severity, pattern in _patterns():
        if pattern.fullmatch(text):
            return Message(text, message_id, severity)
    return Message(text, UNNAMED, _NOTE)


@cache
def _patterns() -> tuple[tuple[str, Severity, re.Pattern[str]], ...]:
    return tuple(
        (message_id, severity, re.compile(_GAP.sub(".+", re.escape(phrase)), re.DOTALL))
        for message_id, severity, phrase in IDS
    )


_GAP = re.compile(r"\\\{\w+\\\}")
