"""The story of the posterior chances of a case: everybody's chance, with all facts weighed.

The transmission chance of a decision is a chance by descent: no new change unless shown, nobody
who married in carries. The posterior weighs what that leaves out: new mutation, germline
mosaicism, carriers in the population, tests that can err, and a stated penetrance. Both stand
side by side; offers follow the transmission chance.

* X-linked (ALAS2, ABCB7): a rare change kept up by new mutation (`RareXLinked`), in the limit;
  fitness of men and residual mosaicism are assumptions of the gene file or of the case.
* Recessive (SLC25A38): the family's changes in the limit, others of the gene with the carrier
  frequency of the population (`RareRecessive`); no new mutation (KNOWLEDGE.md 2.3).
* Nothing is given (`NoChances`, with the reason) where no cascade is decided: a disputed gene
  (STEAP3), a VUS, a single recessive variant, nothing found, a stopped case, a variant in a
  part of the cells, an unknown phase, a parent without a homozygous proband's variant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from genetics.defaults import DefaultName
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.assumptions import Assumption, ChanceSettings, assumption, stated_in_words
from pedigrees.case import Case
from pedigrees.case_facts import facts_of
from pedigrees.clinical import findings_facts as found
from pedigrees.pattern import familial_variant
from pedigrees.people import Affected, Person
from pedigrees.plan import Pattern, Posterior
from pedigrees.probability.conflict import minimal_conflict
from pedigrees.probability.facts import Fact
from pedigrees.probability.junction_tree import TooTightlyKnitError
from pedigrees.probability.model import (
    OTHER,
    Chromosome,
    Model,
    Mosaicism,
    Mutation,
    Penetrance,
    RareRecessive,
    RareXLinked,
)
from pedigrees.probability.numbers import ZERO, Term
from pedigrees.probability.posterior import ImpossibleFactsError, Network, Posteriors
from pedigrees.probability.posterior import Posterior as PersonPosterior
from pedigrees.tested import TestResults, collect_results

RARE = Term(1, Fraction(1))
VARIANT, SECOND = "a", "b"


@dataclass(frozen=True, slots=True)
class CaseChances:
    """Everybody's posterior, and all it rests on."""

    people: tuple[Person, ...]
    network: Network
    facts: tuple[Fact, ...]
    assumptions: tuple[Assumption, ...]
    settings: ChanceSettings
    posteriors: Posteriors

    @property
    def stated(self) -> tuple[str, ...]:
        """Return all assumptions in words: defaults, and what the case states besides."""
        return _assumed(self.assumptions, self.settings)

    @property
    def model(self) -> Model:
        """Return the model."""
        return self.network.model

    def of(self, person: Person, *, related: bool) -> Posterior | None:
        """Return the chances of one person, None where none is given.

        That is without a genetic link; and in X-linked families by marriage alone.
        """
        if not person.genetic_link or (self.model.x_linked and not related):
            return None
        posterior = self.posteriors[person.id]
        return Posterior(float(posterior.carrying), self._affected(posterior))

    def _affected(self, posterior: PersonPosterior) -> float | None:
        if not self.model.x_linked:
            return float(posterior.copies(2))
        sexes = {state.sex for state in posterior.states}
        return float(posterior.copies(1)) if sexes == {Sex.MALE} else None


@dataclass(frozen=True, slots=True)
class NoChances:
    """No posterior is given, and why."""

    reason: str


def case_chances(case: Case, pattern: Pattern) -> CaseChances | NoChances:
    """Return everybody's posterior chance, or why there is none."""
    reason = why_not(case, pattern)
    if reason:
        return NoChances(reason)
    network, facts, assumptions = _set_up(case)
    people = _people(case)
    try:
        given = network.given(facts)
    except ImpossibleFactsError:
        conflict = minimal_conflict(people, network.model, facts)
        return NoChances(
            say(
                "These cannot all be true together: {facts}. Assumed: {assumed}.",
                facts="; ".join(one.words for one in conflict),
                assumed="; ".join(_assumed(assumptions, case.chances)),
            )
        )
    except TooTightlyKnitError as error:
        return NoChances(
            say(
                "The family is too tightly knit to be worked out: tables of {rows} rows.",
                rows=f"{error.rows:,}",
            )
        )
    return CaseChances(people, network, facts, assumptions, case.chances, given)


CONTRADICTION = marked("These cannot all be true together: {facts}.")


def _assumed(assumptions: tuple[Assumption, ...], settings: ChanceSettings) -> tuple[str, ...]:
    return (*(one.words for one in assumptions), *stated_in_words(settings))


def why_not(case: Case, pattern: Pattern) -> str:
    """Return why no posterior is given, "" where one is."""
    if pattern not in WITH_CHANCES:
        return say(WITHOUT_CHANCES.get(pattern, NOT_DECIDED))
    familial = familial_variant(case)
    assert familial is not None
    if familial.zygosity is Zygosity.MOSAIC:
        return say("The change is in a part of the cells; its share in germ cells is not known.")
    if ill := _ill_and_not_weighed(case):
        return say(
            "{people} recorded affected and not tested: the illness is weighed only where a "
            "penetrance is stated. A test of this person comes first.",
            people=", ".join(ill),
        )
    if pattern is Pattern.AR:
        return _why_not_recessive(case)
    return ""


