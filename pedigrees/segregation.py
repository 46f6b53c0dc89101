"""Counts how often a change went with the disease in a family, as far as people were tested."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction

from genetics.acmg.evidence import Segregation
from genetics.inheritance import Mode, Sex
from genetics.panel import Gene
from genetics.phrases import say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical.findings_facts import reportable
from pedigrees.family import Family
from pedigrees.people import Affected, Genotype
from pedigrees.probability.loci import AutosomalLocus, Locus, State, XLocus
from pedigrees.probability.transmission import Chances, Evidence, ImpossibleEvidenceError
from pedigrees.tested import TestResults, collect_results

Copies = Mapping[str, frozenset[Hashable]]

ONE_X, AT_LEAST_ONE = frozenset[Hashable]({1}), frozenset[Hashable]({1, 2})
BOTH = (Genotype.HOMOZYGOUS, Genotype.COMPOUND_HETEROZYGOUS)


def segregation_of(case: Case, finding: Finding, gene: Gene) -> Segregation:
    """Return the informative meioses of one finding in the family of the case (PP1).

    Rule (KNOWLEDGE.md 7): in X-linked disease affected men and obligate carriers count in whom
    the change was found; in recessive disease affected full sibs in whom both changes were
    found. The proband is the first case and counts nothing.

    - How many meioses: given that the proband carries, the chance that all who count carry as
      well, if the change had nothing to do with the disease, is one half for each. It is
      computed in the whole pedigree, so what is certain anyway (the X of a father in his
      daughter, an identical twin) counts nothing, and a line is counted once.
    - An obligate carrier is a woman who must have the disease's X because of the affected men
      around her; she adds something only where she does not follow from the others.
    - A man who carries the change and is not affected counts neither way. Affected women in
      X-linked disease neither.
    - An affected man (or sib) in whom it was looked for in vain stands in `against`.
    - Nothing can be counted where the results may be those of another finding.
    """
    family, why = case.family, _why_not(case, finding)
    if why:
        return Segregation(0, why_none=why)
    try:
        if gene.mode is Mode.X_LINKED:
            return _x_linked(family, collect_results(case, finding))
        if gene.mode is Mode.RECESSIVE:
            return _recessive(case, finding)
    except ImpossibleEvidenceError:
        return Segregation(0, why_none=say("the results of the family cannot all be true"))
    return Segregation(0, why_none=say("the way of inheritance is uncertain"))


def _why_not(case: Case, finding: Finding) -> str:
    if case.family.proband.affected is not Affected.YES:
        return say("the patient is not recorded as affected")
    others = [one for one in reportable(case.findings) if one is not finding]
    if any(one.gene != finding.gene for one in others):
        return say(
            "there are findings in several genes; for which one relatives were tested is not known"
        )
    if finding.zygosity in {None, Zygosity.MOSAIC}:
        return say("the zygosity of the patient is not known, or the change is mosaic")
    return ""


# --- X-linked --------------------------------------------------------------------------------


def _x_linked(family: Family, tests: TestResults) -> Segregation:
    men = [
        person
        for person in family.relatives
        if person.sex is Sex.MALE
        and person.affected is Affected.YES
        and family.are_blood_relatives(person.id, family.proband_id)
    ]
    against = tuple(man.id for man in men if tests.negative(man.id))
    if against:
        return Segregation(0, against=against)
    ill = {man.id: ONE_X for man in men} | _proband_on_x(family)
    with_disease = Chances.of(family, XLocus(), Evidence(ill))
    carriers = [
        woman
        for woman in family.relatives
        if woman.sex is Sex.FEMALE
        and tests.positive(woman.id)
        and with_disease.carrying(woman.id) == 1
    ]
    counted = [*(man for man in men if tests.positive(man.id)), *carriers]
    locus = XLocus()
    return _counted(
        family,
        locus,
        _proband_on_x(family),
        {one.id: ONE_X if one.sex is Sex.MALE else AT_LEAST_ONE for one in counted},
        locus.carries,
    )


def _proband_on_x(family: Family) -> dict[str, frozenset[Hashable]]:
    man = family.proband.sex is Sex.MALE
    return {family.proband_id: ONE_X if man else AT_LEAST_ONE}


# --- recessive -------------------------------------------------------------------------------


def _recessive(case: Case, finding: Finding) -> Segregation:
    family = case.family
    of_gene = [one for one in reportable(case.findings) if one.gene == finding.gene]
    homozygous = finding.zygosity is Zygosity.HOMOZYGOUS and len(of_gene) == 1
    if not homozygous and len(of_gene) != 2:
        return Segregation(0, why_none=say("two changed copies are not known in the patient"))
    if any(one.phase.startswith("in cis") for one in of_gene):
        return Segregation(0, why_none=say("the two changes lie on one copy"))
    locus = AutosomalLocus(("a",) if homozygous else ("a", "b"))
    sibs = [sib for sib in family.full_sibs(family.proband_id) if sib.affected is Affected.YES]
    against = tuple(sib.id for sib in sibs if sib.genotype is not None and sib.genotype not in BOTH)
    if against:
        return Segregation(0, against=against)
    own = frozenset[Hashable]({(locus.variants[0], locus.variants[-1])})
    both = frozenset(
        state.genotype for state in locus.states(Sex.UNKNOWN) if locus.biallelic(state)
    )
    counted: dict[str, frozenset[Hashable]] = {sib.id: both for sib in sibs if sib.genotype in BOTH}
    return _counted(family, locus, {family.proband_id: own}, counted, locus.biallelic)


# --- meioses ---------------------------------------------------------------------------------


def _counted(
    family: Family,
    locus: Locus,
    known: Copies,
    counted: Copies,
    wanted: Callable[[State], bool],
) -> Segregation:
    """Return the meioses of those who count: how often the chance of it was halved."""
    if not counted:
        why = say("nobody else who is affected, or must carry, has a result that shows the change")
        return Segregation(0, why_none=why)
    copies, chance = dict(known), Fraction(1)
    for name, allowed in counted.items():
        chance *= Chances.of(family, locus, Evidence(copies)).probability(name, wanted)
        copies[name] = allowed
    meioses = _halvings(chance)
    if not meioses:
        why = say("the results of {people} follow from the patient's", people=_names(counted))
        return Segregation(0, why_none=why)
    return Segregation(meioses, tuple(counted))


def _halvings(chance: Fraction) -> int:
    """Return how often one must be halved to get to the chance, whole halvings only."""
    if not chance:
        raise ImpossibleEvidenceError("a carrier who cannot carry")
    return (chance.denominator // chance.numerator).bit_length() - 1


def _names(people: Iterable[str]) -> str:
    return ", ".join(people)
