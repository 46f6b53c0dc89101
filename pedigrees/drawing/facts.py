"""The family as it is drawn for one case: with the test results that count."""

from __future__ import annotations

from dataclasses import replace

from pedigrees.case import Case
from pedigrees.family import Family
from pedigrees.pattern import familial_variant
from pedigrees.tested import collect_results


def family_with_results(case: Case) -> Family:
    """Return the family with the results that count, the proband's own finding among them.

    A negative result with too few reads, and two results that contradict each other, do
    not count and are not drawn.
    """
    proband = case.family.proband
    results = collect_results(case, familial_variant(case)).results
    if proband.genotype is not None:
        results |= {proband.id: proband.genotype}
    return Family(
        (replace(person, genotype=results.get(person.id)) for person in case.family), proband.id
    )
