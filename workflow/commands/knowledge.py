"""Check or print what the program knows; add ClinVar and frequencies of your own download."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from genetics.errors import KnowledgeInvalid, Mistake
from genetics.variants import Assembly
from workflow.library_sources import run_sources, run_update
from workflow.scan_options import DATA_OPTION

TESTS = Path(__file__).resolve().parents[2] / "tests"
"""The tests of a checkout; an installed program has none."""

NO_DATE = "no date stated"
OWN_RULE = "own rule of this version"
REMEDY = "correct the file"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the knowledge: what was read of it, and what is wrong."""

    name: str
    seen: str
    mistakes: tuple[Mistake, ...] = ()

    def __str__(self) -> str:
        wrong = f", {len(self.mistakes)} wrong" if self.mistakes else ""
        return f"{'WRONG' if self.mistakes else 'ok   '}  {self.name}: {self.seen}{wrong}"


def run_check(tests: Path = TESTS) -> int:
    """Print one line for each part and return 0. Raises KnowledgeInvalid with all mistakes."""
    parts = [_looked_at(name, look) for name, look in PARTS.items()]
    parts.append(_looked_at("second reading", lambda: second_reading(tests)))
    for part in parts:
        click.echo(str(part))
    mistakes = [mistake for part in parts for mistake in part.mistakes]
    if mistakes:
        raise KnowledgeInvalid(mistakes)
    return 0


def run_rules(tests: Path = TESTS) -> int:
    """Print the book of rules and alarms as Markdown, and return 0."""
    click.echo(book(tests), nl=False)
    return 0


def book(tests: Path = TESTS) -> str:
    """Return the book of rules and alarms."""
    from reports.management.alarms import load_alarms
    from reports.management.rule_book import files_naming, rule_book
    from reports.management.rules import load_rules

    rules, alarms = load_rules(), load_alarms()
    ids = [*(rule.id for rule in rules.rules), *(alarm.id for alarm in alarms)]
    return rule_book(rules, alarms, files_naming(ids, tests) if tests.is_dir() else None)


def run_phrases() -> int:
    """Print the English catalogue of phrases, and return 0."""
    from reports.phrase_list import phrase_file

    click.echo(phrase_file(), nl=False)
    return 0


Look = Callable[[], tuple[str, Iterable[Mistake]]]


def _looked_at(name: str, look: Look) -> Part:
    try:
        seen, mistakes = look()
    except KnowledgeInvalid as error:
        return Part(name, "cannot be read", error.mistakes)
    return Part(name, seen, tuple(mistakes))


# Genes ------------------------------------------------------------------------------------


def genes() -> tuple[str, Iterable[Mistake]]:
    """Gene files: their door checks places, bases, names; here sources and dates."""
    from genetics.gene_files import load_panel
    from genetics.panel import Panel

    panel: Panel = load_panel()
    variants = [variant for gene in panel.genes for variant in gene.known_variants]
    seen = f"{len(panel.genes)} genes, {len(variants)} known variants, version {panel.version}"
    return seen, _gene_mistakes(panel.version)


def _gene_mistakes(version: str) -> Iterator[Mistake]:
    from genetics.gene_files import load_panel

    last = date.fromisoformat(version.replace(".", "-"))
    for gene in load_panel().genes:
        file = f"genetics/genes/{gene.symbol}.toml"
        for validity in gene.validity:
            if validity.dated is not None and validity.dated > last:
                yield _wrong(f"the class of {validity.disease} is dated after {last}", file)
        for variant in gene.known_variants:
            if variant.alleles and not variant.alleles_source:
                yield _wrong(f"{variant.id}: the alleles have no source", file)
            for assertion in variant.assertions:
                if assertion.dated is None or assertion.dated > last or not assertion.source:
                    yield _wrong(f"{variant.id}: a class lacks source or a date till {last}", file)


# Laboratory and signs -----------------------------------------------------------------------


def laboratory() -> tuple[str, Iterable[Mistake]]:
    """Laboratory items: limits that stand in order, factors, and where limits come from."""
    from pedigrees.clinical.laboratory import load_lab_items

    items = load_lab_items().values()
    limited = sum(bool(item.default_limits) for item in items)
    return f"{len(items)} items, {limited} with default limits", _laboratory_mistakes()


def _laboratory_mistakes() -> Iterator[Mistake]:
    from pedigrees.clinical.laboratory import load_lab_items

    file = "pedigrees/clinical/lab_items.toml"
    for item in load_lab_items().values():
        limits = [limit for band in item.default_limits for limit in (band.low, band.high)]
        edges = [item.refuse_below, item.warn_below, item.warn_above, item.refuse_above]
        given = [edge for edge in edges if edge is not None]
        if given != sorted(given) or item.refuse_below >= item.refuse_above:
            yield _wrong(f"{item.id}: refuse and warn limits do not stand in order", file)
        if any(limit is not None and item.is_refused(limit) for limit in limits):
            yield _wrong(f"{item.id}: a default limit lies outside the refuse limits", file)
        if any(factor <= 0 for factor in item.accepts.values()):
            yield _wrong(f"{item.id}: a factor is not above 0", file)
        if item.default_limits and not (item.limits_source and item.sure):
            yield _wrong(f"{item.id}: the default limits lack source or how sure", file)


