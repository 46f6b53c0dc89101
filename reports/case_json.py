"""The case report as data: what was found, concluded and printed, without names or addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from genetics.results import Finding, GeneResult
from pedigrees.plan import Decision, Plan
from reports.basis import Basis
from reports.management.alarms import load_alarms
from reports.management.answers import answers
from reports.management.rules import load_rules
from reports.management.statements import Statement
from reports.parts.diagnosis import diagnosis_of
from reports.parts.reading import gene_results, not_read
from reports.record.canonical import shortest, stored_bytes
from reports.record.upgrades import CASE_REPORT_SCHEMA
from reports.stored_case import chances_in_words
from reports.words import flag_in_words, minor_in_words

WITH_NAMES = ("heading", "closing", "who_to_ask", "now", "person_and_request", "laboratory")
"""Parts of the views that hold names, addresses and signatories: not kept."""


def case_json(
    basis: Basis,
    views: Mapping[str, object],
    documents: list[dict[str, object]],
    libraries: Mapping[str, str] | None = None,
) -> bytes:
    """Return the report of a case as JSON with sorted keys: the same bytes for the same case.

    `views` are the views of the documents that are written, `documents` says for each
    document which files it has, or why it is not written; `libraries` are those that the bytes
    of its PDFs depend on, with their versions.
    """
    return stored_bytes(
        _facts(basis)
        | {
            "documents": documents,
            "libraries": libraries or {},
            "printed": {name: _without_names(view) for name, view in views.items()},
        }
    )


def case_facts(basis: Basis) -> str:
    """Return what `case_json` says of the case, as a text that documents are held against."""
    return shortest(_facts(basis))


def _facts(basis: Basis) -> dict[str, object]:
    case = basis.case
    return {
        "schema": CASE_REPORT_SCHEMA,
        "case": case.id,
        "labelled": case.labelled,
        "report_date": case.report_date,
        "stopped": basis.stopped,
        "software": basis.software,
        "knowledge": basis.panel.version,
        "assembly": {"build": case.assembly, "signs": case.assembly_signs},
        "vcf": case.vcf,
        "proband": case.family.proband_id,
        "sex": basis.proband.sex,
        "vcf_sample": case.scan.sample if case.scan else "",
        # Free text (the question, a note on the sample) may hold a name: it stays out.
        "sample": replace(case.sample, note=""),
        "request": {"reference": case.request.reference},
        "genes": [_gene(result) for result in gene_results(basis)],
        "findings": [_finding(finding) for finding in case.findings],
        "not_assessed": not_read(basis),
        "callability": case.callability,
        "clinical": case.clinical,
        "diagnosis_line": diagnosis_of(basis).line,
        "consent": case.consent,
        "notes": case.notes,
        "plan": _plan(basis),
        "statements": _statements(basis),
        "alarms": basis.alarms,
        "why": answers(load_rules(), load_alarms(), basis.facts, basis.statements, basis.alarms),
    }


def _gene(result: GeneResult) -> dict[str, object]:
    return {
        "gene": result.gene,
        "word": result.status,
        "reason": result.reason,
        "findings": [finding.name for finding in result.findings],
        "not_interpreted": result.not_interpreted,
        "not_called": result.not_called,
        "assessed": result.assessed,
        "pairs": result.pairs,
        "structural": result.structural,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        **_fields(finding),
        "name": finding.name,
        "classes_differ": finding.classes_differ,
    }


def _plan(basis: Basis) -> dict[str, object]:
    plan = basis.plan
    return {
        "pattern": plan.pattern,
        "context": plan.context,
        "pattern_context": plan.context_words,
        "disease_class": plan.disease_class,
        "decided": plan.decided,
        "stopped": plan.stopped,
        "checks": plan.checks,
        "posteriors_assume": plan.assumed,
        "no_posterior": plan.no_posterior,
        "couples": plan.couples if basis.figures else (),
        "relatives": [_relative(one, plan, basis.figures) for one in plan.decisions],
    }


def _relative(decision: Decision, plan: Plan, figures: bool) -> dict[str, object]:
    """Return one relative; p as exact text, null where no figure is given.

    None is given in a pattern without figures, and where a chance is only compared.
    """
    given = figures and not decision.unprinted
    return {
        "id": decision.person,
        "relation": decision.relation,
        "flag": decision.flag,
        "flag_in_words": flag_in_words(decision),
        "tests": decision.tests,
        "reason_code": decision.reason_id,
        "reason": decision.reason,
        "plain_reason": decision.plain_reason,
        "p_variant": decision.chance if given else None,
        "p_affected": decision.affected if given else None,
        "p_is_assumption": decision.assumed,
        "posterior": decision.posterior if given else None,
        "chances_in_words": chances_in_words(plan, decision),
        "very_likely": decision.very_likely,
        "priority": decision.priority,
        "minor": decision.minor,
        "minor_rule": decision.minor_rule,
        "minor_in_words": minor_in_words(decision),
        "pregnant": decision.pregnant,
        "tested": decision.tested,
        **({"tested_for": decision.tested_for} if decision.tested_for else {}),
    }


def _statements(basis: Basis) -> dict[str, object]:
    said = basis.statements
    return {
        "applied": [_statement(statement) for statement in said.applied],
        "needed": said.needed,
        "not_applied": said.not_applied,
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {"id": statement.rule, **_fields(statement)}


def _without_names(view: object) -> dict[str, object]:
    return {name: value for name, value in _fields(view).items() if name not in WITH_NAMES}


def _fields(value: object) -> dict[str, object]:
    assert is_dataclass(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}
