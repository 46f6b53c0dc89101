"""Recessive families (SLC25A38): the offer for each relative, from kinship, age and chances."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from fractions import Fraction

from genetics.defaults import DefaultName
from genetics.errors import InputRejected, Mistake
from genetics.inheritance import Sex
from genetics.phrases import say
from genetics.results import Finding
from pedigrees.assumptions import DEFAULTS, ChanceSettings, assumption, carrier_frequency
from pedigrees.clinical.findings_facts import homozygous, in_trans
from pedigrees.family import Family
from pedigrees.offers import Offer, Situation, without_targeted
from pedigrees.people import Affected, Genotype, Person
from pedigrees.plan import CoupleRisk, Flag, MinorRule, Test
from pedigrees.probability.loci import NORMAL, AutosomalLocus, Pair
from pedigrees.probability.transmission import Chances, Evidence, ImpossibleEvidenceError
from pedigrees.relationship import Path, path_to
from pedigrees.tested import TestResults

_CARRIER_TEST = (Test.TARGETED,)
_WITH_COPY_NUMBER = (Test.TARGETED, Test.COPY_NUMBER)
_DONOR_TESTS = (Test.TARGETED, Test.BLOOD_COUNT, Test.HLA)
_SICK_SIB_TESTS = (
    Test.TARGETED,
    Test.BLOOD_COUNT,
    Test.FERRITIN,
    Test.TRANSFERRIN_SATURATION,
)


@dataclass(frozen=True, slots=True)
class RecessiveAssumptions:
    """What is assumed: the share of `carriers` among unrelated people, and the age of onset.

    The disease shows itself before the age `onset` in years.
    """

    carriers: Fraction
    onset: Fraction

    @classmethod
    def of(cls, settings: ChanceSettings) -> RecessiveAssumptions:
        """Return what the case states, otherwise the defaults of the gene file."""
        onset = assumption("SLC25A38", settings, DefaultName.AGE_OF_ONSET)
        return cls(carrier_frequency(settings), onset.value)


@dataclass(frozen=True, slots=True)
class RecessiveFamily:
    """A recessive family with its chances.

    `phase_known` is false for two variants that may lie on one copy: no chance is given
    then, and everyone waits for the parents. `lacking` is the parent without the variant
    of a homozygous proband: deletion, sample, recorded relationship or isodisomy first.
    """

    family: Family
    tests: TestResults
    locus: AutosomalLocus
    evidence: Evidence
    chances: Chances
    phase_known: bool
    lacking: Person | None
    assumed: RecessiveAssumptions

    @classmethod
    def of(
        cls,
        family: Family,
        tests: TestResults,
        causing: tuple[Finding, ...],
        ages: dict[str, int | None],
        settings: ChanceSettings = DEFAULTS,
    ) -> RecessiveFamily:
        """Work out the chances of everyone. Raises InputRejected for impossible results."""
        one_variant = homozygous(causing)
        lacking = _parent_without_it(family, tests) if one_variant else None
        locus = AutosomalLocus(("a",) if one_variant else ("a", "b"))
        assumed = RecessiveAssumptions.of(settings)
        evidence = _evidence(family, tests, locus, ages, lacking, assumed)
        linked = family if lacking is None else _cut_from_parents(family)
        chances = Chances.of(linked, locus, evidence)
        recessive = cls(
            linked if lacking is None else family,
            tests,
            locus,
            evidence,
            chances,
            one_variant or in_trans(causing),
            lacking,
            assumed,
        )
        try:
            chances.carrying(family.proband_id)
        except ImpossibleEvidenceError as error:
            raise InputRejected(
                Mistake(
                    f"the recorded test results cannot all be true together ({tests.in_words()})",
                    "check samples, identities and recorded relationships first",
                    place="test results",
                )
            ) from error
        return recessive

    @property
    def context(self) -> str:
        """Return the id of the context (KNOWLEDGE.md 4.0)."""
        return "ar-default" if self.lacking is None else "ar-one-parent"

    @property
    def context_words(self) -> str:
        """Return "phase unknown", "consanguineous" or ""."""
        if not self.phase_known:
            return say("phase unknown")
        return say("consanguineous") if self._parents_are_related() else ""

    def _parents_are_related(self) -> bool:
        parents = self.family.parents(self.family.proband_id)
        return len(parents) == 2 and self.family.are_blood_relatives(*(one.id for one in parents))

    def offer(self, situation: Situation) -> Offer:
        """Return the offer for one relative, before the overrides."""
        person = situation.person
        path = path_to(self.family, person.id)
        offer = self._as_partner(person, path) or self._by_kinship(situation, path)
        if path is not None and offer.flag is not Flag.NOT_INDICATED:
            offer = replace(offer, affected=self._affected(person))
        return offer if self.phase_known else self._waiting(offer, situation, path)

    def _affected(self, person: Person) -> Fraction | None:
        """Return the chance to have both copies; none is given beside a lacking parent."""
        if self.lacking is not None:
            return None
        return self.chances.probability(person.id, self.locus.biallelic)

    # Partners ----------------------------------------------------------------------------

    def _as_partner(self, person: Person, path: Path | None) -> Offer | None:
        """Return the offer to a partner of the proband or of a sib, None for anyone else.

        Not related: gene sequencing if the couple wishes, with the population's chance.
        Related: the targeted test, now; the chance is that of the kinship.
        """
        near = {self.family.proband_id}
        near |= {sib.id for sib in self.family.full_sibs(self.family.proband_id)}
        if not any(partner.id in near for partner in self.family.partners(person.id)):
            return None
        if path is None:
            tests = (Test.SEQUENCING,)
            prior = Offer(Flag.PARTNER_OFFER, tests, "R-AR-PARTNER", self.assumed.carriers, 4)
            return replace(prior, assumed=True)
        chance = self.chances.carrying(person.id)
        if _is_parent(path) or chance == 0:
            return None
        return Offer(Flag.TEST_NOW, _CARRIER_TEST, "R-AR-PARTNER-REL", chance, 1)

    # Blood relatives -----------------------------------------------------------------------

    def _by_kinship(self, situation: Situation, path: Path | None) -> Offer:
        if path is None:
            return Offer(Flag.NOT_INDICATED, (), "R-AR-PARTNER", None)
        special = self._beside_a_lacking_parent(situation.person, path)
        if special is not None:
            return special
        chance = self.chances.carrying(situation.person.id)
        if chance == 0:
            tested = "negative" if self.tests.negative(situation.person.id) else ""
            return Offer(Flag.NOT_INDICATED, (), "R-AR-NOT-LINE", Fraction(0), tested=tested)
        return self._after_a_test(replace(self._at_risk(situation, path), chance=chance), situation)

    def _at_risk(self, situation: Situation, path: Path) -> Offer:
        """Return the offer by kinship; the chance is filled in afterwards.

        Parents confirm the phase. Full sibs: see `_sib`. Half-sibs wait for the other
        parent. A child carries for certain. Aunts and uncles may choose. Ancestors need
        no test. Everyone else waits for the linking relative.
        """
        if _is_parent(path):
            tests = (Test.TARGETED, Test.BLOOD_COUNT)
            return Offer(Flag.PHASE_TEST, tests, "R-AR-PARENT", None, 1)
        if path.down == 0:
            unprinted = self._parents_are_related()
            return Offer(Flag.INFO_ONLY, (), "R-AR-EXT", None, unprinted=unprinted)
        if (path.up, path.down) == (1, 1) and path.full:
            return _sib(situation, self.assumed.onset)
        if (path.up, path.down) == (1, 1):
            tests = (Test.BLOOD_COUNT, Test.TARGETED)
            return Offer(Flag.STEPWISE, tests, "R-AR-HALFSIB", None, 3, MinorRule.DEFER)
        if (path.up, path.down) == (0, 1):
            return Offer(Flag.OBLIGATE, _CARRIER_TEST, "R-AR-CHILD", None, 3, MinorRule.DEFER)
        if (path.up, path.down) == (2, 1):
            return Offer(Flag.TEST_OFFER, _CARRIER_TEST, "R-AR-EXT", None, 4)
        return Offer(Flag.STEPWISE, _CARRIER_TEST, "R-AR-EXT", None, 4, MinorRule.DEFER)

    def _after_a_test(self, offer: Offer, situation: Situation) -> Offer:
        """A parent who was tested needs no test more; anyone else tested positive carries."""
        if not self.tests.positive(situation.person.id):
            return offer
        if offer.flag is Flag.PHASE_TEST:
            return replace(offer, tests=(), tested="positive")
        tests = without_targeted(offer.tests)
        flag = Flag.OBLIGATE if offer.flag in _ANSWERED_BY_A_TEST else offer.flag
        return replace(offer, flag=flag, tests=tests, tested="positive")

    def _beside_a_lacking_parent(self, person: Person, path: Path) -> Offer | None:
        """Homozygous proband, one parent without the variant (KNOWLEDGE.md 4.6, ar-one-parent).

        That parent and the sibs: a geneticist settles it first, with a copy-number test.
        The other parent and his or her sibs: as carriers. The line of the parent without
        the variant is not concerned. Everyone else: as usual.
        """
        if self.lacking is None:
            return None
        chance = self.chances.carrying(person.id)
        if person.id == self.lacking.id:
            return Offer(Flag.SPECIALIST, _WITH_COPY_NUMBER, "R-AR-UPD", Fraction(0), 2)
        if _is_parent(path):
            tested = "positive" if self.tests.positive(person.id) else ""
            tests = () if tested else _WITH_COPY_NUMBER
            return Offer(Flag.PHASE_TEST, tests, "R-AR-PARENT", chance, 2, tested=tested)
        if (path.up, path.down) == (1, 1) and path.full:
            return Offer(Flag.SPECIALIST, _WITH_COPY_NUMBER, "R-AR-UPD", chance, 2)
        if chance == 0:
            through = self.lacking.id in path.ascent or self.lacking.id in path.descent
            reason = "R-AR-UPD" if through else "R-AR-NOT-LINE"
            return Offer(Flag.NOT_INDICATED, (), reason, chance)
        if (path.up, path.down) == (2, 1):
            return Offer(Flag.TEST_OFFER, _WITH_COPY_NUMBER, "R-AR-EXT", chance, 2)
        return None

    def _waiting(self, offer: Offer, situation: Situation, path: Path | None) -> Offer:
        """Phase unknown: the parents first, then sick, small or donor sibs; the rest waits.

        No figure is printed, and none is given.
        """
        without = replace(offer, chance=None, affected=None)
        if path is None or offer.flag is Flag.NOT_INDICATED:
            return without if path is not None else offer
        at_once = offer.reason in ("R-AR-PARENT", "R-AR-SIB", "R-AR-DONOR")
        if at_once or situation.person.id in self.tests.results:
            return without
        return replace(without, flag=Flag.STEPWISE, priority=offer.priority or 4)

    # Couples ----------------------------------------------------------------------------

    def couple_risks(self) -> tuple[CoupleRisk, ...]:
        """Return the risk of each couple of two blood relatives, the parents aside."""
        if not self.phase_known or self.lacking is not None:
            return ()
        return tuple(self._couple_risk(*couple) for couple in related_couples(self.family))

    def _couple_risk(self, one: str, other: str) -> CoupleRisk:
        carrier = frozenset(
            state.genotype
            for state in self.locus.states(Sex.UNKNOWN)
            if self.locus.founder(state).order == 1
        )
        free: frozenset[Hashable] = frozenset({(NORMAL, NORMAL)})
        return CoupleRisk(
            (one, other),
            untested=self._child_of(one, other, {}),
            both_carriers=self._child_of(one, other, {one: carrier, other: carrier}),
            one_negative=self._child_of(one, other, {other: free}),
        )

    def _child_of(self, one: str, other: str, results: dict[str, frozenset[Hashable]]) -> Fraction:
        """Return the chance for a child of the couple to have both copies.

        A result that the evidence rules out changes nothing: it cannot come.
        """
        known = dict(self.evidence.copies)
        for name, allowed in results.items():
            known[name] = (known.get(name, allowed) & allowed) or known[name]
        father, mother = (one, other) if self.family[one].sex is Sex.MALE else (other, one)
        child = Person(f"child of {one} and {other}", Sex.UNKNOWN, father, mother)
        family = Family((*self.family, child), self.family.proband_id)
        chances = Chances.of(family, self.locus, replace(self.evidence, copies=known))
        return chances.probability(child.id, self.locus.biallelic)


_ANSWERED_BY_A_TEST = (Flag.TEST_OFFER, Flag.HAEM_SCREEN, Flag.STEPWISE)


def related_couples(family: Family) -> tuple[tuple[str, str], ...]:
    """Return couples of whom both belong to the proband's family by blood.

    Couples of two ancestors of the proband are left out: the parents have their own
    figure, and nobody asks for that of the grandparents.
    """
    ancestors = family.ancestors(family.proband_id)
    order = {person.id: place for place, person in enumerate(family)}
    return tuple(
        (person.id, partner.id)
        for person in family
        for partner in family.partners(person.id)
        if order[person.id] < order[partner.id]
        and not {person.id, partner.id} <= ancestors
        and _in_the_line(family, person.id)
        and _in_the_line(family, partner.id)
    )


def _in_the_line(family: Family, name: str) -> bool:
    return name == family.proband_id or family.are_blood_relatives(name, family.proband_id)


def _is_parent(path: Path) -> bool:
    return (path.up, path.down) == (1, 0)


def _sib(situation: Situation, onset: Fraction) -> Offer:
    """Return the offer to a full sib: the first that fits (KNOWLEDGE.md 4.0 "Sibs in AR").

    Possible donor; symptoms or under 3 years; minor; adult.
    """
    if situation.person.possible_hsct_donor:
        return Offer(Flag.TEST_NOW, _DONOR_TESTS, "R-AR-DONOR", None, 1, MinorRule.ALLOWED)
    # Without a year of birth a sib who could be a child could be a small one.
    small = situation.minor if situation.age is None else situation.age < onset
    if situation.symptomatic or small:
        return Offer(Flag.TEST_NOW, _SICK_SIB_TESTS, "R-AR-SIB", None, 1, MinorRule.ALLOWED)
    if situation.minor:
        tests = (Test.BLOOD_COUNT, Test.FERRITIN)
        return Offer(Flag.HAEM_SCREEN, tests, "R-AR-SIB-MINOR", None, 3, MinorRule.DEFER)
    return Offer(Flag.TEST_OFFER, _CARRIER_TEST, "R-AR-SIB-CARRIER", None, 3)


# Evidence ---------------------------------------------------------------------------------


def _parent_without_it(family: Family, tests: TestResults) -> Person | None:
    lacking = [one for one in family.parents(family.proband_id) if tests.negative(one.id)]
    return lacking[0] if len(lacking) == 1 else None


def _cut_from_parents(family: Family) -> Family:
    """Return the family without the proband's parent links: they cannot be relied on yet."""
    return Family(
        (
            replace(person, father=None, mother=None) if person.id == family.proband_id else person
            for person in family
        ),
        family.proband_id,
    )


