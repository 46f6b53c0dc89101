"""Say why a rule, an alarm or a decision about a relative stands in a case, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.errors import Mistake, UsageError

if TYPE_CHECKING:
    from reports.management.answers import Answer, Value
    from reports.stored_case import ExplainedCase, RelativeAnswer


def run_why(file: Path, asked: str, report_date: date | None = None) -> int:
    """Print the answer for a rule, an alarm or a person of `file`, and return 0.

    A case report (.json) answers with what was concluded and written then; a case file
    (.toml) is worked out now. Raises UsageError for an id that is not there.
    """
    from reports.stored_case import read_stored_case

    case = read_stored_case(file) if file.suffix == ".json" else worked_out(file, report_date)
    lines = list(lines_about(asked, case))
    click.echo(f"Case {case.case}, knowledge {case.knowledge}")
    click.echo("\n".join(lines))
    return 0


def worked_out(file: Path, report_date: date | None) -> ExplainedCase:
    """Work out a case file. Raises InputRejected."""
    from genetics.knowledge_version import knowledge_version
    from reports.management.alarms import load_alarms
    from reports.management.answers import answers
    from reports.management.rules import load_rules
    from reports.stored_case import ExplainedCase, relative_answers
    from workflow.pipeline import conclude, load

    conclusion = conclude(load(file, report_date=report_date))
    return ExplainedCase(
        case=conclusion.case.id,
        proband=conclusion.case.family.proband_id,
        knowledge=knowledge_version(),
        answers=answers(
            load_rules(),
            load_alarms(),
            conclusion.facts,
            conclusion.statements,
            conclusion.alarms,
        ),
        relatives=relative_answers(conclusion.plan),
    )


def lines_about(asked: str, case: ExplainedCase) -> Iterable[str]:
    """Return the lines about a rule, an alarm or a person. Raises UsageError."""
    for answer in case.answers:
        if answer.id == asked.upper():
            return lines_of(answer)
    for relative in case.relatives:
        if relative.person == asked:
            return lines_of_relative(relative)
    raise UsageError(_unknown(asked, case))


def _unknown(asked: str, case: ExplainedCase) -> Mistake:
    if asked == case.proband:
        return Mistake(
            f"{asked} is the person the case is about: no decision about a relative",
            "ask for a relative, a rule or an alarm",
        )
    known = [*(one.id for one in case.answers), *(one.person for one in case.relatives)]
    near = get_close_matches(asked, known, n=3)
    meant = f"did you mean {', '.join(near)}?" if near else ""
    people = ", ".join(one.person for one in case.relatives) or "nobody"
    listed = f"ask for a rule (SR-14), an alarm (AL-HB-70) or a relative ({people})"
    return Mistake(f"{asked} is no rule, no alarm and no relative of this case", meant or listed)


def lines_of(answer: Answer) -> Iterator[str]:
    """Yield what is known about one rule or alarm in this case."""
    from reports.management.rules import CERTAINTY_WORDS

    yield f"{answer.id}  {answer.title}"
    yield f"    {answer.outcome}"
    yield _line("condition", f"{answer.condition}  -> {_truth(answer.holds)}")
    if answer.active_when:
        name = "urgent when" if answer.id.startswith("SA-") else "today when"
        yield _line(name, f"{answer.active_when}  -> {_truth(answer.active)}")
    for rule, condition in answer.refers_to:
        yield _line(rule, f"stands for  {condition}")
    for name, value in answer.facts:
        yield _line("value", f"{name} = {_shown(value)}")
    if answer.not_entered:
        yield _line("not entered", ", ".join(answer.not_entered))
    if answer.needs:
        yield _line("could change", " or ".join(" with ".join(one) for one in answer.needs))
    if answer.professional:
        yield _line("says", answer.professional)
        yield _line("printed in", ", ".join(answer.places).replace("_", " "))
    yield _line("source", answer.source)
    yield _line("dated", answer.dated)
    yield _line("how sure", "; ".join(CERTAINTY_WORDS[one] for one in answer.certainty.split()))


def lines_of_relative(relative: RelativeAnswer) -> Iterator[str]:
    """Yield what was decided about one relative."""
    order = f", order {relative.priority}" if relative.priority else ""
    yield f"{relative.person}  {relative.relation}"
    yield _line("decision", f"{relative.flag_in_words} [{relative.flag}{order}]")
    if relative.tests:
        yield _line("tests", " + ".join(relative.tests))
    yield _line("reason", f"{relative.reason} [{relative.reason_id}]")
    for chance in relative.chances:
        yield _line("chance", chance)
    if relative.minor:
        yield _line("minor", relative.minor)


def _line(name: str, text: str) -> str:
    return f"    {name:<13}{text}"


def _truth(value: bool | None) -> str:
    return "unknown" if value is None else "true" if value else "false"


def _shown(value: Value) -> str:
    from pedigrees.clinical.laboratory import in_figures

    if value is None or isinstance(value, bool):
        return _truth(value)
    if isinstance(value, tuple):
        return ", ".join(value) or "nothing"
    return value if isinstance(value, str) else in_figures(value)


@click.command("why", help=__doc__)
@click.argument("file", metavar="CASE.json|CASE.toml", type=click.Path(path_type=Path))
@click.argument("asked", metavar="ID")
@click.option("--date", "report_date", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
def command(file: Path, asked: str, report_date: datetime | None) -> int:
    """Example: sideroscreen why documents/case.json SR-14."""
    return run_why(file, asked, report_date.date() if report_date else None)
