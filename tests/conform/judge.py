"""Judges one scenario, section by section, as KNOWLEDGE.md 10.1 says.

The judge knows the program only as an `Outcome`: plain codes, fractions and texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import chain

from judge_texts import NEGATION, judge_texts, quoted
from outcome import SENTENCE_END, CoupleRisk, Document, Outcome
from scenario_file import NEARLY_ZERO, Expected, ExpectedCouple, ExpectedRelative, Scenario
from verdict import Failure

BLOOD_TESTS = frozenset({"CBC", "FER", "TSAT", "LFT", "EPP", "NEURO"})
NO_FIGURES = frozenset({"AD-UNCERTAIN", "VUS", "NEG", "MT", "AR-CARRIER"})
FIGURE = re.compile(
    r"(?i)\b\d+ (?:in|out of) \d+\b|(?<![\d/.-])\d+/\d+(?![\d/.-])|\d ?%"
    r"|\b(?:one|two|three) (?:in|out of) (?:two|three|four|five|eight)\b"
)
ADVICE = re.compile(r"(?i)\b(?:recommend|advis|should|offer|consider|start|begin|prescrib)\w*")
LETTERS = frozenset({"counselling", "management", "referral", "lab", "relative_letter"})
REFUSAL = "AL-B6-REFUSE"


def judge_pattern(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """The pattern; its context and the disease class where the scenario gives them."""
    expected = _expectation(scenario)
    compared = (
        ("pattern", expected.pattern, outcome.pattern),
        ("pattern_context", expected.pattern_context, outcome.context),
        ("disease_class", expected.disease_class, outcome.disease_class),
    )
    for about, wanted, got in compared:
        if wanted is not None and wanted != got:
            yield Failure(about, wanted, got or "none")


def judge_relatives(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """Every relative once, with flag, reason, tests, priority and rule for minors."""
    expected = _expectation(scenario)
    listed = [one.id for one in expected.relatives]
    for person in sorted({one for one in listed if listed.count(one) > 1}):
        yield Failure(person, "one entry in the scenario", f"{listed.count(person)} entries")
    for person in sorted(set(outcome.relatives) - set(listed)):
        yield Failure(person, "no decision", outcome.relatives[person].flag)
    for one in expected.relatives:
        yield from _relative(one, outcome)


def _relative(one: ExpectedRelative, outcome: Outcome) -> Iterator[Failure]:
    got = outcome.relatives.get(one.id)
    if got is None:
        yield Failure(one.id, one.flag, "no decision")
        return
    flagged = one.flag not in ("INFO_ONLY", "NOT_INDICATED")
    compared: list[tuple[str, object, object]] = [
        ("flag", one.flag, got.flag),
        ("reason_code", one.reason_code, got.reason),
        ("minor_rule", one.minor_rule, got.minor_rule),
    ]
    if flagged:
        compared.append(("priority", one.priority, got.priority))
    for about, wanted, found in compared:
        if wanted != found:
            yield Failure(f"{one.id} {about}", str(wanted), str(found))
    wanted_tests = frozenset(one.tests)
    if wanted_tests - got.tests or got.tests - wanted_tests - BLOOD_TESTS:
        yield Failure(f"{one.id} tests", _codes(wanted_tests), _codes(got.tests))


def _codes(tests: frozenset[str]) -> str:
    return "+".join(sorted(tests)) or "none"


def judge_risks(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """Exact chances of relatives and couples, and no figure where none may be printed."""
    expected = _expectation(scenario)
    for one in expected.relatives:
        chance = outcome.relatives[one.id].chance if one.id in outcome.relatives else None
        if one.p_variant is not None:
            yield from _chance(f"{one.id} p_variant", one.p_variant, chance)
    for person, wanted in expected.p_affected.items():
        yield from _chance(
            f"{person} p_affected",
            wanted,
            outcome.affected.get(person),
            outcome.not_built.get("p_affected"),
        )
    for couple in expected.couple_risk:
        yield from _couple(couple, outcome)
    yield from _figures(scenario, expected, outcome)


def _couple(wanted: ExpectedCouple, outcome: Outcome) -> Iterator[Failure]:
    got = outcome.couples.get(frozenset(wanted.couple)) or CoupleRisk(None, None, None)
    compared = (
        ("untested", wanted.untested, got.untested),
        ("both_carriers", wanted.both_carriers, got.both_carriers),
        ("one_negative", wanted.one_negative, got.one_negative),
    )
    for name, chance, found in compared:
        if chance is not None:
            about = f"{' and '.join(wanted.couple)} couple_risk {name}"
            yield from _chance(about, chance, found, outcome.not_built.get("couple_risk"))


def _chance(
    about: str, wanted: str, got: Fraction | None, not_built: str | None = None
) -> Iterator[Failure]:
    """Fractions are compared exactly; "~0" accepts 0 and less than 1 in 1000."""
    if got is None:
        yield Failure(about, wanted, not_built or "none")
    elif not (got < Fraction(1, 1000) if wanted == NEARLY_ZERO else got == Fraction(wanted)):
        yield Failure(about, wanted, str(got))


def _figures(scenario: Scenario, expected: Expected, outcome: Outcome) -> Iterator[Failure]:
    blood = scenario.blood_relatives
    without = [
        one.id
        for one in expected.relatives
        if one.p_variant is None and (expected.pattern in NO_FIGURES or one.id not in blood)
    ]
    if without and not outcome.documents:
        why = outcome.unreadable or "no document was written"
        yield Failure("figures", f"none printed for {', '.join(without)}", why)
    for person in without:
        relation = outcome.relatives[person].relation if person in outcome.relatives else ""
        for name, document in outcome.documents.items():
            for passage in _about(document, person, relation):
                if FIGURE.search(passage):
                    yield Failure(f"{person} in {name}", "no figure", quoted(passage))


def _about(document: Document, person: str, relation: str) -> Iterator[str]:
    """What a document says of one person: the table rows, and the lines that name the id."""
    name = re.compile(rf"(?<![\w-]){re.escape(person)}(?![\w-])")
    for row in document.rows:
        if relation in row[:2] or any(name.search(cell) for cell in row):
            yield " | ".join(row)
    in_rows = set(chain.from_iterable(document.rows))
    yield from (block for block in document.blocks if name.search(block) and block not in in_rows)


def judge_rules(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """Rules that must be applied, that must not, and those allowed in one form only.

    "Applied" is: of today or a later step, in whatever document. What an applied rule says
    has to be printed somewhere: its id stands in a document.
    """
    expected = _expectation(scenario)
    for rule in expected.management_must:
        if rule not in outcome.rules:
            yield Failure(rule, "applied", "not applied")
        elif not _printed_in(rule, outcome):
            why = outcome.unreadable or f"in none of {', '.join(outcome.documents) or 'none'}"
            yield Failure(rule, "printed", why)
    for rule in expected.management_must_not:
        if rule in outcome.rules:
            where = ", ".join(sorted(outcome.rules[rule]))
            yield Failure(rule, "not applied", f"applied ({where})")
    for condition in expected.conditional:
        if condition.rule in outcome.rules:
            yield from _form(condition.rule, condition.allowed_only_as, condition.report, outcome)


def _form(rule: str, form: str, report: str | None, outcome: Outcome) -> Iterator[Failure]:
    """What can be judged of the form: document, annex, the rules named with it, no advice.

    The rest of the form is said in words and read by a person (see `to_be_read`).
    """
    places = outcome.rules[rule]
    for place in dict.fromkeys([*sorted(places & LETTERS), *_printed_in(rule, outcome)]):
        if report is not None and place != report:
            yield Failure(rule, f"only in {report}", f"in {place}")
    if "annex" in form and not any("annex" in place for place in places):
        yield Failure(rule, "only in an annex", f"in {', '.join(sorted(places))}")
    for other in RULE_ID.findall(form):
        if other not in outcome.rules:
            yield Failure(rule, f"only with {other}", f"{other} not applied")
    for sentence in SENTENCE_END.split(outcome.wordings.get(rule, "")):
        advice = "recommendation" in form and ADVICE.search(sentence)
        if advice and not NEGATION.search(sentence):
            yield Failure(rule, f'only as "{form}"', quoted(sentence))


RULE_ID = re.compile(r"\bS[RA]-\d\d\b")


def _printed_in(rule: str, outcome: Outcome) -> list[str]:
    name = re.compile(rf"\b{rule}\b")
    return [
        document for document, one in outcome.documents.items() if any(map(name.search, one.texts))
    ]


def to_be_read(scenario: Scenario, outcome: Outcome) -> tuple[str, ...]:
    """Return the applied rules whose allowed form a person has to read."""
    conditional = scenario.expected.conditional if scenario.expected is not None else []
    return tuple(
        f"{one.rule} is applied, allowed only as: {one.allowed_only_as}"
        for one in conditional
        if one.rule in outcome.rules
    )


def judge_alarms(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """The alarms, equal as a set."""
    expected = _expectation(scenario)
    if "alarms" in outcome.not_built:
        wanted = ", ".join(expected.alarms) or "no alarm"
        yield Failure("alarms", wanted, outcome.not_built["alarms"])
        return
    for alarm in sorted(set(expected.alarms) ^ outcome.alarms):
        raised = alarm in outcome.alarms
        yield Failure(alarm, "no alarm" if raised else "raised", "raised" if raised else "none")


def judge_documents(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """Each document is written; letters to relatives are exactly those that are listed."""
    expected = _expectation(scenario)
    for name in expected.reports:
        if name not in outcome.documents:
            why = outcome.not_built.get(name.partition(":")[0]) or outcome.unreadable or "none"
            yield Failure(name, "written", why)
    for name in outcome.documents:
        if name.startswith("relative_letter:") and name not in expected.reports:
            yield Failure(name, "no letter", "written")


def judge_written(scenario: Scenario, outcome: Outcome) -> Iterator[Failure]:
    """The texts of all documents, see `judge_texts`."""
    yield from judge_texts(_expectation(scenario), outcome)


SECTIONS: Mapping[str, Callable[[Scenario, Outcome], Iterator[Failure]]] = {
    "pattern": judge_pattern,
    "relatives": judge_relatives,
    "risks": judge_risks,
    "rules": judge_rules,
    "alarms": judge_alarms,
    "texts": judge_written,
    "documents": judge_documents,
}
NEED_DOCUMENTS = frozenset({"risks", "rules", "texts", "documents"})


def judge(scenario: Scenario, outcome: Outcome, section: str) -> tuple[Failure, ...]:
    """Return what does not hold in one section; nothing is concluded from a refused input.

    Where the scenario expects the refusal (the alarm AL-B6-REFUSE and no document), the
    refusal with that id in its line is all that is compared.
    """
    if not outcome.refused:
        return tuple(SECTIONS[section](scenario, outcome))
    line = " / ".join(outcome.refused)
    expected = _expectation(scenario)
    if expected.alarms == [REFUSAL] and not expected.reports and REFUSAL in line:
        return ()
    return (Failure("input", "accepted", f"refused: {line}"),)


def _expectation(scenario: Scenario) -> Expected:
    assert scenario.expected is not None, "only a scenario with an expectation is judged"
    return scenario.expected