def _evidence(
    family: Family,
    tests: TestResults,
    locus: AutosomalLocus,
    ages: dict[str, int | None],
    lacking: Person | None,
    assumed: RecessiveAssumptions,
) -> Evidence:
    """Return what is known about the genotypes (KNOWLEDGE.md 4.0 "Evidence for p_variant").

    The proband has both copies; every recorded result counts; a sib or cousin recorded
    unaffected and past the age of onset does not have both. Beside a parent without the
    variant, the other parent carries it.
    """
    copies: dict[str, frozenset[Hashable]] = {
        name: _genotypes(result, locus) for name, result in tests.results.items() if name in family
    }
    copies[family.proband_id] = _biallelic(locus)
    for person in family.relatives:
        healthy = person.affected is Affected.NO and _past_onset(ages[person.id], assumed.onset)
        if person.id not in copies and healthy and _sib_or_cousin(family, person):
            copies[person.id] = _all(locus) - _both_copies(locus)
    if lacking is not None:
        for parent in family.parents(family.proband_id):
            if parent.id != lacking.id:
                carrying = _all(locus) - {(NORMAL, NORMAL)}
                copies[parent.id] = copies.get(parent.id, carrying) & carrying
    return Evidence(copies, priors=_priors(family, assumed.carriers))


def _genotypes(result: Genotype, locus: AutosomalLocus) -> frozenset[Hashable]:
    if result is Genotype.NOT_DETECTED:
        return frozenset({(NORMAL, NORMAL)})
    if result in (Genotype.HOMOZYGOUS, Genotype.COMPOUND_HETEROZYGOUS):
        return _both_copies(locus)
    return _all(locus) - _both_copies(locus) - {(NORMAL, NORMAL)}


