"""List every relative: flag, tests, reason, chance, order, and what differs for a minor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from pedigrees.plan import Decision, Pattern, Plan, Posterior
from reports.basis import figures_allowed
from reports.chances import chances_for_doctors, posterior_for_doctors
from reports.words import flag_in_words, minor_in_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of `family`: everything, one person's chance, or the cascade of tests."""

    why: str = ""
    cascade: bool = False
    as_json: bool = False


def run_family(case_file: Path, report_date: date | None, asked: Asked) -> int:
    """Print what is asked of `case_file` and return 0."""
    from workflow.pipeline import conclude, load

    conclusion = conclude(load(case_file, report_date=report_date))
    case, plan = conclusion.case, conclusion.plan
    if asked.as_json:
        told: dict[str, object] = rows(plan)
        if asked.cascade:
            from workflow.commands.family_plan import rows_of_next_tests

            told |= rows_of_next_tests(case, conclusion.facts, plan)
        click.echo(json.dumps(told, indent=2))
    elif asked.why:
        from workflow.commands.family_why import lines_of_steps

        click.echo("\n".join(lines_of_steps(case, plan, asked.why)))
    elif asked.cascade:
        from workflow.commands.family_plan import lines_of_next_tests

        click.echo("\n".join(lines_of_next_tests(case, conclusion.facts, plan)))
    else:
        click.echo(table(plan))
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
        lines += [*block(plan, decision), ""]
    lines += inputs_of_posteriors(plan)
    return "\n".join(lines).rstrip()


def inputs_of_posteriors(plan: Plan) -> list[str]:
    """Return what the posterior chances assume, or why there are none."""
    if plan.no_posterior:
        return [f"No posterior chances: {plan.no_posterior}"]
    return [
        "Posterior chances weigh all recorded results; illness only by a stated penetrance.",
        "Assumed:",
        *(f"    {one}" for one in plan.assumed),
    ]


def head(plan: Plan) -> str:
    """Return pattern and context in one line."""
    context = f", {plan.context_words}" if plan.context_words else ""
    kind = f", {plan.disease_class}" if plan.disease_class else ""
    return f"Pattern {plan.pattern}{context}{kind}"


def block(plan: Plan, decision: Decision) -> list[str]:
    """Return the lines of one relative."""
    flag = f"{decision.flag}, order {decision.priority}" if decision.priority else decision.flag
    tests = f"; tests: {' + '.join(decision.tests)}" if decision.tests else ""
    told = [
        f"{flag_in_words(decision)} [{flag}{tests}]",
        f"{decision.reason} [{decision.reason_id}]",
        *chances_for_doctors(
            decision, figures=figures_allowed(plan), recessive=plan.pattern is Pattern.AR
        ),
        posterior_for_doctors(decision, figures=figures_allowed(plan)),
        f"Tests on record: {decision.tested_for}." if decision.tested_for else "",
        minor_in_words(decision),
    ]
    lines = [f"    {line}" for line in told if line]
    return [f"{decision.person}  {decision.relation}", *lines]


def _given(decision: Decision) -> Posterior | None:
    """Return the posterior, None where the chance may be compared but not printed."""
    return None if decision.unprinted else decision.posterior


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
        "posteriors_assume": list(plan.assumed),
        "no_posterior": plan.no_posterior or None,
        "relatives": [
            {
                "id": one.person,
                "relation": one.relation,
                "flag": one.flag,
                "tests": list(one.tests),
                "reason_id": one.reason_id,
                "reason": one.reason,
                "chance": None if one.chance is None or one.unprinted else str(one.chance),
                "chance_is_assumption": one.assumed,
                "posterior": (given := _given(one)) and given.carrying,
                "posterior_affected": given and given.affected,
                "priority": one.priority,
                "minor": one.minor,
                "minor_rule": one.minor_rule,
                "tested_for": one.tested_for,
            }
            for one in plan.decisions
        ],
    }


@click.command("family", help=__doc__)
@click.argument("case_file", metavar="CASE.toml", type=click.Path(path_type=Path))
@click.option("--date", "report_date", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--why", metavar="ID", default="", help="The steps to the chance of one person.")
@click.option("--plan", "cascade", is_flag=True, help="The next best test, and the cascade.")
def command(
    case_file: Path, report_date: datetime | None, as_json: bool, why: str, cascade: bool
) -> int:
    """Example: sideroscreen family case.toml."""
    day = report_date.date() if report_date else None
    return run_family(case_file, day, Asked(why, cascade, as_json))