def _ill_and_not_weighed(case: Case) -> tuple[str, ...]:
    """Return the affected blood relatives whose illness the plan knows and a posterior would not.

    Both would contradict each other. With a stated penetrance the illness counts; a result of
    the person's own decides.
    """
    if case.chances.penetrance:
        return ()
    known = _tests(case).results
    proband = case.family.proband_id
    return tuple(
        person.id
        for person in case.family.relatives
        if person.affected is Affected.YES
        and person.id not in known
        and case.family.are_blood_relatives(person.id, proband)
    )


def _why_not_recessive(case: Case) -> str:
    causing = _causing(case)
    if not found.homozygous(causing) and not found.in_trans(causing):
        return say("The phase of the two changes is unknown: the parents' tests settle it first.")
    tests = collect_results(case, *causing)
    lacking = [one for one in _parents(case) if tests.negative(one.id)]
    if found.homozygous(causing) and len(lacking) == 1:
        return say("A parent does not have the change that the proband has twice: settled first.")
    return ""


WITH_CHANCES = (Pattern.XL_M, Pattern.XL_F, Pattern.AR)
NOT_DECIDED = marked("No cascade is decided: no chance is given.")
WITHOUT_CHANCES: Mapping[Pattern, str] = {
    Pattern.AD_UNCERTAIN: marked("The link of the gene to the disease is disputed: no chance."),
    Pattern.VUS: marked("The change is of uncertain significance: no chance is given."),
    Pattern.AR_CARRIER: marked("One recessive change does not explain the disease: no chance."),
    Pattern.NEG: marked("Nothing was found: no chance is given."),
}


def contradiction(case: Case) -> str:
    """Return the fewest recorded facts that cannot all be true by descent alone, in words.

    New mutation is left out here, as in the transmission chance: the caller has found that
    it does not explain the results.
    """
    network, facts, _ = _set_up(case, by_descent=True)
    conflict = minimal_conflict(_people(case), network.model, facts)
    return "; ".join(one.words for one in conflict)


def _set_up(
    case: Case, *, by_descent: bool = False
) -> tuple[Network, tuple[Fact, ...], tuple[Assumption, ...]]:
    familial = familial_variant(case)
    assert familial is not None
    x_linked = familial.gene in found.X_GENES
    make = _x_linked if x_linked else _recessive
    model, assumptions = make(case, familial, by_descent)
    onset = next((one.value for one in assumptions if one.name is DefaultName.AGE_OF_ONSET), None)
    facts = facts_of(case, _tests(case), model, onset)
    return Network.of(_people(case), model), facts, assumptions


def _tests(case: Case) -> TestResults:
    familial = familial_variant(case)
    recessive = familial is not None and familial.gene not in found.X_GENES
    return collect_results(case, *(_causing(case) if recessive else (familial,)))


def _causing(case: Case) -> tuple[Finding, ...]:
    return found.disease_causing(case.germline, "SLC25A38")


def _people(case: Case) -> tuple[Person, ...]:
    return tuple(case.family.with_sex_of_parents())


def _parents(case: Case) -> tuple[Person, ...]:
    return case.family.parents(case.family.proband_id)


def _x_linked(
    case: Case, familial: Finding, by_descent: bool
) -> tuple[Model, tuple[Assumption, ...]]:
    settings = case.chances
    fitness = assumption(familial.gene, settings, DefaultName.MALE_FITNESS)
    residual = assumption(familial.gene, settings, DefaultName.RESIDUAL_MOSAICISM)
    new = RARE if fitness.value < 1 and not by_descent else ZERO
    mosaicism = Mosaicism.with_recurrence(residual.value, new)
    kept_up = RareXLinked(fitness.value, mosaicism.for_each_new(new))
    model = Model(
        Chromosome.X,
        (VARIANT,),
        RareXLinked(Fraction(1)) if by_descent else kept_up,
        penetrance=_penetrance(settings),
        mutation=Mutation(new, new),
        mosaicism=mosaicism,
        fitness=Fraction(1) if by_descent else fitness.value,
        selected=_in_the_line(case),
        carrier_priors=settings.priors,
    )
    return model, (fitness, residual)


def _recessive(
    case: Case, familial: Finding, by_descent: bool
) -> tuple[Model, tuple[Assumption, ...]]:
    settings = case.chances
    carriers = assumption(familial.gene, settings, DefaultName.CARRIER_FREQUENCY)
    onset = assumption(familial.gene, settings, DefaultName.AGE_OF_ONSET)
    own = (VARIANT,) if found.homozygous(_causing(case)) else (VARIANT, SECOND)
    model = Model(
        Chromosome.AUTOSOME,
        (*own, OTHER),
        RareRecessive(Fraction(0) if by_descent else carriers.value),
        penetrance=_penetrance(settings),
        carrier_priors=settings.priors,
        prior_variant=OTHER,
    )
    return model, ((carriers,) if settings.penetrance else (carriers, onset))


def _in_the_line(case: Case) -> frozenset[str]:
    """Return the ancestors of the proband and of all who were tested positive.

    Through them the change came down: there the fitness of fathers belongs to the balance of
    mutation and selection. That an uncle has children says nothing of him.
    """
    tests = _tests(case)
    found_in = [one.id for one in case.family if tests.positive(one.id)]
    line = {case.family.proband_id, *found_in}
    return frozenset(line.union(*(case.family.ancestors(one) for one in line)))


def _penetrance(settings: ChanceSettings) -> dict[str, Penetrance]:
    return {str(band.from_age): Penetrance(band.male, band.female) for band in settings.penetrance}
