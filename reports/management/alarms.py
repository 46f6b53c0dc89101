"""The alarms: what must be seen first, raised by the facts of a case and worded with its values.

The alarms stand as data in `rules/alarms.toml`. `load_alarms` reads and checks them;
`raise_alarms` says which are raised, and it is simple on purpose:

1. an alarm is raised when its trigger is true, not when it is false or unknown;
2. a rule id in a trigger means that the rule's condition holds, in a stopped case too;
3. of two steps of one thing (AL-LIC-7 and -15, AL-B6-100 and -200) the triggers let only
   the higher one through;
4. whether a pregnant relative is on the list is known only after the cascade
   (`pregnant_relative_flagged`); no other trigger reads it, so one call serves both phases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from genetics.phrases import say
from pedigrees.overrides import WITH_CASCADE
from pedigrees.plan import Flag, Plan
from reports.management.alarm_files import ReadAlarm, read_alarm_rows
from reports.management.evaluation import evaluate
from reports.management.language import Expression
from reports.management.rules import Detail, Rules, details_read, load_rules, worded
from reports.management.statements import Statement, Step
from reports.management.values import CaseValues

ALARM_FILE = "alarms.toml"


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """One alarm as its file says it; `when` is its trigger, read.

    `certainty` holds the letters of CERTAINTY_WORDS with blanks between them. `plain` is ""
    where the family is not told in a document; `plain_for_parents` is said to the parents of a
    minor in its place. What is refused `at_the_door` is raised by no case.
    """

    id: str
    title: str
    trigger: str
    when: Expression
    professional: str
    plain: str
    urgent: bool
    at_the_door: bool
    source: str
    dated: str
    certainty: str
    places: tuple[str, ...]
    plain_for_parents: str = ""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """One raised alarm in words, with everything that makes it traceable.

    `professional` and `plain` hold the values of the case, in the language spoken when the
    alarm was raised; `plain` is "" where the alarm does not stand in a document for the
    family. `places` are "management", "referral" and "counselling".
    """

    id: str
    title: str
    professional: str
    plain: str
    urgent: bool
    source: str
    dated: str
    certainty: str
    places: tuple[str, ...]

    @property
    def statement(self) -> Statement:
        """Return the alarm as a statement for today, to be printed as statements are."""
        return Statement(
            rule=self.id,
            step=Step.TODAY,
            lead="",
            professional=self.professional,
            plain=self.plain,
            strength="",
            seed_sources=(),
            source=self.source,
            dated=self.dated,
            certainty=self.certainty,
            places=self.places,
            urgent=self.urgent,
        )


@cache
def load_alarms() -> tuple[AlarmRule, ...]:
    """Return the alarms of this program. Raises KnowledgeInvalid with file and line."""
    folder = resources.files("reports.management").joinpath("rules")
    return read_alarms(folder.joinpath(ALARM_FILE).read_text("utf-8"), ALARM_FILE, load_rules())


def read_alarms(text: str, file: str, rules: Rules) -> tuple[AlarmRule, ...]:
    """Return the alarms in the text of an alarm file. Raises KnowledgeInvalid."""
    return tuple(_alarm_rule(read) for read in read_alarm_rows(text, file, rules.conditions))


def _alarm_rule(read: ReadAlarm) -> AlarmRule:
    return AlarmRule(
        when=read.trigger,
        details=details_read(read.row.details, read.whens),
        certainty=" ".join(read.row.certainty),
        **read.row.model_dump(exclude={"certainty", "details"}),
    )


def raise_alarms(
    alarms: tuple[AlarmRule, ...], facts: CaseValues, rules: Rules
) -> tuple[Alarm, ...]:
    """Return the alarms of one case, the urgent ones first, else in the order of the file."""
    raised = [_worded(alarm, facts, rules) for alarm in alarms if _holds(alarm.when, facts, rules)]
    return tuple(sorted(raised, key=lambda alarm: not alarm.urgent))


def pregnant_relative_flagged(plan: Plan) -> bool:
    """Whether a living pregnant relative is on the screening list (KNOWLEDGE.md 1a).

    Only in the patterns with a cascade, and with any flag except SPECIALIST; who has died
    is on no list.
    """
    return plan.pattern in WITH_CASCADE and any(
        one.pregnant and one.flag is not Flag.SPECIALIST for one in plan.flagged
    )


def _worded(alarm: AlarmRule, facts: CaseValues, rules: Rules) -> Alarm:
    details = worded(alarm.details, alarm.when, facts, rules)
    return Alarm(
        id=alarm.id,
        title=alarm.title,
        professional=_joined(
            details.professional, "" if details.instead else say(alarm.professional)
        ),
        plain=_joined(details.plain, _plain(alarm, facts)),
        urgent=alarm.urgent,
        source=alarm.source,
        dated=alarm.dated,
        certainty=alarm.certainty,
        places=alarm.places,
    )


def _plain(alarm: AlarmRule, facts: CaseValues) -> str:
    """Return the wording for the person tested, or for the parents of a minor."""
    if alarm.plain_for_parents and facts["minor"] is True:
        return say(alarm.plain_for_parents)
    return say(alarm.plain) if alarm.plain else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _holds(expression: Expression, facts: CaseValues, rules: Rules) -> bool:
    return evaluate(expression, facts, rules.conditions) is True
