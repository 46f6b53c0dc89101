"""What must be stated before a document can be authorised, as one table, and what is missing.

A draft is written without: it says "not stated". What each document must have is the table of
KNOWLEDGE.md section 5 (ESHG 2022, ISO 15189:2022 clause 7.4), input by input. No build is asked
for: a coordinate never stands without its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.results import Finding, GeneStatus
from pedigrees.case import Address
from reports.basis import Basis
from reports.parts.finding_box import shown_findings
from reports.parts.heading import letterhead_of, recipient_of
from reports.parts.lab_inputs import authorising, criteria_of, tissue_of
from reports.parts.reading import gene_results

LAB, MANAGEMENT, COUNSELLING, REFERRAL = "lab", "management", "counselling", "referral"
LETTER = "relative_letter"
ABOUT_THE_PROBAND = (LAB, MANAGEMENT, COUNSELLING, REFERRAL)
EVERY = (*ABOUT_THE_PROBAND, LETTER)
OF_A_CLINIC = (MANAGEMENT, COUNSELLING, REFERRAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """For which document of which case an input is asked: "lab", "relative_letter:BR"."""

    basis: Basis
    document: str

    @property
    def kind(self) -> str:
        """Return what kind of document it is: all letters to relatives are one kind."""
        return self.document.partition(":")[0]

    @property
    def reader(self) -> str:
        """Return the relative to whom it goes, "" for a document about the proband."""
        return self.document.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Input:
    """One input that must be stated: its name, for which documents, and whether it is."""

    name: str
    documents: tuple[str, ...]
    stated: Callable[[Asked], object]


def gaps_of(basis: Basis, document: str) -> tuple[str, ...]:
    """Return the mandatory inputs of a document that are not stated, in words."""
    asked = Asked(basis, document)
    missing = [
        say(one.name) for one in INPUTS if asked.kind in one.documents and not one.stated(asked)
    ]
    if asked.kind != LAB:
        return tuple(missing)
    return (*missing, *(gap for one in shown_findings(basis.case) for gap in _of_finding(one)))


# Whether it is stated ---------------------------------------------------------------------


def _two_identifiers(one: Asked) -> bool:
    case, person = one.basis.case, one.basis.proband
    return sum(map(bool, (person.id in case.names, person.birth.full, case.record_number))) >= 2


def _recipient(one: Asked) -> bool:
    return _can_be_posted(recipient_of(one.basis, one.document))


def _reader(one: Asked) -> bool:
    return _can_be_posted(one.basis.case.names.get(one.reader))


def _can_be_posted(address: Address | None) -> bool:
    return address is not None and bool(address.name and address.lines)


def _of_the_sample(stated: Callable[[Basis], object]) -> Callable[[Asked], object]:
    """Ask for it where a sample was tested: a family can be referred without any test."""
    return lambda one: stated(one.basis) or (one.kind != LAB and one.basis.no_test_entered)


def _anything_read(one: Asked) -> bool:
    stated = bool(one.basis.case.callability.genes)
    return stated or any(
        gene.status is GeneStatus.NOTHING_FOUND for gene in gene_results(one.basis)
    )


# The table --------------------------------------------------------------------------------

INPUTS = (
    Input(
        marked("two identifiers of the person: of name, full date of birth, record number"),
        ABOUT_THE_PROBAND,
        _two_identifiers,
    ),
    Input(
        marked("sex for analysis"),
        ABOUT_THE_PROBAND,
        lambda one: one.basis.proband.sex is not Sex.UNKNOWN,
    ),
    Input(marked("name and address of the recipient"), OF_A_CLINIC, _recipient),
    Input(marked("name and address of the reader"), (LETTER,), _reader),
    Input(
        marked("name of the clinic"),
        (*OF_A_CLINIC, LETTER),
        lambda one: letterhead_of(one.basis).clinic,
    ),
    Input(
        marked("contact of the clinic"),
        (COUNSELLING, REFERRAL, LETTER),
        lambda one: letterhead_of(one.basis).contact,
    ),
    Input(marked("who requests the test"), (LAB,), lambda one: one.basis.case.request.name),
    Input(marked("clinical question"), (LAB,), lambda one: one.basis.case.request.question),
    Input(
        marked("phenotype as HPO terms"),
        (LAB, MANAGEMENT, REFERRAL),
        lambda one: one.basis.case.clinical.phenotype,
    ),
    Input(
        marked("type of the sample"),
        (LAB, REFERRAL),
        _of_the_sample(lambda basis: basis.case.sample.type),
    ),
    Input(marked("tissue of the sample"), (LAB, REFERRAL), _of_the_sample(tissue_of)),
    Input(
        marked("date of sampling"),
        (LAB, REFERRAL),
        _of_the_sample(lambda basis: basis.case.sample.collected_on),
    ),
    Input(
        marked("date of receipt of the sample"),
        (LAB, REFERRAL),
        _of_the_sample(lambda basis: basis.case.sample.received_on),
    ),
    Input(
        marked("name of the laboratory"),
        (LAB,),
        lambda one: one.basis.case.laboratory.name or letterhead_of(one.basis).clinic,
    ),
    Input(marked("method of the test"), (LAB,), lambda one: one.basis.case.laboratory.method),
    Input(marked("accreditation and its scope"), (LAB,), lambda one: one.basis.site.accreditation),
    Input(marked("name of the authorising person"), (LAB,), lambda one: authorising(one.basis)),
    Input(marked("what was read of any gene"), (LAB,), _anything_read),
)


def _of_finding(finding: Finding) -> Iterator[str]:
    """Yield what is missing of one finding in a laboratory report: each stands in its box."""
    dated = finding.lab_class.dated if finding.lab_class is not None else None
    checks = (
        ("." in finding.transcript, marked("{finding}: transcript with its version")),
        (finding.hgvs_c, marked("{finding}: coding name (HGVS c.)")),
        (finding.zygosity, marked("{finding}: zygosity")),
        (finding.classification and finding.lab_class, marked("{finding}: the laboratory's class")),
        (dated, marked("{finding}: date of the laboratory's class")),
        (criteria_of(finding), marked("{finding}: criteria of the class")),
        (finding.variant, marked("{finding}: genome build and coordinate")),
    )
    for stated, what in checks:
        if not stated:
            yield say(what, finding=finding.name)
