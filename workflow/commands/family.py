"""List every relative: flag, tests, reason, chance, order, and what differs for a minor."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from pedigrees.plan import Decision, Flag, MinorRule, Plan


def run_family(case_file: Path, report_date: date | None, as_json: bool) -> int:
    """Print the screening plan of `case_file`, flagged relatives first, and return 0."""
    from workflow.pipeline import conclude, load

    plan = conclude(load(case_file, report_date=report_date)).plan
    click.echo(json.dumps(rows(plan), indent=2) if as_json else table(plan))
    return 0


def table(plan: Plan) -> str:
    """Return the plan as text: a head line, then a block for each relative."""
    lines = [head(plan), ""]
    if not plan.decided:
        lines += ["Relatives: not decided by this version of the software.", ""]
    lines += [f"STOPPED, a person decides first: {reason}" for reason in plan.stopped]
    lines += [f"Please check: {check}" for check in plan.checks]
    order = sorted(plan.decisions, key=lambda one: (not one.flag.is_flagged, one.priority))
    for decision in order:
        lines += [*block(decision), ""]
    return "\n".join(lines).rstrip()


def head(plan: Plan) -> str:
    """Return pattern and context in one line."""
    context = f", {plan.context_words}" if plan.context_words else ""
    kind = f", {plan.disease_class}" if plan.disease_class else ""
    return f"Pattern {plan.pattern}{context}{kind}"


def block(decision: Decision) -> list[str]:
    """Return the lines of one relative."""
    flag = f"{decision.flag}, order {decision.priority}" if decision.priority else decision.flag
    tests = f"; tests: {' + '.join(decision.tests)}" if decision.tests else ""
    lines = [
        f"{decision.person}  {decision.relation}",
        f"    {flag}{tests}",
        f"    {decision.reason} [{decision.reason_id}]",
    ]
    chance = chance_in_words(decision)
    if chance:
        lines.append(f"    chance to carry the variant: {chance}")
    if decision.minor_rule is not None:
        lines.append(f"    under 18: {_minor_words(decision)}")
    return lines


def _minor_words(decision: Decision) -> str:
    assert decision.minor_rule is not None
    if decision.reason_id == "R-NEG":
        return "blood and iron values may be taken"
    return MINOR_WORDS[decision.minor_rule]


MINOR_WORDS = {
    MinorRule.ALLOWED: "may be tested as a minor",
    MinorRule.HAEM_SCREEN: "blood and iron values now, targeted test deferred",
    MinorRule.DEFER: "targeted test deferred",
    MinorRule.SPECIALIST: "through a specialist",
}


def chance_in_words(decision: Decision) -> str:
    """Return the transmission chance as "1 in 2", with its marks; "" where none is given."""
    if decision.very_likely:
        return "very likely; to be tested"
    if decision.chance is None or decision.flag is Flag.NOT_DECIDED:
        return ""
    if decision.assumed:
        return f"{_one_in(decision)} (assumption: germline mosaicism; low, not zero)"
    return _one_in(decision)


def _one_in(decision: Decision) -> str:
    assert decision.chance is not None
    chance = decision.chance
    if chance == 0:
        return "none (transmission chance 0)"
    if chance == 1:
        return "carries it"
    return f"{chance.numerator} in {chance.denominator}"


def rows(plan: Plan) -> dict[str, object]:
    """Return the plan as plain data for other programs."""
    return {
        "schema": "sideroscreen-family/1",
        "pattern": plan.pattern,
        "context": plan.context,
        "context_words": plan.context_words,
        "disease_class": plan.disease_class,
        "decided": plan.decided,
        "stopped": list(plan.stopped),
        "checks": list(plan.checks),
        "relatives": [
            {
                "id": one.person,
                "relation": one.relation,
                "flag": one.flag,
                "tests": list(one.tests),
                "reason_id": one.reason_id,
                "reason": one.reason,
                "chance": None if one.chance is None else str(one.chance),
                "chance_is_assumption": one.assumed,
                "priority": one.priority,
                "minor": one.minor,
                "minor_rule": one.minor_rule,
            }
            for one in plan.decisions
        ],
    }


@click.command("family", help=__doc__)
@click.argument("case_file", metavar="CASE.toml", type=click.Path(path_type=Path))
@click.option("--date", "report_date", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def command(case_file: Path, report_date: datetime | None, as_json: bool) -> int:
    """Example: sideroscreen family case.toml."""
    return run_family(case_file, report_date.date() if report_date else None, as_json)
