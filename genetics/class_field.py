"""Reads the laboratory's own class of a variant from the INFO field that the laboratory names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from genetics.alleles import NO_ALLELE, GeneAllele
from genetics.classification import Assertion, classification_named
from genetics.errors import InputRejected, Mistake, UsageError
from genetics.phrases import say
from genetics.readers.header import DeclaredField
from genetics.readers.vcf import Reading

_CLINVARS = re.compile(r"CLN.*|CLIN_?SIG.*|CLINVAR.*", re.IGNORECASE)
_ANNOTATORS = re.compile(r"CSQ|ANN|BCSQ|EFF|VEP", re.IGNORECASE)


def class_field_of(reading: Reading, name: str) -> DeclaredField:
    """Return the declared INFO field `name`; refuse one that is not the laboratory's own.

    ClinVar's classes, also those inside an annotator's field (CLIN_SIG in CSQ), are what
    others have said about the variant, at the time of that ClinVar release. They are never
    taken for the class that the laboratory gave.
    """
    remedy = "name the INFO field in which the laboratory writes its own class"
    if _CLINVARS.fullmatch(name):
        raise UsageError(
            Mistake(f"{name} is ClinVar's class, never the laboratory's", remedy, reading.file)
        )
    if _ANNOTATORS.fullmatch(name):
        what = f"{name} is written by an annotator, and the class in it is ClinVar's"
        raise UsageError(Mistake(what, remedy, reading.file))
    if name not in reading.header.info:
        declared = ", ".join(sorted(reading.header.info)) or "none"
        what = f"the header declares no INFO field {name} (it declares {declared})"
        raise UsageError(Mistake(what, remedy, reading.file))
    field = reading.header.info[name]
    if "clinvar" in field.description.casefold():
        what = f"{name} is ClinVar's by its description ({field.description})"
        raise UsageError(Mistake(what, remedy, reading.file))
    return field


@dataclass(frozen=True, slots=True)
class LaboratoryClass:
    """The class that the laboratory gave to one allele, and what is unclear about it."""

    given: Assertion | None = None
    doubt: str = ""


def laboratory_class(file: str, allele: GeneAllele, field: DeclaredField) -> LaboratoryClass:
    """Return the laboratory's class of one allele.

    A record with one alternative allele has one class. With several, one class for each
    must be given, in their order; else it is not known which one is meant, and none counts.
    A value that is no class is refused: it must not be passed over.
    """
    record = allele.record
    match = re.search(rf"(?:^|;){re.escape(field.id)}=([^;]+)", record.info)
    if match is None or match[1] == "." or allele.number == NO_ALLELE:
        return LaboratoryClass()
    values = match[1].split(",")
    if len(values) != len(record.alts):
        return LaboratoryClass(
            doubt=say(
                "{field} does not say which of the {count} alleles it is for; it was not used",
                field=match[0].strip(";"),
                count=len(record.alts),
            )
        )
    value = unquote(values[allele.number - 1])
    if value == ".":
        return LaboratoryClass()
    try:
        classification = classification_named(value)
    except ValueError as error:
        what = f"the INFO field {field.id}: {error}"
        remedy = "write P, LP, VUS, LB or B there"
        raise InputRejected(Mistake(what, remedy, file, record.line, record.place)) from None
    source = f"INFO {field.id}={value}"
    return LaboratoryClass(Assertion(classification, say("the laboratory"), source=source))
