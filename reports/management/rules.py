"""The rules: what is said about treatment, testing and follow-up, when it is said, and why.

The rules stand as data in `rules/seed.toml` and `rules/safety.toml`. `load_rules` reads and
checks them; `apply_rules` says which of them hold for a case:

1. a rule is applied when its condition is true, not when it is false or unknown;
2. a seed rule (SR) whose `active_when` is not true is printed as a later step; a safety
   rule (SA) has no later step, `active_when` chooses its urgent wording;
3. a rule that is not applied is "needed" where a missing value could still make it apply;
4. in a stopped case nothing but SA-19 (if it holds) and SR-33 is said;
5. `details` put values of the case before the wording, or stand in place of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from genetics.phrases import marked, say
from pedigrees.clinical.fact_types import FactValue
from reports.management.evaluation import FactSource, evaluate, facts_read
from reports.management.language import Expression
from reports.management.needs import CaseFacts, Needs
from reports.management.rule_files import DetailRow, RuleRow, RuleRows, read_rule_rows
from reports.management.statements import Needed, Statement, Statements, Step
from reports.management.values import CaseValues, filled, names_in

RULE_FILES = ("seed.toml", "safety.toml")
WHEN_STOPPED = frozenset({"SA-19", "SR-33"})
CERTAINTY_WORDS = {
    "S": marked("on the seed page"),
    "C": marked("confirmed in a stored source"),
    "M": marked("from memory, to be verified"),
    "E": marked("expert opinion or assumption"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence with values of the case, and the condition under which it is said.

    With `instead` it stands in place of the wording, else before it.
    """

    condition: str
    when: Expression
    professional: str
    plain: str = ""
    instead: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """Return the names of the values that the sentence prints."""
        return names_in(self.professional)


