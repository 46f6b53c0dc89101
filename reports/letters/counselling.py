"""The counselling report: for the person tested and the family, in plain words."""

from __future__ import annotations

from genetics.phrases import marked, own, say
from pedigrees.plan import MOSAIC_CONTEXT
from reports.basis import Basis
from reports.management.statements import Statement
from reports.parts.drawing import plain_drawing_part
from reports.parts.finding_box import plain_box, shown_findings
from reports.parts.heading import closing, heading, letterhead_of
from reports.parts.plain_family import children, having_children, how_it_is_passed_on
from reports.parts.plain_meaning import what_it_means, you
from reports.parts.plain_result import in_short, what_was_found
from reports.parts.reading import reading_part
from reports.parts.relatives import plain_relatives_part
from reports.parts.rule_texts import alarms_at, at, block, urgent
from reports.parts.sources import Numbering, sources_part
from reports.views import CounsellingView, Section
from reports.words import day_in_words, one_year_after

TITLE = marked("Your gene test and your family")
TITLE_FOR_PARENTS = marked("Your child's gene test and your family")
NO_TEST = marked("Information for you and your family")
NO_TEST_FOR_PARENTS = marked("Information about your child and your family")
SUBTITLE = marked("Counselling report")


def counselling_view(basis: Basis, report_id: str) -> CounsellingView:
    """Return the view of the counselling report.

    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = _printed(basis)
    titles = (NO_TEST, NO_TEST_FOR_PARENTS) if basis.no_test_entered else (TITLE, TITLE_FOR_PARENTS)
    title = say(you(basis, *titles))
    return CounsellingView(
        heading=heading(basis, "counselling", title, say(SUBTITLE), report_id),
        act_now=block(
            say("Please act on this now"),
            (*alarms_at("counselling", basis.alarms, urgent=True), *urgent(printed)),
            numbering,
            plain=True,
        ),
        in_short=in_short(basis),
        found=what_was_found(basis),
        boxes=tuple(plain_box(finding, basis) for finding in shown_findings(basis.case)),
        meaning=what_it_means(basis, numbering),
        care=block(
            say("What helps, and what to be careful with"),
            (
                *alarms_at("counselling", basis.alarms, urgent=False),
                *(statement for statement in printed if not statement.urgent),
            ),
            numbering,
            plain=True,
            intro=own(
                "care.intro",
                "Your doctors decide about treatment together with you. These points may help.",
            ),
        ),
        passed_on=how_it_is_passed_on(basis, numbering),
        relatives=plain_relatives_part(basis),
        sections=(*children(basis, numbering), *having_children(basis, numbering)),
        drawing=plain_drawing_part(basis),
        reading=reading_part(basis, plain=True),
        next_steps=_next_steps(basis),
        support=(_support(), _privacy(basis)),
        who_to_ask=_who_to_ask(basis),
        closing=closing(basis, plain=True),
        sources=sources_part(numbering, basis.statements, plain=True),
    )


def _printed(basis: Basis) -> tuple[Statement, ...]:
    """Return the statements; where only a part of the cells has the change, no test of relatives.

    SR-25 speaks of relatives who may have the same change: a geneticist looks at that first.
    """
    printed = at("counselling", basis.statements.applied)
    if basis.plan.context != MOSAIC_CONTEXT:
        return printed
    return tuple(one for one in printed if one.rule != "SR-25")


def _next_steps(basis: Basis) -> Section:
    tell = own(
        "next.whom_to_tell",
        "Think about whom in the family you wish to tell. We can help you with this.",
    )
    return Section(
        say("What happens next"),
        items=(
            own("next.questions", "Read this report in peace. Write down your questions."),
            own("next.talk", "Talk with your doctor or genetic counsellor about the result."),
            *((tell,) if basis.figures and basis.plan.flagged else ()),
            own(
                "review.family",
                "Review date: {day}. Knowledge grows, so ask us to look at the result again then.",
                day=day_in_words(one_year_after(basis.case.report_date)),
            ),
        ),
    )


def _support() -> Section:
    return Section(
        say("Support"),
        (
            own(
                "support.feelings",
                "News like this can be a lot to take in. Worry, anger or guilt are common. No one "
                "is to blame for a gene change.",
            ),
            own(
                "support.talk",
                "You can ask for someone to talk to. Patient groups can help as well.",
            ),
        ),
    )


def _privacy(basis: Basis) -> Section:
    yours = own(
        "privacy.result",
        "This result belongs to you. It is shared only if you agree or if the law says so.",
    )
    childs = own(
        "privacy.result_of_a_child",
        "This result belongs to your child. It is shared only if you agree or if the law says so.",
    )
    return Section(
        say("Privacy and insurance"),
        (
            you(basis, yours, childs),
            own(
                "privacy.insurance",
                "Rules about gene tests, work and insurance differ from country to country. Ask "
                "before you sign a contract or share this paper.",
            ),
        ),
    )


def _who_to_ask(basis: Basis) -> Section:
    clinic = own("ask.clinic", "Ask the clinic that gave you this report.")
    yours = own(
        "ask.do_not_wait",
        "If you feel much worse, do not wait: call your doctor or an emergency service.",
    )
    childs = own(
        "ask.do_not_wait_with_a_child",
        "If your child gets much worse, do not wait: call a doctor or an emergency service.",
    )
    return Section(
        say("Who to ask"),
        (
            letterhead_of(basis).contact or clinic,
            you(basis, yours, childs),
        ),
    )
