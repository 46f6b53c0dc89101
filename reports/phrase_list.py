"""Lists every phrase that a document can print: those of the code, and those of the knowledge.

In the code a phrase is the text in a call of `say`, `say_number`, `own` or `marked`
(`genetics/phrases.py`), or the marked constant of the same file that is named there. Every other
call says a phrase that is marked elsewhere, or one of the knowledge. Python's own parser reads
the calls: Babel's extractor takes an f-string for one word in Python 3.11, and would miss a
phrase said inside it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO

from genetics.acmg.points import FILE as POINTS_FILE
from genetics.acmg.points import load_points
from genetics.acmg.settings import GeneCriteria
from genetics.gene_files import load_panel
from genetics.panel import KnownVariant
from pedigrees.clinical.hpo import load_hpo_terms
from pedigrees.clinical.laboratory import load_lab_items
from pedigrees.people import Genotype
from pedigrees.reasons import load_reasons
from reports.management.alarms import ALARM_FILE, load_alarms
from reports.management.rules import load_rules
from reports.management.statements import Step
from reports.parts.sources import has_words

PACKAGES = ("genetics", "pedigrees", "reports")
HEAD = """\
# Every phrase that a document prints. Written by `sideroscreen knowledge phrases`.
# A language is a copy of this file, TAG.po, with a wording in every msgstr.
msgid ""
msgstr ""
"Language: en_GB\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
LINE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase and the file where it stands; `own_id` where a clinic may word it itself."""

    one: str
    file: str
    many: str = ""
    own_id: str = ""


def phrases() -> tuple[Phrase, ...]:
    """Return every phrase of code and knowledge, each as often as it stands there."""
    code = (one for package in PACKAGES for one in _below(resources.files(package), package))
    return (*code, *(one for one in _of_knowledge() if one.one))


def phrase_file() -> str:
    """Return the English catalogue: sorted, without dates and line numbers."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalogue = Catalog(locale="en_GB")
    for phrase in phrases():
        catalogue.add(
            (phrase.one, phrase.many) if phrase.many else phrase.one,
            locations=[(phrase.file, 0)],
            context=phrase.own_id or None,
        )
    written = BytesIO()
    write_po(
        written,
        catalogue,
        width=LINE_WIDTH,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
    )
    return HEAD + written.getvalue().decode()


# The code ---------------------------------------------------------------------------------


def _below(folder: Traversable, name: str) -> Iterator[Phrase]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(".py"):
            yield from in_code(entry.read_text("utf-8"), f"{name}/{entry.name}")


def in_code(text: str, file: str) -> Iterator[Phrase]:
    """Yield the phrases in the text of a Python file."""
    nodes = list(ast.walk(ast.parse(text)))
    constants = dict(_marked_constants(nodes))
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = tuple(_literal(argument, constants) for argument in node.args[:2])
            match node.func.id, words:
                case ("say" | "marked", (str(one), *_)):
                    yield Phrase(one, file)
                case ("say_number", (str(one), str(many))):
                    yield Phrase(one, file, many=many)
                case ("own", (str(own_id), str(one))):
                    yield Phrase(one, file, own_id=own_id)


def _marked_constants(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield the names that stand for a marked text: `HOPE = marked("...")`."""
    for node in nodes:
        match node:
            case ast.Assign(
                targets=[ast.Name(name)],
                value=ast.Call(func=ast.Name("marked"), args=[ast.Constant(str(text))]),
            ):
                yield name, text


def _literal(argument: ast.expr, constants: Mapping[str, str]) -> str | None:
    match argument:
        case ast.Constant(str(text)):
            return text
        case ast.Name(name):
            return constants.get(name)
    return None


# The knowledge ----------------------------------------------------------------------------


def _of_knowledge() -> Iterator[Phrase]:
    """Yield what documents print of the files of knowledge."""
    yield from _of_rules()
    yield from _of_alarms()
    yield from _of_genes()
    for reason in load_reasons().values():
        yield Phrase(reason.professional, "pedigrees/reasons.toml")
        yield Phrase(reason.plain, "pedigrees/reasons.toml")
    for item in load_lab_items().values():
        yield Phrase(item.plain_name, "pedigrees/clinical/lab_items.toml")
    for label in load_hpo_terms().values():
        yield Phrase(label, "pedigrees/clinical/hpo_terms.toml")
    yield from _of_choices(Genotype, "pedigrees/people.py")
    yield from _of_choices(Step, "reports/management/statements.py")


def _of_choices(choices: type[StrEnum], file: str) -> Iterator[Phrase]:
    return (Phrase(choice.value, file) for choice in choices)


def _of_rules() -> Iterator[Phrase]:
    for rule in load_rules().rules:
        file = f"{RULES}/{'safety' if rule.is_safety else 'seed'}.toml"
        for text in (
            rule.title,
            rule.lead,
            rule.professional,
            rule.plain,
            rule.urgent_professional,
            rule.urgent_plain,
            rule.plain_for_parents,
            rule.urgent_plain_for_parents,
        ):
            yield Phrase(text, file)
        yield from _of_source(rule.source, rule.dated, file)
        for detail in rule.details:
            yield Phrase(detail.professional, file)
            yield Phrase(detail.plain, file)


def _of_source(source: str, dated: str, file: str) -> Iterator[Phrase]:
    """Yield the text of a source, and its date where that is more than figures."""
    yield Phrase(source, file)
    if has_words(dated):
        yield Phrase(dated, file)


RULES = "reports/management/rules"


def _of_alarms() -> Iterator[Phrase]:
    for alarm in load_alarms():
        told = (alarm.professional, alarm.plain, alarm.plain_for_parents)
        details = (text for one in alarm.details for text in (one.professional, one.plain))
        for text in (*told, *details):
            yield Phrase(text, f"{RULES}/{ALARM_FILE}")
        yield from _of_source(alarm.source, alarm.dated, f"{RULES}/{ALARM_FILE}")


def _of_genes() -> Iterator[Phrase]:
    yield Phrase(load_points().framework, POINTS_FILE)
    for gene in load_panel().genes:
        file = f"genetics/genes/{gene.symbol}.toml"
        yield Phrase(gene.class_cap_reason, file)
        for disease in gene.diseases:
            yield Phrase(disease.name, file)
            yield Phrase(disease.plain_name, file)
            yield Phrase(disease.source, file)
        for link in gene.validity:
            yield Phrase(link.classification, file)
            yield Phrase(link.disease, file)
            yield Phrase(link.source, file)
        for text in sorted({text for one in gene.known_variants for text in _of_variant(one)}):
            yield Phrase(text, file)
        for text in sorted(_of_criteria(gene.criteria)):
            yield Phrase(text, file)


def _of_criteria(criteria: GeneCriteria) -> set[str]:
    """Return the words about the criteria of a gene: reasons and sources."""
    of_rules = {text for one in criteria.rules for text in (one.reason, one.source)}
    return of_rules | {text for one in criteria.stops for text in (one.reason, one.source)}


def _of_variant(variant: KnownVariant) -> Iterator[str]:
    """Yield the words about a change: its mechanism, and the source of the class in use."""
    yield from (variant.mechanism, variant.mechanism_source)
    if variant.used is not None:
        yield from (variant.used.source, variant.used.review)
