"""The frame of every document: letterhead, recipient, what it is about, signature, disclaimer."""

from __future__ import annotations

from genetics.phrases import marked, say, spoken
from pedigrees.case import Address, Letterhead
from reports.basis import Basis
from reports.views import Closing, Heading, Labelled
from reports.words import SEX_WORDS, born, day_in_words

DRAFT = marked("DRAFT – for professional use until signed")
STOPPED_DRAFT = marked("STOPPED – DRAFT – for professional use until signed")
WATERMARK = marked("DRAFT")
NO_RECIPIENT = marked("Recipient: not stated")
PARENTS = marked("To the parents or guardian of")
FIRST_VERSION = 1


def heading(basis: Basis, document: str, title: str, subtitle: str, report_id: str) -> Heading:
    """Return the heading. Addresses stand in the address field and nowhere else.

    The person tested is named by two identifiers (ISO 15189): name and number stand among the
    lines about the document; the laboratory report has them in a table of its own.
    Every document is written as a draft, and says so on each page; the word behind the text
    goes when a document is authorised.
    """
    case, site = basis.case, basis.site
    letterhead = letterhead_of(basis)
    logo = site.logo if _is_the_sites(letterhead, basis) else ""
    return Heading(
        title=title,
        subtitle=subtitle,
        status=say(STOPPED_DRAFT if basis.stopped else DRAFT),
        labelled=case.labelled,
        clinic=letterhead.clinic,
        clinic_lines=letterhead.lines,
        recipient=_recipient(basis, document),
        about=(
            Labelled(say("Date"), day_in_words(case.report_date)),
            Labelled(say("Case"), case.id),
            Labelled(say("Person tested"), _person(basis)),
            *_identifiers(basis, document),
            Labelled(say("Sex recorded"), say(SEX_WORDS[basis.proband.sex])),
            Labelled(say("Report"), _version(report_id)),
        ),
        page_title=say("Case {case} · {title}", case=case.id, title=title),
        versions=basis.versions,
        iso_date=case.report_date.isoformat(),
        logo=logo,
        logo_text=say("Logo of {clinic}", clinic=letterhead.clinic) if logo else "",
        accreditation=site.accreditation if _is_the_sites(letterhead, basis) else "",
        watermark=say(WATERMARK),
        language=spoken().tag,
        paper=site.paper,
        page_number=page_number(),
    )


def _version(report_id: str) -> str:
    return say("{report}, version {version}, draft", report=report_id, version=FIRST_VERSION)


def page_number() -> tuple[str, str, str]:
    """Return what stands before the number of the page, before their count, and after it."""
    before, between, after = say("page {page} of {pages}", page="\0", pages="\0").split("\0")
    return before, between, after


def _person(basis: Basis) -> str:
    known = basis.proband.birth.ages_on(basis.case.report_date) is not None
    gaps = {"person": basis.proband.id, "born": born(basis.proband.birth)}
    if basis.minor and known:
        return say("{person}, {born}, under 18", **gaps)
    return say("{person}, {born}", **gaps)


def _identifiers(basis: Basis, document: str) -> tuple[Labelled, ...]:
    if document == "lab":
        return ()
    case = basis.case
    name = case.names[basis.proband.id].name if basis.proband.id in case.names else ""
    lines = (Labelled(say("Name"), name), Labelled(say("Record number"), case.record_number))
    return tuple(line for line in lines if line.text)


def recipient_of(basis: Basis, document: str) -> Address | None:
    """Return to whom a document about the proband goes, None where nobody is stated.

    The counselling report goes to the person tested unless the case file says otherwise.
    """
    case = basis.case
    if document in case.recipients:
        return case.recipients[document]
    return case.names.get(basis.proband.id) if document == "counselling" else None


def _recipient(basis: Basis, document: str) -> tuple[str, ...]:
    address = recipient_of(basis, document)
    if address is None:
        return (say(NO_RECIPIENT),)
    lines = _lines(address)
    to_parents = basis.minor and document not in basis.case.recipients
    return (say(PARENTS), *lines) if to_parents else lines


def _lines(address: Address) -> tuple[str, ...]:
    return (address.name, *address.lines)


# Who writes -------------------------------------------------------------------------------


def letterhead_of(basis: Basis) -> Letterhead:
    """Return who writes: what the case file states goes before what the site states.

    The site's address stands under the site's name only, never under that of another clinic.
    """
    case, site = basis.case.letterhead, basis.site
    clinic = case.clinic or site.name
    return Letterhead(
        clinic=clinic,
        lines=case.lines or (site.lines if clinic == site.name else ()),
        contact=case.contact or site.contact,
        signatories=case.signatories or site.signatories,
    )


def _is_the_sites(letterhead: Letterhead, basis: Basis) -> bool:
    """Whether the site itself writes: its logo and accreditation are not lent to others."""
    return bool(letterhead.clinic) and letterhead.clinic == basis.site.name


# The end of the document ------------------------------------------------------------------


def closing(basis: Basis, *, plain: bool = False, greeting: str = "") -> Closing:
    """Return the signature lines and the disclaimer (SR-33)."""
    letterhead = letterhead_of(basis)
    return Closing(
        title=say("Signed by") if plain else say("Checked and signed by"),
        greeting=greeting,
        signatures=letterhead.signatories or (say("Name and role"),),
        signature_hint=say("Signature and date"),
        disclaimer=_disclaimer(basis, plain=plain),
        contact=letterhead.contact,
    )


def _disclaimer(basis: Basis, *, plain: bool) -> str:
    statement = next((one for one in basis.statements.applied if one.rule == "SR-33"), None)
    words = (statement.plain if plain else statement.professional) if statement else ""
    status = say(PLAIN_STATUS if plain else STATUS)
    return f"{say(words) if words else ''} {status} (SR-33)".strip()


STATUS = marked(
    "This document was put together by software and is a draft until a professional signs it."
)
PLAIN_STATUS = marked(
    "A computer program wrote this draft. It counts once a professional has signed it."
)
