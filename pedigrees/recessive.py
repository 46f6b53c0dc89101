"""Recessive families (SLC25A38): the offer for each relative, from kinship, age and chances."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from fractions import Fraction

from genetics.errors import InputRejected, Mistake
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.results import Finding
from pedigrees.assumptions import DEFAULTS, ChanceSettings
from pedigrees.clinical.findings_facts import homozygous, in_trans
from pedigrees.familial_changes import shown_in
from pedigrees.family import Family
from pedigrees.offers import Offer, Situation, without_targeted
from pedigrees.people import Person
from pedigrees.plan import CoupleRisk, Flag, MinorRule, Test
from pedigrees.probability.loci import NORMAL, AutosomalLocus
from pedigrees.probability.transmission import Chances, Evidence, ImpossibleEvidenceError
from pedigrees.recessive_evidence import (
    RecessiveAssumptions,
    cut_from_parents,
    evidence_of,
    in_the_line,
    parent_without_it,
)
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
        lacking = parent_without_it(family, tests) if one_variant else None
        locus = AutosomalLocus(("a",) if one_variant else ("a", "b"))
        assumed = RecessiveAssumptions.of(settings)
        evidence = evidence_of(family, tests, locus, ages, lacking, assumed)
        linked = family if lacking is None else cut_from_parents(family)
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
                    CHECK_FIRST if recessive.phase_known else CHECK_OR_ENTER_THE_PHASE,
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
            stated = self.assumed.carrying(person.id)
            prior = Offer(Flag.PARTNER_OFFER, tests, "R-AR-PARTNER", stated, 4)
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
        """A parent who was tested needs no test more; anyone else tested positive carries.

        Tested for one of two variants only, and the other one can still be there: the offer
        stays, for the test for the other one.
        """
        name = situation.person.id
        if self.tests.in_part(name) and not self._is_settled(name):
            return self._tested_in_part(offer, situation)
        if not self.tests.positive(name):
            return offer
        if offer.flag is Flag.PHASE_TEST:
            return replace(offer, tests=(), tested="positive")
        tests = without_targeted(offer.tests)
        flag = Flag.OBLIGATE if offer.flag in _ANSWERED_BY_A_TEST else offer.flag
        return replace(offer, flag=flag, tests=tests, tested="positive")

    def checks(self) -> tuple[str, ...]:
        """Return what the tests of the family ask a person to enter.

        The genotype of those in whom the one change was found, on one copy or on both; the
        origin of two changes of unknown phase, where the parents' tests show it.
        """
        copies = tuple(
            say(HOW_MANY_COPIES, person=name)
            for name in self.tests.possible
            if len(self.locus.variants) == 1
            and self.tests.positive(name)
            and self.tests.in_part(name)
            and not self._is_settled(name)
        )
        shown = not self.phase_known and self._parents_show_the_origin()
        return (*copies, *((say(ORIGIN_IS_SHOWN),) if shown else ()))

    def _parents_show_the_origin(self) -> bool:
        """Whether each change was found in one parent, and looked for in vain in the other."""
        left = [
            self.tests.possible.get(parent.id, frozenset())
            for parent in self.family.parents(self.family.proband_id)
        ]
        return len(left) == 2 and all(
            {shown_in(left[0], letter), shown_in(left[1], letter)} == {True, False}
            for letter in self.locus.variants
        )

    def _is_settled(self, name: str) -> bool:
        """Whether the family leaves only one genotype to someone who was tested in part."""
        if not self.phase_known:
            return False
        states = self.locus.states(Sex.UNKNOWN)
        return any(self.chances.probability(name, one.__eq__) == 1 for one in states)

    def _tested_in_part(self, offer: Offer, situation: Situation) -> Offer:
        """Return the offer of the test for the rest; "2 in 3" holds for an untested sib only."""
        if offer.reason == "R-AR-SIB-CARRIER":
            offer = replace(offer, reason="R-AR-SIB-IN-PART")
        if not self.tests.positive(situation.person.id):
            return offer
        if situation.symptomatic and offer.flag.is_flagged:
            offer = replace(offer, flag=Flag.TEST_NOW, priority=1)
        return replace(offer, tested="positive")

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


HOW_MANY_COPIES = marked(
    "A test of {person} found the change of the family; whether one copy or both have it is not "
    "recorded. Please record the genotype."
)
ORIGIN_IS_SHOWN = marked(
    "The tests of the parents show from which of them each change came, but the phase is not "
    "entered: please enter the parents' results with the findings."
)
CHECK_FIRST = "check samples, identities and recorded relationships first"
CHECK_OR_ENTER_THE_PHASE = (
    f"{CHECK_FIRST}; where the two changes lie on one copy, enter the phase with the findings"
)
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
        and in_the_line(family, person.id)
        and in_the_line(family, partner.id)
    )


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
