"""The letter to a relative: what this one person may know, is offered, and can do now."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from genetics.inheritance import Sex
from genetics.phrases import marked, own, say
from pedigrees.people import Genotype
from pedigrees.plan import Decision, DiseaseClass, MinorRule, Test
from reports.basis import Basis
from reports.chances import chances_for_the_family, has_figure
from reports.letters import relative_condition as condition
from reports.letters import relative_words as words
from reports.letters.relative_doctor import for_the_doctor, for_the_laboratory
from reports.letters.relative_reader import (
    Reader,
    cited,
    disease_class_of,
    disease_of,
    mark_of,
    rules_for,
    standing_of,
)
from reports.letters.relative_words import Standing
from reports.parts.heading import FIRST_VERSION, PARENTS, closing, heading, letterhead_of
from reports.parts.sources import MINORS, Numbering
from reports.views import Closing, Heading, Labelled, RelativeLetterView, Section, SourcesPart
from reports.words import born, day_in_words, offered_tests, one_year_after, sentence


def letter_id(case_id: str, person_id: str) -> str:
    """Return the printed number of a letter; the case's id, often a patient's number, is hidden."""
    return f"L-{hashlib.sha256(f'{case_id}/{person_id}'.encode()).hexdigest()[:8]}"


def relative_view(basis: Basis, decision: Decision) -> RelativeLetterView:
    """Return the view of the letter to one relative.

    Nothing is said of anyone else: not who was tested, nor with which result, nor how the
    two are related. So no sentence of the plan is printed, which speaks of several people.
    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    reader = Reader.of(basis, decision)
    return RelativeLetterView(
        heading=_heading(basis, reader),
        salutation=reader.told(words.SALUTATION),
        age_unknown=say(words.AGE_UNKNOWN) if reader.age_unknown else "",
        in_short=_in_short(basis, reader, numbering),
        condition=_condition(basis, reader, numbering),
        likely=_how_likely(basis, reader, numbering),
        offer=_offer(basis, reader, numbering),
        now=_what_to_do_now(basis, reader, numbering),
        doctor=for_the_doctor(basis, reader, numbering),
        laboratory=for_the_laboratory(basis, reader),
        closing=_closing(basis),
        sources=_sources(numbering),
    )


# Frame ------------------------------------------------------------------------------------


def _heading(basis: Basis, reader: Reader) -> Heading:
    """Return the heading of every document, with all that names the proband taken out.

    No code of a person stands in a letter, the reader's neither: codes often hold the case's
    number and the relation ("S01-BR"). The clinic finds the reader by the number of the letter.
    """
    person, number = reader.person, letter_id(basis.case.id, reader.person.id)
    title = say(words.TITLE)
    plain = heading(basis, "", title, reader.told(words.SUBTITLE), number)
    birth = person.birth
    known = (Labelled(say("Birth"), born(birth)),) if birth.year is not None else ()
    version = say("{report}, version {version}, draft", report=number, version=FIRST_VERSION)
    return replace(
        plain,
        recipient=_recipient(basis, reader),
        about=(
            Labelled(say("Date"), day_in_words(basis.case.report_date)),
            Labelled(say("Letter"), version),
            *known,
        ),
        page_title=say("{letter} · {title}", letter=number, title=title),
    )


def _recipient(basis: Basis, reader: Reader) -> tuple[str, ...]:
    address = basis.case.names.get(reader.person.id)
    lines = (address.name, *address.lines) if address is not None else (say(NO_ADDRESS),)
    if reader.guardian:
        return (say(PARENTS), *lines)
    return (*lines, say(IF_A_CHILD)) if reader.age_unknown else lines


NO_ADDRESS = marked("Name and address: to be added by the clinic")
IF_A_CHILD = marked("If under 18: to the parents or guardian")


def _closing(basis: Basis) -> Closing:
    """Return signature and disclaimer; the contact stands in the letter itself."""
    return replace(closing(basis, plain=True), contact="")


def _sources(numbering: Numbering) -> SourcesPart:
    """Return the sources; no sentence of the seed page stands here, so nothing is said of it."""
    return SourcesPart(
        title=say("Where this comes from"),
        intro=(),
        rows=numbering.rows(),
        legend=(),
    )


# In short ---------------------------------------------------------------------------------


def _in_short(basis: Basis, reader: Reader, numbering: Numbering) -> Section:
    tests = reader.decision.tests
    return Section(
        say("In short"),
        items=(
            reader.told(words.FOUND),
            reader.told(words.STANDING[standing_of(basis, reader)]),
            reader.told(words.OFFERED if len(tests) > 1 else words.OFFERED_ONE),
            _how_soon(basis, reader),
            *((say(words.PREGNANT),) if reader.may_be_pregnant else ()),
            *_sick_small_child(basis, reader, numbering),
        ),
    )


