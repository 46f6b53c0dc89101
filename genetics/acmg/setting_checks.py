"""Checks what a gene file says of the criteria: each once, from closed lists, with its limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from genetics.acmg.criteria import Way
from genetics.acmg.points import why_not_a_code, why_not_a_strength
from genetics.acmg.settings import BY_FREQUENCY, FROM_DATA, OF_EACH_GENE
from genetics.errors import Mistake
from genetics.gene_schema import ClassStopTable, CriterionTable, GeneTable
from genetics.reference.tables import load_exons
from genetics.toml_lines import KeyPath, TomlDocument
from genetics.variants import Assembly

_BY_THE_DATA = (Way.DATA, Way.RECORDED, Way.CANDIDATE)


def criterion_mistakes(document: TomlDocument, gene: GeneTable) -> Iterator[Mistake]:
    """Yield all that is wrong with the criteria of a gene.

    Nothing falls through: a gene that is scanned says of each criterion how it applies, also
    that it does not; a code or an exon that does not exist, a limit that is missing, and a
    criterion that no data can answer are refused.
    """
    seen: dict[str, int] = {}
    for number, rule in enumerate(gene.criterion):
        path: KeyPath = ("criterion", number)
        what, remedy = why_not_a_code(rule.code)
        if what:
            yield document.mistake((*path, "code"), what, remedy)
            continue
        if rule.code in seen:
            first = document.line_of(("criterion", seen[rule.code]))
            what = f"{rule.code} is there twice, first in line {first}"
            yield document.mistake((*path, "code"), what, "keep one")
        seen.setdefault(rule.code, number)
        yield from _of_one(document, path, gene, rule)
    if gene.scanned:
        for code in sorted(OF_EACH_GENE - seen.keys()):
            what = f"nothing is said of {code}"
            yield document.mistake(("criterion",), what, f"add [[criterion]] for {code}")
    yield from _among_frequencies(document, gene, seen)
    for number, stop in enumerate(gene.class_stop):
        yield from _of_stop(document, ("class_stop", number), gene, stop)


def _of_one(
    document: TomlDocument, path: KeyPath, gene: GeneTable, rule: CriterionTable
) -> Iterator[Mistake]:
    if rule.strength is not None:
        what, remedy = why_not_a_strength(rule.code, rule.strength)
        if what:
            yield document.mistake((*path, "strength"), what, remedy)
    if rule.way in _BY_THE_DATA and rule.code not in FROM_DATA:
        what = f"no data answer {rule.code}"
        yield document.mistake((*path, "way"), what, f'write way = "{Way.PERSON.value}"')
    if rule.way is not Way.DATA and not rule.reason:
        what = f"it is not said why {rule.code} is not left to the data"
        yield document.mistake(path, what, 'add "reason"')
    yield from _limits(document, path, rule)
    if rule.before_exon is not None:
        yield from _exon(document, (*path, "before_exon"), gene, rule.before_exon)
    names = {variant.hgvs_c for variant in gene.variant}
    for number, name in enumerate(rule.exceptions):
        if name not in names:
            what = f"{name} is no change of this file"
            yield document.mistake((*path, "exceptions", number), what, "correct the name")


def _limits(document: TomlDocument, path: KeyPath, rule: CriterionTable) -> Iterator[Mistake]:
    answered = rule.way is Way.DATA
    wanted = {
        "at_most": answered and rule.code == "PM2",
        "above": answered and rule.code in BY_FREQUENCY - {"PM2"},
        "least": answered and rule.code == "PP1",
    }
    for key, is_wanted in wanted.items():
        value = getattr(rule, key)
        if is_wanted and value is None:
            yield document.mistake(path, f"{rule.code} has no limit", f'add "{key}"')
        if not is_wanted and value is not None:
            yield document.mistake((*path, key), f"{rule.code} has no such limit", "take it out")
        if isinstance(value, float) and not 0 < value < 1:
            what = f"{value:g} is no allele frequency"
            yield document.mistake((*path, key), what, "write a number between 0 and 1")


def _among_frequencies(
    document: TomlDocument, gene: GeneTable, seen: dict[str, int]
) -> Iterator[Mistake]:
    """What is rare enough, too common, and benign by its frequency alone: in this order."""
    limits = [
        (code, limit)
        for code in ("PM2", "BS1", "BA1")
        if code in seen
        and (limit := gene.criterion[seen[code]].at_most or gene.criterion[seen[code]].above)
    ]
    for (lower, low), (higher, high) in pairwise(limits):
        if low >= high:
            what = f"the limit of {higher} is not above that of {lower}"
            yield document.mistake(("criterion", seen[higher]), what, "correct one of the two")


def _of_stop(
    document: TomlDocument, path: KeyPath, gene: GeneTable, stop: ClassStopTable
) -> Iterator[Mistake]:
    if (stop.exon is None) is not stop.non_coding:
        what = "it is not said where the class stops"
        yield document.mistake(path, what, "give exon, or non_coding = true")
    elif stop.exon is not None:
        yield from _exon(document, (*path, "exon"), gene, stop.exon)


def _exon(document: TomlDocument, path: KeyPath, gene: GeneTable, number: int) -> Iterator[Mistake]:
    exons = {one.number for one in load_exons()[gene.transcript.refseq][Assembly.GRCH38]}
    if number not in exons:
        what = f"{gene.transcript.refseq} has no exon {number}"
        yield document.mistake(path, what, f"write one of 1 to {max(exons)}")