def signs() -> tuple[str, Iterable[Mistake]]:
    """HPO terms: ids of the right form, each with a label of its own."""
    from pedigrees.clinical.hpo import load_hpo_terms

    terms = load_hpo_terms()
    file = "pedigrees/clinical/hpo_terms.toml"
    odd = [term for term, label in terms.items() if not (_HPO.fullmatch(term) and label.strip())]
    odd += [] if len(set(terms.values())) == len(terms) else ["a label stands twice"]
    return f"{len(terms)} HPO terms", [_wrong(one, file) for one in odd]


_HPO = re.compile(r"HP:\d{7}")


# Reasons, rules, alarms -----------------------------------------------------------------------


def reasons() -> tuple[str, Iterable[Mistake]]:
    """Reasons of the relatives: two wordings, a dated source or a rule of the program itself."""
    from pedigrees.reasons import load_reasons

    known = load_reasons()
    file = "pedigrees/reasons.toml"
    wrong = [
        _wrong(f"{reason.id}: two wordings and a dated source are needed", file)
        for reason in known.values()
        if not (reason.professional and reason.plain)
        or not (_is_dated(reason.source) or reason.source == OWN_RULE)
    ]
    return f"{len(known)} reasons", wrong


def rules() -> tuple[str, Iterable[Mistake]]:
    """Rules and alarms: their door checks conditions and wordings; here the dates."""
    from reports.management.alarms import load_alarms
    from reports.management.rules import load_rules

    known, alarms = load_rules().rules, load_alarms()
    rows = [(rule.id, rule.dated, rule.source) for rule in known]
    rows += [(alarm.id, alarm.dated, alarm.source) for alarm in alarms]
    wrong = [
        _wrong(f"{name}: {what}", "reports/management/rules")
        for name, dated, source in rows
        if (what := _what_lacks(dated, source))
    ]
    return f"{len(known)} rules, {len(alarms)} alarms", wrong


def _what_lacks(dated: str, source: str) -> str:
    if not source.strip():
        return "no source"
    return "" if dated == NO_DATE or _is_dated(dated) else f'dated "{dated}" names no year'


def _is_dated(text: str) -> bool:
    """Whether a text names a year that is not in the future."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    return bool(years) and max(years) <= _knowledge_year()


def _knowledge_year() -> int:
    from genetics.knowledge_version import knowledge_version

    return int(knowledge_version()[:4])


def _wrong(what: str, file: str) -> Mistake:
    return Mistake(what, REMEDY, file=file)


# Second reading -------------------------------------------------------------------------------


def second_reading(tests: Path) -> tuple[str, Iterable[Mistake]]:
    """Compare with what a second reader entered. What is settled there counts as equal.

    A difference that is still open does not: nobody knows yet which reading is true.
    """
    folder = tests / "second_reading"
    if not (folder / "compare.py").is_file():
        return "not here", ()
    decisions = tomllib.loads((folder / "decisions.toml").read_text("utf-8"))
    settled = {
        (row["file"], entry)
        for table in ("entered_once", "decided")
        for row in decisions.get(table, [])
        for entry in row["entries"]
    }
    found = _compare(folder / "compare.py").all_differences()
    left = [one for one in found if one.key not in settled]
    seen = f"{len(found) - len(left)} differences settled, {len(left)} open"
    return seen, [Mistake(str(one), "settle it in tests/second_reading") for one in left]


def _compare(path: Path) -> Any:
    """Load the comparison by its path: tests are no part of the program."""
    spec = importlib.util.spec_from_file_location("second_reading_compare", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PARTS: dict[str, Look] = {
    "gene files": genes,
    "laboratory items": laboratory,
    "signs": signs,
    "reasons": reasons,
    "rules and alarms": rules,
}


@click.group("knowledge", help=__doc__)
def command() -> None:
    """Example: sideroscreen knowledge check."""


@command.command("check")
def _check() -> int:
    """Every fact: sourced, dated, in range, equal to its second reading."""
    return run_check()


@command.command("rules")
def _rules() -> int:
    """The book of rules and alarms, as Markdown."""
    return run_rules()


@command.command("phrases")
def _phrases() -> int:
    """Every phrase that a document prints, as the catalogue of a language (.po)."""
    return run_phrases()


@command.command("update")
@click.option(
    "--clinvar",
    type=click.Path(path_type=Path),
    multiple=True,
    help="ClinVar's VCF as downloaded (clinvar.vcf.gz); one for each build.",
)
@click.option(
    "--frequencies",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Sites VCF of frequencies (gnomAD); may be one file for each chromosome.",
)
@click.option(
    "--assembly",
    type=click.Choice([one.value for one in Assembly]),
    help="Genome build, where a file does not tell it. Never overrides a contradiction.",
)
@DATA_OPTION
def _update(
    clinvar: tuple[Path, ...],
    frequencies: tuple[Path, ...],
    assembly: str | None,
    data: Path | None,
) -> int:
    """Take what ClinVar and gnomAD say of our genes from the files of your own download."""
    return run_update(
        clinvar=clinvar,
        frequencies=frequencies,
        assembly=Assembly(assembly) if assembly else None,
        data=data,
    )


@command.command("sources")
@DATA_OPTION
def _sources(data: Path | None) -> int:
    """What was added, from which file, with dates, checksums and ages."""
    return run_sources(data)
