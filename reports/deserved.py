"""Which documents a case deserves, who reads each, and why the others are not written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from genetics.phrases import say
from pedigrees.people import Person
from pedigrees.plan import Decision, Flag
from reports.basis import Basis
from reports.letters.counselling import counselling_view
from reports.letters.laboratory import laboratory_view
from reports.letters.management import management_view
from reports.letters.referral import LABORATORY_REPORT, referral_view
from reports.letters.relative import letter_id, relative_view
from reports.parts.gaps import LETTER

REFERRAL_RULE = "SR-28"
LETTER_STEM = "relative-letter"
WITH_A_LETTER = (
    Flag.TEST_NOW,
    Flag.TEST_OFFER,
    Flag.OBLIGATE,
    Flag.RESIDUAL_LOW,
    Flag.HAEM_SCREEN,
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a case.

    `name` is what it is called everywhere ("counselling", "relative_letter:BR"), `report_id`
    what stands on its pages, `stem` its files' names without the ending. `addressee` is the
    relative to whom a letter goes, "" for the documents about the proband: only what that
    person may know stands in a letter.
    """

    name: str
    report_id: str
    stem: str
    template: str
    view: Callable[[Basis], object]
    addressee: str = ""


REPORTS = ("counselling", "management", "lab", "referral")
"""The documents about the proband, in the order in which they are written and enclosed."""

WRITTEN_WHEN_STOPPED = ("management", "lab")


def deserved(basis: Basis) -> tuple[Document, ...]:
    """Return the documents that are written for a case (KNOWLEDGE.md 4.8)."""
    refused = reasons_against(basis)
    return tuple(one for one in _all(basis) if one.name not in refused)


def reasons_against(basis: Basis) -> dict[str, str]:
    """Return for each document that is not written the reason, in words."""
    known = [one.name for one in _all(basis)]
    reasons = {name: _reason_against(basis, name) for name in known}
    asked = (name for name in basis.case.documents if name not in (*known, LETTER))
    reasons |= {name: _never_written(basis, name) for name in asked}
    reasons |= _kept_from_being_written(basis)
    return {name: why for name, why in reasons.items() if why}


def _reason_against(basis: Basis, name: str) -> str:
    if basis.stopped and name not in WRITTEN_WHEN_STOPPED:
        return "the case is stopped: a person decides first"
    if not _asked_for(basis, name):
        return NOT_ASKED_FOR
    if name == "referral" and REFERRAL_RULE not in basis.statements.ids:
        return f"{REFERRAL_RULE}, the rule for a referral, does not apply"
    return ""


def _asked_for(basis: Basis, name: str) -> bool:
    """Whether the case file asks for it: by name, by kind, or because it asks for nothing."""
    asked = basis.case.documents
    return not asked or name in asked or name.split(":")[0] in asked


def _never_written(basis: Basis, name: str) -> str:
    kind, _, person = name.partition(":")
    if kind != LETTER:
        return "this version does not write it"
    if not basis.case.consent.contact_relatives:
        return "there is no consent to contact relatives"
    return f"{person or 'nobody'} gets no letter in this case: see the list of relatives"


def _kept_from_being_written(basis: Basis) -> dict[str, str]:
    """Return the letters of a family with figures that are held back: no consent, or declined.

    Without the proband's consent no letter is named by itself.
    """
    held_back = [one.person for one in basis.plan.decisions if one.reason_id == HELD_BACK]
    if not held_back or not basis.figures:
        return {}
    if not basis.case.consent.contact_relatives:
        asked = [one.partition(":")[0] for one in basis.case.documents]
        return {LETTER: NO_CONSENT if not asked or LETTER in asked else NOT_ASKED_FOR}
    names = (f"{LETTER}:{person}" for person in held_back)
    return {name: DECLINED if _asked_for(basis, name) else NOT_ASKED_FOR for name in names}


HELD_BACK = "R-NOCONSENT"
"""The reason of the plan for a relative who has a test on the list, and may not be written to."""
NO_CONSENT = "no letter at all: the proband has not consented to contact with relatives"
DECLINED = "contact declined"
NOT_ASKED_FOR = "the case file does not ask for it"


# The documents ----------------------------------------------------------------------------


def _all(basis: Basis) -> tuple[Document, ...]:
    """Return what could be written about the proband, and the letters that relatives get."""
    return (*(_report(basis, name) for name in REPORTS), *_letters(basis))


def _report(basis: Basis, name: str) -> Document:
    report_id = f"{file_stem(basis.case.id)}-{name}"
    builders: dict[str, Callable[[Basis], object]] = {
        "counselling": lambda one: counselling_view(one, report_id),
        "management": lambda one: management_view(one, report_id),
        "lab": lambda one: laboratory_view(one, report_id),
        "referral": lambda one: referral_view(one, report_id, enclosed(one)),
    }
    return Document(name, report_id, report_id, f"{name}.html", builders[name])


def enclosed(basis: Basis) -> tuple[str, ...]:
    """Return the titles of the documents that go with a referral letter.

    Where ours is not written, or was withheld, the sender adds the report of the laboratory.
    """
    missing = {*reasons_against(basis), *basis.kept_back}
    titles = {
        "counselling": say("Counselling report"),
        "management": say("Management report"),
        "lab": say("Laboratory report"),
    }
    ours = tuple(
        f"{title} ({_report(basis, name).report_id})"
        for name, title in titles.items()
        if name not in missing
    )
    return (*ours, say(LABORATORY_REPORT)) if "lab" in missing else ours


def _letters(basis: Basis) -> tuple[Document, ...]:
    """Return one letter for each reader; neither its number nor its file names the case."""
    return tuple(_letter(basis, one) for one in letter_readers(basis))


def _letter(basis: Basis, decision: Decision) -> Document:
    return Document(
        name=f"{LETTER}:{decision.person}",
        report_id=letter_id(basis.case.id, decision.person),
        stem=f"{LETTER_STEM}-{file_stem(decision.person)}",
        template="relative_letter.html",
        view=lambda one: relative_view(one, decision),
        addressee=decision.person,
    )


def letter_readers(basis: Basis) -> tuple[Decision, ...]:
    """Return the relatives who get a letter of their own (KNOWLEDGE.md 4.8).

    Only in a family with figures, only with the proband's consent to contact relatives, only
    with a test to offer; nobody who has died, has declined contact, or has no genetic link.
    """
    if not basis.figures or not basis.case.consent.contact_relatives:
        return ()
    return tuple(
        one
        for one in basis.plan.flagged
        if one.flag in WITH_A_LETTER and one.tests and _reachable(basis.case.family[one.person])
    )


def _reachable(person: Person) -> bool:
    return person.alive and person.genetic_link and not person.contact_declined


# Names of files ---------------------------------------------------------------------------


def file_stem(case_id: str) -> str:
    """Return an id as it can stand in a file name; a changed one gets a short mark.

    The mark keeps two ids apart that would otherwise share one file name.
    """
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", case_id).strip(".-")
    if stem == case_id:
        return stem
    mark = hashlib.sha256(case_id.encode()).hexdigest()[:6]
    return f"{stem}-{mark}" if stem else f"case-{mark}"