def _all(locus: AutosomalLocus) -> frozenset[Hashable]:
    return frozenset(state.genotype for state in locus.states(Sex.UNKNOWN))


def _both_copies(locus: AutosomalLocus) -> frozenset[Hashable]:
    return frozenset(
        state.genotype for state in locus.states(Sex.UNKNOWN) if locus.biallelic(state)
    )


def _biallelic(locus: AutosomalLocus) -> frozenset[Hashable]:
    """The proband: both copies of the one variant, or one of each of the two."""
    own: Pair = (locus.variants[0], locus.variants[-1])
    return frozenset({own})


def _past_onset(age: int | None, onset: Fraction) -> bool:
    return age is not None and age >= onset


def _sib_or_cousin(family: Family, person: Person) -> bool:
    path = path_to(family, person.id)
    return path is not None and (path.up, path.down) in ((1, 1), (2, 2))


def _priors(family: Family, carriers: Fraction) -> dict[str, Fraction]:
    """Return the population's chance for the other parent of a half-sib, if not related.

    The unrelated partner of the proband has it too: it counts for their child.
    """
    proband = family.proband_id
    own_parents = {parent.id for parent in family.parents(proband)}
    halves = [
        sib for parent in family.parents(proband) for sib in family.half_sibs(proband, parent)
    ]
    others = {parent.id for sib in halves for parent in family.parents(sib.id)} - own_parents
    others |= {partner.id for partner in family.partners(proband)}
    unrelated = {one for one in others if not _in_the_line(family, one) and not family.parents(one)}
    return dict.fromkeys(unrelated, carriers) | {
        f"{role} of {sib.id}": carriers
        for sib in halves
        for role, parent in (("father", family.father(sib.id)), ("mother", family.mother(sib.id)))
        if parent is None
    }
