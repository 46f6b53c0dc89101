"""Reads the score of a predictor for each allele, from the field that the user names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from genetics.acmg.prediction import Prediction, Predictor, PredictorLimits
from genetics.alleles import NO_ALLELE, GeneAllele
from genetics.annotation_alleles import numbers_of
from genetics.annotation_entries import (
    Annotator,
    Program,
    annotators_of,
    on_our_transcript,
    read_entries,
)
from genetics.errors import Mistake, UsageError
from genetics.panel import Transcript
from genetics.phrases import say
from genetics.readers.records import Record
from genetics.readers.vcf import Reading


@dataclass(frozen=True, slots=True)
class PredictorField:
    """Where the scores stand: an INFO field, or a column of an annotator's field."""

    name: str
    annotator: Annotator | None = None
    limits: PredictorLimits | None = None


def predictor_field_of(reading: Reading, predictor: Predictor) -> PredictorField:
    """Return where the named scores stand: first among the INFO fields, then in CSQ or ANN.

    Nothing else is looked at: a score that the user has not named does not count. A name that
    the header has in neither place is refused.
    """
    name, header = predictor.field, reading.header
    if name in header.info:
        return PredictorField(name, None, predictor.limits)
    annotators = [one for one in annotators_of(header) if one.program is not Program.BCFTOOLS]
    for annotator in annotators:
        if name.casefold() in annotator.columns:
            return PredictorField(name, annotator, predictor.limits)
    there = sorted({*header.info, *(column for one in annotators for column in one.columns)})
    what = f"the header has no INFO field and no annotation column {name}"
    remedy = f"name one of: {', '.join(there) or 'none is declared'}"
    raise UsageError(Mistake(what, remedy, reading.file))


def prediction_for(allele: GeneAllele, field: PredictorField) -> Prediction:
    """Return the score of one allele, or why there is none, case by case.

    - INFO: one value for a record with one alternative allele, else one for each, in their
      order; any other number does not say which allele is meant.
    - CSQ or ANN: the entry on our transcript that is certainly for this allele.
    - Several numbers that differ, or none that is a number: no score.
    """
    values, why = (
        _in_info(allele, field.name)
        if field.annotator is None
        else _in_entries(allele, field.annotator, field.name.casefold())
    )
    numbers, odd = _numbers(values)
    if odd:
        why = say("{field}={value} is not a number", field=field.name, value=odd)
    elif len(numbers) > 1:
        why = say("{field} gives several scores for the allele", field=field.name)
    elif not numbers and not why:
        why = say("{field} gives no score for the allele", field=field.name)
    score = numbers.pop() if len(numbers) == 1 and not odd else None
    return Prediction(field.name, score, "" if score is not None else why, field.limits)


def _in_info(allele: GeneAllele, name: str) -> tuple[Sequence[str], str]:
    value, record = _value_of(allele.record, name), allele.record
    if not value or allele.number == NO_ALLELE:
        return (), ""
    values = value.split(",")
    if len(values) != len(record.alts):
        why = say(
            "{field} does not say which of the {count} alleles it is for; it was not used",
            field=f"{name}={value}",
            count=len(record.alts),
        )
        return (), why
    return (values[allele.number - 1],), ""


def _in_entries(allele: GeneAllele, annotator: Annotator, column: str) -> tuple[Sequence[str], str]:
    value, transcript = _value_of(allele.record, annotator.field), allele.gene.transcript
    if not value or transcript is None:
        return (), ""
    entries, broken = read_entries(annotator, value)
    record = allele.record
    as_vep = annotator.program is Program.VEP
    numbers = numbers_of(entries, record.ref, record.alts, as_vep=as_vep)
    if broken or numbers is None:
        why = say(
            "for which allele the entries of {field} are is not certain", field=annotator.field
        )
        return (), why
    rows = [dict(zip(annotator.columns, row, strict=True)) for row in _rows(value)]
    return [
        row[column]
        for row, entry, number in zip(rows, entries, numbers, strict=True)
        if number == allele.number and _is_ours(entry.transcript, entry.mane, transcript)
    ], ""


def _rows(value: str) -> Iterator[list[str]]:
    for text in value.split(","):
        yield [unquote(column).strip() for column in text.split("|")]


def _is_ours(named: str, mane: str, transcript: Transcript) -> bool:
    return on_our_transcript(named, transcript, mane) is not None


def _numbers(values: Sequence[str]) -> tuple[set[float], str]:
    """Return the numbers among the values, and the first that is none; "." and "" say nothing."""
    numbers: set[float] = set()
    for value in values:
        for part in re.split("&", unquote(value)):
            if part in {"", "."}:
                continue
            if not re.fullmatch(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?|\.\d+", part):
                return set(), part
            numbers.add(float(part))
    return numbers, ""


def _value_of(record: Record, name: str) -> str:
    found = re.search(rf"(?:^|;){re.escape(name)}=([^;]*)", record.info)
    return found[1] if found and found[1] != "." else ""
