"""The frame of every document: letterhead, recipient, what it is about, signature, disclaimer."""

from __future__ import annotations

from pedigrees.case import Address
from reports.basis import Basis
from reports.views import DRAFT, Closing, Heading, Labelled
from reports.words import SEX_WORDS, born, day_in_words

STOPPED = "STOPPED"
NO_RECIPIENT = "Recipient: not stated"
PARENTS = "To the parents or guardian of"


def heading(basis: Basis, document: str, title: str, subtitle: str, report_id: str) -> Heading:
    """Return the heading. Names and addresses stand in the address field and nowhere else."""
    case = basis.case
    status = f"{STOPPED} – {DRAFT}" if basis.stopped else DRAFT
    day = day_in_words(case.report_date)
    return Heading(
        title=title,
        subtitle=subtitle,
        status=status,
        labelled=case.labelled,
        clinic=case.letterhead.clinic,
        clinic_lines=case.letterhead.lines,
        recipient=_recipient(basis, document),
        about=(
            Labelled("Date", day),
            Labelled("Case", case.id),
            Labelled("Person tested", _person(basis)),
            Labelled("Sex recorded", SEX_WORDS[basis.proband.sex]),
            Labelled("Report", f"{report_id}, draft"),
        ),
        page_title=f"Case {case.id} · {title}",
        versions=basis.versions,
        iso_date=case.report_date.isoformat(),
    )


def _person(basis: Basis) -> str:
    known = basis.proband.birth.ages_on(basis.case.report_date) is not None
    minor = ", under 18" if basis.minor and known else ""
    return f"{basis.proband.id}, {born(basis.proband.birth)}{minor}"


def _recipient(basis: Basis, document: str) -> tuple[str, ...]:
    case = basis.case
    if document in case.recipients:
        return _lines(case.recipients[document])
    if document == "counselling" and basis.proband.id in case.names:
        own = _lines(case.names[basis.proband.id])
        return (PARENTS, *own) if basis.minor else own
    return (NO_RECIPIENT,)


def _lines(address: Address) -> tuple[str, ...]:
    return (address.name, *address.lines)


def closing(basis: Basis, *, plain: bool = False, greeting: str = "") -> Closing:
    """Return the signature lines and the disclaimer (SR-33)."""
    statement = next((one for one in basis.statements.applied if one.rule == "SR-33"), None)
    words = (statement.plain if plain else statement.professional) if statement else ""
    return Closing(
        title="Signed by" if plain else "Checked and signed by",
        greeting=greeting,
        signatures=basis.case.letterhead.signatories or ("Name and role",),
        signature_hint="Signature and date",
        disclaimer=f"{words} {PLAIN_STATUS if plain else STATUS} (SR-33)".strip(),
        contact=basis.case.letterhead.contact,
    )


STATUS = "This document was put together by software and is a draft until a professional signs it."
PLAIN_STATUS = "A computer program wrote this draft. It counts once a professional has signed it."
