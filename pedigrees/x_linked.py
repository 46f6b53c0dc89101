"""X-linked families: the offer for each relative, from chance, parents and sex."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from genetics.defaults import DefaultName
from genetics.errors import InputRejected, Mistake
from genetics.inheritance import Sex
from pedigrees.assumptions import DEFAULTS, ChanceSettings, assumption
from pedigrees.carriers import Carriers, Context, find_carriers
from pedigrees.familial_changes import genotypes_of
from pedigrees.family import Family
from pedigrees.offers import Offer, minor_rule, screening_tests, without_targeted
from pedigrees.people import Person
from pedigrees.plan import DiseaseClass, Flag
from pedigrees.probability.loci import XLocus
from pedigrees.probability.transmission import (
    Evidence,
    ImpossibleEvidenceError,
    transmission_chances,
)
from pedigrees.relationship import Path, Side, path_to
from pedigrees.tested import TestResults


@dataclass(frozen=True, slots=True)
class XLinkedFamily:
    """An X-linked family with its carriers and everyone's transmission chance.

    `residual` is the chance for a further child by germline mosaicism of a parent who tested
    negative: an assumption, not a measurement.
    """

    family: Family
    tests: TestResults
    kind: DiseaseClass
    carriers: Carriers
    chances: dict[str, Fraction]
    residual: Fraction

    @classmethod
    def of(
        cls,
        family: Family,
        tests: TestResults,
        kind: DiseaseClass,
        *,
        man: bool,
        settings: ChanceSettings = DEFAULTS,
    ) -> XLinkedFamily:
        """Work out carriers and chances; `man` is true for a hemizygous proband.

        Where no founder can have brought the variant, it is new in someone on the way to
        the proband. Raises InputRejected when that does not explain the results either.
        """
        family = family.with_sex_of_parents()
        carriers = find_carriers(family, tests, man)
        new_above = replace(carriers, new_in=carriers.new_in | _may_have_it_new(family, tests, man))
        for found in (carriers, new_above):
            with suppress(ImpossibleEvidenceError):
                chances = transmission_chances(family, _evidence(family, tests, found))
                return cls(family, tests, kind, found, chances, _residual_of(kind, settings))
        raise InputRejected(
            Mistake(
                f"the recorded test results cannot all be true together ({tests.in_words()})",
                "check samples, identities and parentage before anyone is addressed",
                place="test results",
            )
        )

    def offer(self, person: Person, *, parentage_confirmed: bool) -> Offer:
        """Return the offer for one relative, before the overrides."""
        person = self.family[person.id]
        path = path_to(self.family, person.id)
        if path is None:
            return self._no_blood_relation(person)
        residual = self._residual(person, parentage_confirmed)
        if residual is not None:
            return residual
        if self.chances[person.id] == 0:
            return self._no_risk(person, path, parentage_confirmed)
        return self._at_risk(person, path)

    # No risk -------------------------------------------------------------------------

    def _no_blood_relation(self, person: Person) -> Offer:
        """A partner or in-law adds no relevant risk; one who tested positive carries.

        No chance is given: it is not a chance by descent from this family.
        """
        if self.tests.positive(person.id):
            tests = without_targeted(screening_tests(self.kind, person.sex))
            rule = minor_rule(self.kind, person.sex)
            return Offer(Flag.OBLIGATE, tests, "R-XL-OBLIGATE", None, 2, rule, tested="positive")
        return Offer(Flag.NOT_INDICATED, (), "R-XL-PARTNER", None)

    def _no_risk(self, person: Person, path: Path, parentage_confirmed: bool) -> Offer:
        tested = "negative" if self.tests.negative(person.id) else ""
        unconfirmed = self.carriers.context.is_de_novo and not parentage_confirmed
        reason = self._reason_without_risk(person, path)
        if unconfirmed and tested and path.up == 1 and path.down == 0:
            return Offer(Flag.SPECIALIST, (), reason, Fraction(0), priority=0, tested=tested)
        return Offer(Flag.NOT_INDICATED, (), reason, Fraction(0), tested=tested)

    def _reason_without_risk(self, person: Person, path: Path) -> str:
        """Return why a blood relative is not concerned; the first that fits.

        The father of a man (he gave him Y; so did the father's father where the father
        carries); a line above or beside the person in whom the variant is new; a son
        through a man, or the father of a man; the paternal side of
        a male proband, or of a woman whose variant is maternal; else: not the source.
        """
        context = self.carriers.context
        is_father = path.up == 1 and path.down == 0 and person.sex is Sex.MALE
        if is_father and context in (Context.XLM_DEFAULT, Context.XLM_DE_NOVO):
            return "R-XL-FATHER"
        if is_father and context is Context.XLF_MATERNAL:
            return "R-XL-ORIGIN"
        if context is Context.XLF_PATERNAL and self._is_the_fathers_father(person):
            return "R-XL-NO-M2M"
        if self._beside_a_new_variant(person):
            return "R-DN-LINE"
        if self._through_a_man_to_his_son(person):
            return "R-XL-NO-M2M"
        of_a_man = context.startswith("xlm")
        if path.side is Side.PATERNAL and (of_a_man or context is Context.XLF_MATERNAL):
            return "R-XL-PATERNAL-LINE"
        return "R-XL-ORIGIN"

    def _is_the_fathers_father(self, person: Person) -> bool:
        father = self.family.father(self.family.proband_id)
        return father is not None and person is self.family.father(father.id)

    def _beside_a_new_variant(self, person: Person) -> bool:
        """Above or beside the person in whom the variant is new, and not below."""
        new_in = self.carriers.new_in | self.carriers.again_in
        if self.family.ancestors(person.id) & new_in:
            return False
        related = any(self.family.are_blood_relatives(person.id, one) for one in new_in)
        return related or self.carriers.context.is_new

    def _through_a_man_to_his_son(self, person: Person) -> bool:
        """A son of a man who may carry, the father of one, or a descendant of such a son."""
        if any(self._may_carry(child) for child in self.family.sons(person.id)):
            return person.sex is Sex.MALE
        line = {person.id} | self.family.ancestors(person.id)
        for one in (self.family[name] for name in line):
            father = self.family.father(one.id)
            if one.sex is Sex.MALE and self.chances[one.id] == 0 and self._could_carry(father):
                return True
        return False

    def _may_carry(self, person: Person | None) -> bool:
        return person is not None and self.chances[person.id] > 0

    def _could_carry(self, man: Person | None) -> bool:
        """A man who may carry, or could have before a result in his line excluded him."""
        if man is None or self._may_carry(man):
            return man is not None
        return self._may_carry(self.family.mother(man.id))

    # Germline mosaicism ----------------------------------------------------------------

    def _residual(self, person: Person, parentage_confirmed: bool) -> Offer | None:
        """De novo: only germline mosaicism of a parent remains, for sibs and their parent.

        Maternal half-sibs count as sibs. A sib tested negative has no risk, one tested
        positive is a carrier like any other. Without confirmed parentage the identity
        check comes first (SPECIALIST for the mother).
        """
        context = self.carriers.context
        if not context.is_de_novo:
            return None
        mother = self.family.mother(self.family.proband_id)
        if context is Context.XLM_DE_NOVO and person is mother:
            return self._mosaic_mother(person, parentage_confirmed)
        settled = self.tests.results.keys() | self.carriers.known
        if not self._shares_the_mother(person) or person.id in settled:
            return None
        if self.carriers.again_in:
            return self._sib_of_a_mosaic(person)
        return Offer(
            Flag.RESIDUAL_LOW,
            screening_tests(self.kind, person.sex),
            "R-DN-MOSAIC",
            self.residual,
            priority=self._residual_priority(person),
            minor_rule=minor_rule(self.kind, person.sex),
            assumed=True,
        )

    def _sib_of_a_mosaic(self, person: Person) -> Offer:
        """A second child carries: mosaicism is shown, and the assumed chance would be too low.

        How many egg cells carry is not known, so no figure is given (own rule, the
        convention of KNOWLEDGE.md 4.0 being for a single child).
        """
        tests = screening_tests(self.kind, person.sex)
        rule = minor_rule(self.kind, person.sex)
        return Offer(Flag.TEST_NOW, tests, "R-DN-MOSAIC-SHOWN", None, 1, rule)

    def _shares_the_mother(self, person: Person) -> bool:
        mother = self.family.mother(self.family.proband_id)
        return mother is not None and self.family.mother(person.id) is mother

    def _residual_priority(self, person: Person) -> int:
        brother = self.carriers.context is Context.XLM_DE_NOVO and person.sex is Sex.MALE
        return 2 if brother else 3

    def _mosaic_mother(self, mother: Person, parentage_confirmed: bool) -> Offer:
        return Offer(
            Flag.RESIDUAL_LOW if parentage_confirmed else Flag.SPECIALIST,
            (),
            "R-DN-MOSAIC",
            self.residual,
            priority=2 if parentage_confirmed else 0,
            minor_rule=minor_rule(self.kind, mother.sex),
            assumed=True,
            tested="negative",
            residual_parent=True,
        )

    # At risk ----------------------------------------------------------------------------

    def _at_risk(self, person: Person, path: Path) -> Offer:
        flag, reason, priority = self._place(person, path)
        if person.id in self.carriers.known:
            flag = Flag.OBLIGATE
            reason, priority = self._obligate(person, path, priority)
        positive = self.tests.positive(person.id)
        tests = screening_tests(self.kind, person.sex)
        return Offer(
            flag,
            without_targeted(tests) if positive else tests,
            reason,
            self.chances[person.id],
            priority,
            minor_rule(self.kind, person.sex),
            very_likely=person.id == self.carriers.source,
            tested="positive" if positive else "",
        )

    def _place(self, person: Person, path: Path) -> tuple[Flag, str, int]:
        """Return flag, reason and priority of a relative who is not known to carry.

        * The woman who is the most likely source is tested first; her result decides.
        * A woman's variant of unknown origin: both parents first, her sibs may choose.
        * A child of a woman who carries, or is the source: sons now, daughters may choose.
        * The son of a man, at risk because his mother is a blood relative too: like the
          son of a woman who carries.
        * Everyone else waits for the linking relative.

        A sib of a woman or man with an apparently new variant keeps the place of a sib.
        """
        if self.carriers.context.is_de_novo and self._shares_the_mother(person):
            return Flag.RESIDUAL_LOW, "R-DN-MOSAIC", self._residual_priority(person)
        if person.id == self.carriers.source:
            return Flag.TEST_NOW, "R-XL-MOTHER", 1 if path.up == 1 else 2
        if self.carriers.context is Context.XLF_DEFAULT and path.up == 1 and path.down == 0:
            return Flag.TEST_NOW, "R-XL-ORIGIN", 1
        is_full_sib = path.up == 1 and path.down == 1 and path.full
        if self.carriers.context is Context.XLF_DEFAULT and is_full_sib:
            return Flag.TEST_OFFER, _sib_reason(person), 2
        mother = self.family.mother(person.id)
        if mother is not None and self._passes_it_on(mother):
            return self._child_of_a_carrier(person, mother, path)
        if self._only_through_his_mother(person, path):
            return Flag.TEST_NOW, "R-XL-SON-OF-CARRIER", 1 if _is_near(path) else 2
        return Flag.STEPWISE, self._linking_reason(path), self._stepwise_priority(person, path)

    def _only_through_his_mother(self, person: Person, path: Path) -> bool:
        """Whether the shortest way to him runs through his father, who cannot pass it on."""
        if person.sex is not Sex.MALE or path.down == 0 or (path.up and path.down == 1):
            return False
        father = self.family.father(person.id)
        linking = path.descent[-2] if path.down > 1 else self.family.proband_id
        return father is not None and father.id == linking

    def _passes_it_on(self, woman: Person) -> bool:
        return woman.id in self.carriers.known or woman.id == self.carriers.source

    def _child_of_a_carrier(
        self, person: Person, mother: Person, path: Path
    ) -> tuple[Flag, str, int]:
        """Sons are tested now, daughters are offered the test, near ones before far ones."""
        daughter = person.sex is Sex.FEMALE
        priority = (2 if daughter else 1) + (0 if _is_near(path) else 1)
        if not daughter and self._is_aunt_and_daughter_of_the_source(mother):
            priority = 3
        flag = Flag.TEST_OFFER if daughter else Flag.TEST_NOW
        return flag, self._child_reason(person, mother), priority

    def _is_aunt_and_daughter_of_the_source(self, woman: Person) -> bool:
        """A maternal aunt of a man whose maternal grandfather is hemizygous."""
        if self.carriers.context is not Context.XLM_MGF_HEMIZYGOUS:
            return False
        path = path_to(self.family, woman.id)
        return path is not None and path.up == 2 and path.down == 1

    def _child_reason(self, person: Person, mother: Person) -> str:
        proband = self.family.proband_id
        own_mother = self.family.mother(proband)
        father = self.family.father(proband)
        fathers_mother = self.family.mother(father.id) if father else None
        mothers_mother = self.family.mother(own_mother.id) if own_mother else None
        of_his_line = self.carriers.context is Context.XLF_PATERNAL and mother is fathers_mother
        if mother is own_mother or of_his_line:
            return _sib_reason(person)
        if mother is mothers_mother and self.carriers.context.startswith("xlm"):
            return "R-XL-MAT-LINE"
        return "R-XL-DAU-OF-CARRIER" if person.sex is Sex.FEMALE else "R-XL-SON-OF-CARRIER"

    def _linking_reason(self, path: Path) -> str:
        """Return the reason of a stepwise offer: after which relative it comes.

        A man's child whose sex is not recorded waits for that: a daughter carries.
        """
        if path.up == 0 and path.down == 1:
            return "R-XL-DAUGHTER-OF-MALE"
        if path.up == 0:
            return "R-XL-VIA-SON" if self._via_a_man(path) else "R-XL-VIA-DAUGHTER"
        if path.up == 1 and path.down > 1:
            return "R-XL-VIA-BROTHER" if self._via_a_man(path) else "R-XL-VIA-SISTER"
        of_a_man = self.carriers.context.startswith("xlm")
        is_grandparent = path.up == 2 and path.down == 0
        maternal = path.side is not Side.PATERNAL
        return "R-XL-MAT-LINE" if of_a_man and maternal and not is_grandparent else "R-XL-ORIGIN"

    def _via_a_man(self, path: Path) -> bool:
        return self.family[path.descent[0]].sex is Sex.MALE

    def _stepwise_priority(self, person: Person, path: Path) -> int:
        """Return 3 for those next in line, else 4.

        A man's family: his sister's sons, the mother's parents and her sibs. A woman's
        family: her daughter's sons and her son's daughters.
        """
        if self.carriers.context.startswith("xlm"):
            maternal = path.side is not Side.PATERNAL
            mothers_line = path.up == 2 and path.down <= 1 and maternal
            sisters_son = (path.up, path.down) == (1, 2) and person.sex is Sex.MALE
            via_sister = sisters_son and path.full and not self._via_a_man(path)
            return 3 if mothers_line or via_sister else 4
        if (path.up, path.down) == (0, 2):
            linking = self.family[path.descent[0]]
            return 3 if linking.sex is not person.sex else 4
        return 4

    def _obligate(self, person: Person, path: Path, priority: int) -> tuple[str, int]:
        """Return reason and priority of someone known to carry.

        Daughters of a man who carries: he is the reason, but for ancestors and for the
        daughters of a man's maternal grandfather it is their place in the pedigree.
        Parents, and daughters of the proband or of the proband's father, come first; the
        mother's sisters and the father's mother second; everyone else keeps the place of
        an untested relative.
        """
        father = self.family.father(person.id)
        of_a_carrier = (
            person.sex is Sex.FEMALE and father is not None and father.id in self.carriers.known
        )
        by_father = of_a_carrier and path.down > 0 and not self._from_a_mans_grandfather(father)
        reason = "R-XL-DAUGHTER-OF-MALE" if by_father else "R-XL-OBLIGATE"
        daughter_or_sister = of_a_carrier and (path.up, path.down) in ((0, 1), (1, 1))
        if (path.up, path.down) == (1, 0) or daughter_or_sister:
            return reason, 1
        fathers_mother = (path.up, path.down, path.side) == (2, 0, Side.PATERNAL)
        if fathers_mother or (of_a_carrier and (path.up, path.down) == (2, 1)):
            return reason, 2
        return reason, priority

    def _from_a_mans_grandfather(self, father: Person | None) -> bool:
        mother = self.family.mother(self.family.proband_id)
        if mother is None or not self.carriers.context.startswith("xlm"):
            return False
        return father is not None and father is self.family.father(mother.id)


def _residual_of(kind: DiseaseClass, settings: ChanceSettings) -> Fraction:
    gene = "ABCB7" if kind is DiseaseClass.ABCB7 else "ALAS2"
    return assumption(gene, settings, DefaultName.RESIDUAL_MOSAICISM).value


def _is_near(path: Path) -> bool:
    """A child, brother or sister, half ones too."""
    return (path.up, path.down) in ((0, 1), (1, 1))


def _sib_reason(person: Person) -> str:
    return "R-XL-SISTER" if person.sex is Sex.FEMALE else "R-XL-BROTHER"


def _may_have_it_new(family: Family, tests: TestResults, man: bool) -> frozenset[str]:
    """Return the ancestors from whom the proband has an X, but for those who are negative."""
    proband = family.proband_id
    parents = [family.mother(proband)] if man else list(family.parents(proband))
    above = {
        name
        for parent in parents
        if parent is not None
        for name in (parent.id, *family.ancestors(parent.id))
    }
    return frozenset(name for name in above if not tests.negative(name))


def _evidence(family: Family, tests: TestResults, carriers: Carriers) -> Evidence:
    """Return every recorded result, and at least one copy for those known to carry.

    A test that found the change in a woman, without a genotype, leaves one copy or two.
    """
    copies: dict[str, frozenset[Hashable]] = {
        person.id: frozenset({1, 2}) for person in family if person.id in carriers.known
    }
    for name, result in tests.results.items():
        if name in family:
            copies[name] = genotypes_of(result, XLocus(), family[name].sex)
    copies |= {name: left for name, left in tests.possible.items() if name in family}
    return Evidence(copies, carriers.new_in, carriers.again_in)