def _how_soon(basis: Basis, reader: Reader) -> str:
    """Return how soon; never that a pregnancy is on record."""
    if reader.soon:
        return reader.told(words.SOON)
    if basis.recessive:
        return reader.told(words.WHEN_READY_CARRIER)
    if _without_known_signs(basis, reader):
        return reader.told(words.WHEN_READY_WITHOUT_SIGNS)
    return reader.told(words.WHEN_READY)


def _without_known_signs(basis: Basis, reader: Reader) -> bool:
    abcb7 = disease_class_of(basis) is DiseaseClass.ABCB7
    return abcb7 and reader.person.sex is not Sex.MALE


def _sick_small_child(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    """Tell the parents of a small child who may be ill not to wait when the child looks ill."""
    may_be_ill = standing_of(basis, reader) is Standing.ILL_OR_CARRIER
    if not (may_be_ill and reader.small_child):
        return ()
    number = numbering.of_text(condition.DO_NOT_WAIT, say("a small child who looks ill"))
    return (cited(say(words.SICK_SMALL_CHILD), number),)


# The condition ----------------------------------------------------------------------------


def _condition(basis: Basis, reader: Reader, numbering: Numbering) -> Section:
    kind = disease_class_of(basis)
    signs = condition.SIGNS_IN_MEN if _without_known_signs(basis, reader) else condition.SIGNS[kind]
    told = [
        cited(say(one.text), numbering.of_text(one.source, say(one.used_for)))
        for one in condition.CONDITION[kind]
    ]
    return Section(
        say("What the change can do"),
        (
            " ".join((_names_the_condition(basis), *told)),
            f"{say(signs)} {say(condition.CARE[kind])}",
        ),
    )


def _names_the_condition(basis: Basis) -> str:
    disease = disease_of(basis)
    if disease is None:
        return say(condition.TWO_WAYS)
    can = condition.TWO_CAN_CAUSE if basis.recessive else condition.CAN_CAUSE
    return say(can, condition=say(disease.plain_name))


# Why, and how likely ----------------------------------------------------------------------


def _how_likely(basis: Basis, reader: Reader, numbering: Numbering) -> Section:
    """Return why the letter comes, and the reader's own chance; never a figure that is none."""
    number = numbering.of_text(condition.CASCADE, say("tests and chances"))
    chances = (
        *((reader.told(words.TESTED_BEFORE),) if _tested_in_vain(reader) else ()),
        *_chances(basis, reader, numbering),
        *_conditions_of_the_chance(basis, reader),
    )
    children = _having_children(basis, reader, numbering)
    settled = standing_of(basis, reader) in words.SETTLED
    return Section(
        reader.told(words.WHY_WE_WRITE if settled else words.WHY),
        (" ".join((cited(_why(basis, reader), number), *chances, *children)),),
    )


def _tested_in_vain(reader: Reader) -> bool:
    """Whether a test is on record that looked for a part only, or can have missed the change."""
    return bool(reader.decision.tested_for) and not reader.decision.tested


def _why(basis: Basis, reader: Reader) -> str:
    decision = reader.decision
    if decision.reason_id == "R-AR-DONOR":
        return reader.told(words.DONOR)
    if decision.reason_id in ("R-XL-ORIGIN", "R-XL-MOTHER") and not reader.guardian:
        return say(words.ORIGIN)
    if basis.recessive and decision.reason_id not in ("R-AR-SIB", "R-AR-SIB-MINOR"):
        return f"{reader.told(words.PASSED_ON)} {say(words.CAN_MATTER_FOR_CHILDREN)}"
    return reader.told(words.PASSED_ON)


def _chances(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    """Return the figures; the assumed one only when the recorded parents are confirmed."""
    decision = reader.decision
    if decision.tested == "positive" or standing_of(basis, reader) is Standing.VERY_LIKELY:
        return ()
    if decision.chance is None:
        return (say(words.NO_FIGURE),)
    if decision.assumed and basis.parentage_open:
        return (say(words.NO_FIGURE),)
    told = chances_for_the_family(decision, figures=basis.figures, recessive=basis.recessive)
    if not decision.assumed:
        return told
    # Neither the number nor its source may tell that the change is new: a parent was tested then.
    number = numbering.of_text(condition.LOW_CHANCE, say("low chance"))
    return tuple(cited(one, number) for one in told)


def _conditions_of_the_chance(basis: Basis, reader: Reader) -> tuple[str, ...]:
    """Say that a change can be new where the chance rests on someone who is not tested yet."""
    if reader.decision.likely_source:
        return (say(words.MAY_BE_NEW),)
    if has_figure(reader.decision, basis.figures) and _rests_on_another(basis, reader):
        return (reader.told(words.CAN_BE_NEW),)
    return ()


def _rests_on_another(basis: Basis, reader: Reader) -> bool:
    """Whether the reader's chance holds only if an untested parent passed the change on.

    Not for who descends from someone known to have it. The woman who very likely passed it on
    is not tested yet; or a woman's change is of unknown origin, and nobody but she and her
    descendants is known to have it.
    """
    family, proband = basis.case.family, basis.proband.id
    known = {one.person for one in basis.plan.decisions if one.known_to_carry}
    if family.ancestors(reader.person.id) & {proband, *known}:
        return False
    if any(one.likely_source for one in basis.plan.decisions):
        return True
    return basis.plan.context == "xlf-default" and known <= family.descendants(proband)


def _having_children(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    """Mention the chance of children and the talk about it, to grown-ups (KNOWLEDGE.md 5).

    Not to women past child-bearing; no figure where a woman has two copies, or the sex is not
    recorded.
    """
    person, man = reader.person, reader.person.sex is Sex.MALE
    if reader.guardian or reader.age_unknown or not (man or reader.may_be_pregnant):
        return ()
    unsettled = person.sex is Sex.UNKNOWN or person.genotype is Genotype.HOMOZYGOUS
    if basis.recessive or unsettled:
        return (say(words.THINKING_OF_CHILDREN),)
    number = numbering.of_text(condition.CASCADE, say("tests and chances"))
    return (cited(say(words.CHILDREN_OF_A_MAN if man else words.CHILDREN_OF_A_WOMAN), number),)


# What is offered --------------------------------------------------------------------------


def _offer(basis: Basis, reader: Reader, numbering: Numbering) -> Section:
    return Section(
        reader.told(words.WHAT_IS_OFFERED),
        (
            " ".join(
                (
                    sentence(offered_tests(reader.decision, plain=True)),
                    *_what_the_tests_show(reader),
                    *_minor(basis, reader, numbering),
                    reader.told(words.CHOICE),
                )
            ),
        ),
    )


def _what_the_tests_show(reader: Reader) -> tuple[str, ...]:
    tests = reader.decision.tests
    if Test.TARGETED not in tests or Test.HLA in tests or Test.NEUROLOGY in tests:
        return ()
    if reader.decision.known_to_carry:
        return (reader.told(words.CONFIRMED_BY_A_TEST),)
    return (reader.told(words.WHAT_TESTS_SHOW),) if len(tests) > 1 else ()


def _minor(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    """Return what differs for a child (KNOWLEDGE.md 4.3).

    An obligate child is told of to the parents, and no genotype is entered. Where the gene
    test is offered in spite of a rule that defers it (symptoms), nothing is said of waiting.
    """
    decision = reader.decision
    if not decision.minor or decision.minor_rule is None:
        return ()
    alas2 = disease_class_of(basis) in (DiseaseClass.ALAS2_LOF, DiseaseClass.ALAS2_UNDECIDED)
    source = MINORS if alas2 else condition.CHILDREN
    number = numbering.of_text(source, say("tests in children"))
    told = []
    rule = _childrens_rule(decision)
    if rule:
        told.append(cited(say(rule), number))
    untested_obligate = decision.known_to_carry and not decision.tested
    if untested_obligate and Test.TARGETED not in decision.tests and reader.guardian:
        told.append(say(words.NO_RESULT_IN_THE_RECORD))
    if reader.age_unknown and Test.TARGETED not in decision.tests and not decision.tested:
        told.append(say(words.GROWN_UP))
    return tuple(told)


def _childrens_rule(decision: Decision) -> str:
    if decision.reason_id == "R-AR-DONOR":
        return words.DONOR_CHILD
    assert decision.minor_rule is not None
    waits = decision.minor_rule in (MinorRule.HAEM_SCREEN, MinorRule.DEFER)
    if waits and (Test.TARGETED in decision.tests or decision.tested):
        return ""
    return words.MINOR[decision.minor_rule]


# What to do now ---------------------------------------------------------------------------


def _what_to_do_now(basis: Basis, reader: Reader, numbering: Numbering) -> Section:
    day = basis.case.report_date
    valid = say(words.VALID, date=day_in_words(day), later=day_in_words(one_year_after(day)))
    return Section(
        say("What you can do now"),
        items=(
            _contact(basis),
            reader.told(words.SHOW_THE_DOCTOR),
            *_iron_tablets(basis, reader, numbering),
        ),
        after=(f"{valid} {_privacy(reader)}",),
    )


def _contact(basis: Basis) -> str:
    contact = letterhead_of(basis).contact
    if not contact:
        return say("To talk or to ask for a test, contact the clinic that gave you this letter.")
    return say("To talk or to ask for a test, contact us: {contact}", contact=contact)


def _iron_tablets(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    statement = next((one for one in rules_for(basis, reader) if one.rule == words.IRON_RULE), None)
    if statement is None:
        return ()
    return (f"{say(words.IRON_TABLETS)} {mark_of(statement, numbering)}",)


def _privacy(reader: Reader) -> str:
    insurance = own(
        "privacy.insurance",
        "Rules about gene tests, work and insurance differ from country to country. Ask before "
        "you sign a contract or share this paper.",
    )
    return f"{reader.told(words.NOTHING_ABOUT_OTHERS)} {insurance}"