@dataclass(frozen=True, slots=True)
class Details:
    """The details of one case in words, in the language spoken."""

    professional: str = ""
    plain: str = ""
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its file says it; `when` and `active` are its conditions, read.

    `certainty` holds the letters of CERTAINTY_WORDS with blanks between them. A safety
    rule has neither `strength` nor `seed_sources` nor `lead`, a seed rule no urgent wording.
    What stands `for_parents` is said to the parents of a minor in place of the plain wording.
    """

    id: str
    title: str
    condition: str
    when: Expression
    professional: str
    plain: str
    source: str
    dated: str
    certainty: str
    places: tuple[str, ...]
    active_when: str = ""
    active: Expression | None = None
    lead: str = ""
    urgent_professional: str = ""
    urgent_plain: str = ""
    plain_for_parents: str = ""
    urgent_plain_for_parents: str = ""
    strength: str = ""
    seed_sources: tuple[int, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def is_safety(self) -> bool:
        """Whether this is a safety rule (SA), not a rule of the seed page (SR)."""
        return self.id.startswith("SA-")


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order of their files, and their conditions by id."""

    rules: tuple[Rule, ...]
    conditions: Mapping[str, Expression]

    def of(self, rule_id: str) -> Rule:
        """Return one rule. Raises KeyError that lists what there is."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(f"there is no rule {rule_id} ({', '.join(self.conditions)})")


@dataclass(frozen=True, slots=True)
class Why:
    """Why a rule is applied or not: its result, and the facts that decided it."""

    rule: Rule
    holds: bool | None
    active: bool | None
    facts: tuple[tuple[str, FactValue], ...]


@cache
def load_rules() -> Rules:
    """Return the rules of this program. Raises KnowledgeInvalid with file and line."""
    folder = resources.files("reports.management").joinpath("rules")
    return read_rules({name: folder.joinpath(name).read_text("utf-8") for name in RULE_FILES})


def read_rules(texts: Mapping[str, str]) -> Rules:
    """Return the rules in texts of rule files, by file name. Raises KnowledgeInvalid."""
    read = read_rule_rows(texts)
    return Rules(tuple(_rule(row, read) for row in read.rows), read.conditions)


def _rule(row: RuleRow, read: RuleRows) -> Rule:
    return Rule(
        when=read.conditions[row.id],
        active=read.actives.get(row.id),
        details=details_read(row.details, read.whens[row.id]),
        certainty=" ".join(row.certainty),
        **row.model_dump(exclude={"certainty", "details"}),
    )


def details_read(rows: Iterable[DetailRow], whens: Iterable[Expression]) -> tuple[Detail, ...]:
    """Return the details of a rule or an alarm; `whens` are their conditions, read."""
    return tuple(
        Detail(row.when, when, row.professional, row.plain, row.instead)
        for row, when in zip(rows, whens, strict=True)
    )


def apply_rules(rules: Rules, facts: CaseFacts, *, stopped: bool = False) -> Statements:
    """Return what the rules say about one case.

    Every rule is in exactly one of `applied`, `needed` and `not_applied`.
    """
    holding = [rule for rule in rules.rules if _holds(rule.when, facts, rules)]
    if stopped:
        holding = [rule for rule in holding if rule.id in WHEN_STOPPED]
    applied = tuple(_statement(rule, facts, rules) for rule in holding)
    held = {rule.id for rule in holding}
    open_rules = [rule for rule in rules.rules if rule.id not in held]
    needed = () if stopped else tuple(_needed(open_rules, Needs(facts, rules.conditions)))
    named = {need.rule for need in needed}
    return Statements(
        applied, needed, tuple(rule.id for rule in open_rules if rule.id not in named)
    )


def why(rules: Rules, rule_id: str, facts: FactSource) -> Why:
    """Return why a rule is applied to a case or not. Raises KeyError for an unknown rule."""
    rule = rules.of(rule_id)
    asked = [rule.when] if rule.active is None else [rule.when, rule.active]
    results = [evaluate(expression, facts, rules.conditions) for expression in asked]
    names = (name for one in asked for name in facts_read(one, rules.conditions))
    read = tuple((name, facts[name]) for name in dict.fromkeys(names))
    return Why(rule, results[0], results[1] if rule.active is not None else None, read)


def worded(
    details: Iterable[Detail], asked: Expression, facts: CaseValues, rules: Rules
) -> Details:
    """Return the details that hold in a case; one that lacks a value is left out.

    `asked` is the condition of the rule, or the trigger of the alarm, that they belong to.
    """
    holding = [one for one in details if _holds(one.when, facts, rules)]
    said = [(filled(say(one.professional), asked, facts), one) for one in holding]
    plain = [filled(say(one.plain), asked, facts) for one in holding if one.plain]
    return Details(
        " ".join(text for text, _ in said if text),
        " ".join(text for text in plain if text),
        any(text and one.instead for text, one in said),
    )


def _holds(expression: Expression, facts: FactSource, rules: Rules) -> bool:
    return evaluate(expression, facts, rules.conditions) is True


def _statement(rule: Rule, facts: CaseValues, rules: Rules) -> Statement:
    active = rule.active is None or _holds(rule.active, facts, rules)
    urgent = rule.is_safety and rule.active is not None and active
    later = not rule.is_safety and not active
    details = worded(rule.details, rule.when, facts, rules)
    return Statement(
        rule=rule.id,
        step=Step.LATER if later else Step.TODAY,
        lead=rule.lead if later else "",
        professional=rule.urgent_professional if urgent else rule.professional,
        plain=_plain(rule, urgent, facts),
        strength=rule.strength,
        seed_sources=rule.seed_sources,
        source=rule.source,
        dated=rule.dated,
        certainty=rule.certainty,
        places=rule.places,
        urgent=urgent,
        details=details.professional,
        plain_details=details.plain,
        instead=details.instead,
    )


def _plain(rule: Rule, urgent: bool, facts: FactSource) -> str:
    """Return the wording for the person tested, or for the parents of a minor."""
    yours, parents = (
        (rule.urgent_plain, rule.urgent_plain_for_parents)
        if urgent
        else (rule.plain, rule.plain_for_parents)
    )
    return parents if parents and facts["minor"] is True else yours


def _needed(open_rules: Iterable[Rule], needs: Needs) -> Iterable[Needed]:
    for rule in open_rules:
        inputs = needs.of(rule.when)
        if inputs:
            yield Needed(rule.id, rule.title, inputs)
