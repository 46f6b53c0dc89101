"""What a case says of each person's genotype, as facts that can be weighed and told.

Facts are recorded results, the finding of the proband, and, where a penetrance or an age of
onset is stated, who is affected and who is not. The same facts in the same words name a
contradiction, unfold a chance step by step, and stand behind the next best test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.case import Case
from pedigrees.familial_changes import FamilialChanges, Genotypes
from pedigrees.people import Affected, Genotype, Person, VariantTest
from pedigrees.probability.facts import Fact, KnownGenotype, Phenotype, TestResult, copies
from pedigrees.probability.model import NORMAL, OTHER, Alleles, Model
from pedigrees.tested import ADEQUATE_DEPTH, TestResults
from pedigrees.variant_tests import is_certain, looked_for


def facts_of(
    case: Case, tests: TestResults, model: Model, onset: Fraction | None
) -> tuple[Fact, ...]:
    """Return all facts of a case, the proband's first, then by the order of the people.

    `tests` are the results that count, the proband's own included. `onset` is the age in
    years by which a recessive disease shows itself, None where it has none.
    """
    first = case.family.proband
    people = (first, *case.family.relatives)
    found: list[Fact] = []
    for person in people:
        found += _results(person, case, tests, model)
        found += _phenotype(person, case, model)
        found += _healthy_past_onset(person, case, model, onset)
    return tuple(found)


def genotypes_seen(result: Genotype, model: Model) -> frozenset[Alleles]:
    """Return the alleles that a certain result for the family's changes leaves possible.

    The test looks for the changes of the family; another change of the gene is not seen.
    One copy: exactly one of the family's changes. Two: both copies carry one of them.
    """
    seen = {Genotype.NOT_DETECTED: 0, Genotype.HETEROZYGOUS: 1, Genotype.HEMIZYGOUS: 1}.get(
        result, 2
    )
    return frozenset(one for one in all_genotypes(model) if familial(one) == seen)


def genotypes_left(possible: Genotypes, model: Model) -> frozenset[Alleles]:
    """Return the alleles with which the family's changes are as the tests leave them possible.

    Another change of the gene is not seen by them.
    """

    def seen(alleles: Alleles) -> int | Alleles:
        own = tuple(sorted(NORMAL if one == OTHER else one for one in alleles))
        return familial(alleles) if model.x_linked else own

    return frozenset(one for one in all_genotypes(model) if seen(one) in possible)


def all_genotypes(model: Model) -> frozenset[Alleles]:
    """Return every combination of alleles that a man or a woman can have."""
    alleles = (NORMAL, *sorted(model.variants))
    sizes = (1, 2) if model.x_linked else (2,)
    return frozenset(one for size in sizes for one in combinations_with_replacement(alleles, size))


def familial(alleles: Alleles) -> int:
    """Return the number of copies of the family's own changes."""
    return sum(allele not in (NORMAL, OTHER) for allele in alleles)


def _results(person: Person, case: Case, tests: TestResults, model: Model) -> Iterator[Fact]:
    result = tests.results.get(person.id)
    if person.id == case.family.proband_id and not model.x_linked:
        own = (model.variants[0], next(one for one in reversed(model.variants) if one != OTHER))
        words = say("{person}: {result} (finding)", person=person.id, result=_two_copies(own))
        yield KnownGenotype(person.id, frozenset({own}), words)
    elif person.id in tests.possible:
        words = say("{person}: {told}", person=person.id, told=tests.words[person.id])
        yield KnownGenotype(person.id, genotypes_left(tests.possible[person.id], model), words)
    elif result is not None:
        words = say("{person}: test result {result}", person=person.id, result=say(result))
        yield KnownGenotype(person.id, genotypes_seen(result, model), words)
    for test in person.tests:
        if tests.changes is not None and not is_certain(test):
            yield from _weighed(person, test, tests.changes)


