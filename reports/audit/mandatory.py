"""The fields that each document must have, as a table, and which of them a page lacks.

KNOWLEDGE.md section 5 (ESHG 2022, ISO 15189:2022 clause 7.4, ACMG, ACGS): field by field, and
for each document the place of its view where the field stands. A field is there when the place
holds a text and the page shows it. "Not stated" is such a text: a draft may say so, and is then
not authorised (`reports.parts.gaps`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from genetics.phrases import say
from reports.audit.marks import texts_of
from reports.basis import Basis
from reports.deserved import Document
from reports.parts.finding_box import shown_findings
from reports.parts.gaps import (
    ABOUT_THE_PROBAND,
    COUNSELLING,
    EVERY,
    LAB,
    LETTER,
    MANAGEMENT,
    REFERRAL,
)
from reports.parts.rule_texts import alarms_at
from reports.printed_text import plain
from reports.words import SEX_WORDS, day_in_words, one_year_after


@dataclass(frozen=True, slots=True)
class Printed:
    """What a field is looked for in: the document, its view, and its case."""

    document: Document
    view: object
    basis: Basis

    @property
    def kind(self) -> str:
        """Return what kind of document it is: all letters to relatives are one kind."""
        return self.document.name.split(":")[0]

    @property
    def day(self) -> str:
        """Return the day of the report in words."""
        return day_in_words(self.basis.case.report_date)

    @property
    def review_day(self) -> str:
        """Return the day on which the result is looked at again."""
        return day_in_words(one_year_after(self.basis.case.report_date))

    @property
    def sex(self) -> str:
        """Return the sex that the analysis was made for."""
        return say(SEX_WORDS[self.basis.proband.sex])


def always(_: Printed) -> bool:
    """Whatever the case."""
    return True


def has_findings(one: Printed) -> bool:
    """Where a finding has a box."""
    return bool(shown_findings(one.basis.case))


def not_stopped(one: Printed) -> bool:
    """Where something is concluded."""
    return not one.basis.stopped


def has_figures(one: Printed) -> bool:
    """Where the family has a known variant and figures."""
    return one.basis.figures


def has_urgent_alarms(one: Printed) -> bool:
    """Where an urgent alarm stands in this document."""
    return bool(alarms_at(one.kind, one.basis.alarms, urgent=True))


@dataclass(frozen=True, slots=True)
class Field:
    """One field: in which document it stands where, and when it must be there."""

    name: str
    places: Mapping[str, str]
    when: Callable[[Printed], bool] = always


def _in(kinds: tuple[str, ...], place: str) -> dict[str, str]:
    return dict.fromkeys(kinds, place)


FIELDS = (
    Field("number of the report", _in(EVERY, "document.report_id")),
    Field("date", _in(EVERY, "day")),
    Field("status", _in(EVERY, "view.heading.status")),
    Field("page numbers", _in(EVERY, "view.heading.page_number")),
    Field("software and knowledge version", _in(EVERY, "view.heading.versions")),
    Field("case number", _in(ABOUT_THE_PROBAND, "basis.case.id")),
    Field("person tested", _in(ABOUT_THE_PROBAND, "basis.proband.id")),
    Field("sex recorded for analysis", _in(ABOUT_THE_PROBAND, "sex")),
    Field("recipient", _in(EVERY, "view.heading.recipient")),
    Field("signature line", _in(EVERY, "view.closing.signature_hint")),
    Field("authorising person", _in(EVERY, "view.closing.signatures")),
    Field("requester", {LAB: "view.person_and_request.lines"}),
    Field("sample", _in((LAB, REFERRAL), "view.sample.lines")),
    Field(
        "clinical question",
        {
            LAB: "view.person_and_request.lines",
            MANAGEMENT: "view.picture.lines",
            REFERRAL: "view.opening.paragraphs",
        },
    ),
    Field("clinical picture", _in((MANAGEMENT, REFERRAL), "view.picture.lines")),
    Field(
        "result",
        {
            LAB: "view.result.paragraphs",
            MANAGEMENT: "view.result.paragraphs",
            COUNSELLING: "view.found.paragraphs",
            REFERRAL: "view.result.paragraphs",
            LETTER: "view.in_short",
        },
    ),
    Field("box of each finding", _in(ABOUT_THE_PROBAND, "view.boxes"), has_findings),
    Field(
        "method",
        {
            LAB: "view.method.lines",
            MANAGEMENT: "view.method.paragraphs",
            COUNSELLING: "view.reading.genes",
            REFERRAL: "view.reading.genes",
        },
    ),
    Field("callability", {LAB: "view.callability.genes"}),
    Field("limits of the test", {LAB: "view.limits.paragraphs"}),
    Field("list of what was not assessed", _in(ABOUT_THE_PROBAND, "view.reading.not_read")),
    Field(
        "interpretation",
        {
            LAB: "view.interpretation",
            MANAGEMENT: "view.about",
            COUNSELLING: "view.meaning",
            REFERRAL: "view.result.paragraphs",
            LETTER: "view.condition.paragraphs",
        },
        not_stopped,
    ),
    Field(
        "relatives",
        {COUNSELLING: "view.relatives", REFERRAL: "view.relatives", LETTER: "view.likely"},
    ),
    Field("offer to the reader", {LETTER: "view.offer"}),
    Field("what to tell the doctor", {LETTER: "view.doctor"}),
    Field(
        "reproductive options",
        {COUNSELLING: "view.sections", REFERRAL: "view.asked.items"},
        has_figures,
    ),
    Field(
        "urgent alarms",
        _in((MANAGEMENT, COUNSELLING, REFERRAL), "view.act_now.rows"),
        has_urgent_alarms,
    ),
    Field("support, privacy, insurance", {COUNSELLING: "view.support"}),
    Field("sources", _in(EVERY, "view.sources.title")),
    Field("disclaimer", _in(EVERY, "view.closing.disclaimer")),
    Field("review date", _in(ABOUT_THE_PROBAND, "review_day"), not_stopped),
)


def missing_fields(document: Document, view: object, basis: Basis, page: str) -> Iterator[str]:
    """Yield the names of the mandatory fields that a page does not show."""
    one = Printed(document, view, basis)
    squeezed = "".join(page.split())
    for field in FIELDS:
        place = field.places.get(one.kind)
        if place is not None and field.when(one) and not _shown(one, place, squeezed):
            yield field.name


def _shown(one: object, place: str, squeezed: str) -> bool:
    """Whether a place holds a text, and the page shows it."""
    for name in place.split("."):
        one = getattr(one, name, None)
    texts = ["".join(plain(text).split()) for text in texts_of(one)]
    filled = [text for text in texts if text]
    return bool(filled) and filled[0] in squeezed
