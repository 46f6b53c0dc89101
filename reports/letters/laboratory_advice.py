"""What the laboratory recommends for the test itself: how its result is confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.filters import NO_FILTER_STATED
from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.clinical.findings_facts import X_GENES
from pedigrees.plan import MOSAIC_CONTEXT, Pattern
from reports.basis import Basis
from reports.parts.lab_inputs import sample_warnings
from reports.parts.lab_result import DE_NOVO
from reports.views import Section
from reports.words import PARENTAGE_FIRST


def recommendations(basis: Basis) -> Section | None:
    """Return how the result can be confirmed; None where nothing is left to confirm."""
    items = tuple(_recommended(basis))
    return Section(say("Recommended for the test"), items=items) if items else None


def _recommended(basis: Basis) -> Iterator[str]:
    """Yield how the result is confirmed: another tissue or method, the parents, the phase."""
    counted, pattern = basis.counted, basis.plan.pattern
    if sample_warnings(basis):
        yield say(OTHER_TISSUE)
    for one in counted:
        if one.zygosity is Zygosity.MOSAIC:
            yield say(SECOND_TISSUE, finding=one.name)
        if _marked_by_the_caller(one):
            yield say(SECOND_METHOD, finding=one.name)
    if basis.parentage_open:
        yield say(PARENTAGE_FIRST)
    if basis.holds("SLC_UNPHASED"):
        yield say(PHASE)
    if pattern in (Pattern.XL_M, Pattern.XL_F) and _origin_open(basis):
        yield from _origin_confirmed(basis)
    if pattern in (Pattern.VUS, Pattern.AD_UNCERTAIN):
        yield say(SEGREGATION)


OTHER_TISSUE = marked("Repeat the test on another tissue: see the warning at the sample.")
SECOND_TISSUE = marked("Confirm {finding} in a second tissue and by a second method.")
SECOND_METHOD = marked("Confirm {finding} by a second method: the caller marks the call.")
PHASE = marked("Test both parents for each change, where this is possible: it settles the phase.")
ORIGIN_BY_MOTHER = marked(
    "To confirm the origin of the change, test the mother, where this is possible."
)
ORIGIN_BY_FATHER = marked(
    "To confirm the origin of the change, test the father, where this is possible."
)
ORIGIN_BY_BOTH = marked(
    "To confirm the origin of the change, test the mother and the father, where this is possible."
)
ORIGIN_BY_A_PARENT = marked(
    "To confirm the origin of the change, test a parent, where this is possible."
)
SEGREGATION = marked("A segregation study through a geneticist can help to class the change.")


def _marked_by_the_caller(finding: Finding) -> bool:
    return finding.filters not in ("", "PASS", NO_FILTER_STATED)


def _origin_confirmed(basis: Basis) -> Iterator[str]:
    """Yield who can be tested for the origin: of a man only his mother, nobody who has died."""
    family, proband = basis.case.family, basis.case.family.proband_id
    mother, father = family.mother(proband), family.father(proband)
    of_a_man = basis.plan.pattern is Pattern.XL_M
    if (mother is None and of_a_man) or (mother is None and father is None):
        yield say(ORIGIN_BY_MOTHER if of_a_man else ORIGIN_BY_A_PARENT)
        return
    by_mother = mother is not None and mother.alive
    by_father = father is not None and father.alive and not of_a_man
    if by_mother and by_father:
        yield say(ORIGIN_BY_BOTH)
    elif by_mother or by_father:
        yield say(ORIGIN_BY_MOTHER if by_mother else ORIGIN_BY_FATHER)


def _origin_open(basis: Basis) -> bool:
    """Whether neither the origin nor a parent's result is on file, and it is not called new.

    A change in a part of a woman's cells arose in her: no parent is tested for it.
    """
    if basis.plan.context == MOSAIC_CONTEXT:
        return False
    on_x = [one for one in basis.counted if one.gene in X_GENES]
    settled = any(
        one.parental_origin in ("mother", "father") or one.trio.mother or one.trio.father
        for one in on_x
    )
    return not settled and basis.plan.context not in DE_NOVO and not basis.plan.context_words