def _two_copies(own: Alleles) -> str:
    same = own[0] == own[1]
    return say(Genotype.HOMOZYGOUS if same else Genotype.COMPOUND_HETEROZYGOUS)


def _weighed(person: Person, test: VariantTest, changes: FamilialChanges) -> Iterator[TestResult]:
    """Yield, for each change that it looked for, the result of a test that can err.

    Sensitivity and false positives are those for one change. With too few reads a negative
    result says nothing.
    """
    found = changes.letters_of(test.found)
    chances = (test.false_positive, test.sensitivity, test.sensitivity)
    for letter in sorted(looked_for(test, changes)):
        seen = letter in found
        if not seen and person.depth is not None and person.depth < ADEQUATE_DEPTH:
            continue
        words = say(
            FOUND if seen else NOT_FOUND,
            person=person.id,
            change=changes.in_words(letter),
            sensitivity=f"{float(test.sensitivity):g}",
            false_positive=f"{float(test.false_positive):g}",
        )
        yield TestResult(person.id, seen, chances, words, frozenset({letter}))


FOUND = marked(
    "{person}: {change} found by a test that can err (sensitivity {sensitivity}, false positive "
    "{false_positive})"
)
NOT_FOUND = marked(
    "{person}: {change} not found by a test that can err (sensitivity {sensitivity}, false "
    "positive {false_positive})"
)


def _phenotype(person: Person, case: Case, model: Model) -> Iterator[Fact]:
    """Affected or not counts only where a penetrance is stated for the person's age."""
    band = band_of(person, case.report_date, model.penetrance)
    if band is not None and person.affected is not Affected.UNKNOWN:
        told = _penetrance_in_words(person, band, model)
        yield Phenotype(person.id, person.affected is Affected.YES, band, told)


def _penetrance_in_words(person: Person, band: str, model: Model) -> str:
    """Return the penetrance for a person's age and sex: a man has no two copies of an X."""
    stated = model.penetrance[band]
    men = stated.male[:2] if model.x_linked else stated.male
    longest = men if person.sex is Sex.MALE else stated.female
    copies_told = ", ".join(str(number) for number, _ in enumerate(longest))
    male, female = _in_figures(men), _in_figures(stated.female)
    either = say("men {male}, women {female}", male=male, female=female)
    chances = {Sex.MALE: male, Sex.FEMALE: female}.get(person.sex, either)
    if band == "0":
        return say(
            "chance to be ill with {copies} changed copies: {chances}",
            copies=copies_told,
            chances=chances,
        )
    return say(
        "chance to be ill from the age of {age} on with {copies} changed copies: {chances}",
        age=band,
        copies=copies_told,
        chances=chances,
    )


def _in_figures(chances: Sequence[Fraction]) -> str:
    return ", ".join(f"{float(chance):g}" for chance in chances)


def band_of(person: Person, day: date, penetrance: Mapping[str, object]) -> str | None:
    """Return the name of the age band of a person, None where age or band is not known.

    The age is the younger one possible; of someone deceased it is that at death.
    """
    ages = person.birth.ages_on(day)
    if ages is None:
        return None
    age = ages[0]
    if person.died is not None and person.birth.year is not None:
        age = min(age, max(person.died - person.birth.year - 1, 0))
    reached = [int(name) for name in penetrance if int(name) <= age]
    return str(max(reached)) if reached else None


def _healthy_past_onset(
    person: Person, case: Case, model: Model, onset: Fraction | None
) -> Iterator[Fact]:
    if onset is None or model.penetrance or person.affected is not Affected.NO:
        return
    ages = person.birth.ages_on(case.report_date)
    if ages is None or ages[0] < onset or person.id == case.family.proband_id:
        return
    healthy = frozenset(one for one in all_genotypes(model) if copies(one) < 2)
    words = say(
        "{person}: recorded not affected, past the age of onset ({years} years)",
        person=person.id,
        years=onset,
    )
    yield KnownGenotype(person.id, healthy, words)
