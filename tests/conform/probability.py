"""Judges everybody's chances: `./dev conform probability PATH`.

PATH is a folder of cases, or one case, in the format described beside the oracle: a pedigree
with a model, and either the posterior of every member or the kind of refusal. A line a case;
the last but one names the largest difference, the last counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.conflict import minimal_conflict
from pedigrees.probability.facts import Fact, KnownGenotype, Phenotype, TestResult
from pedigrees.probability.genotypes import State
from pedigrees.probability.model import (
    NORMAL,
    Alleles,
    Chromosome,
    HardyWeinberg,
    Model,
    Mutation,
    Penetrance,
)
from pedigrees.probability.numbers import Term
from pedigrees.probability.posterior import (
    ImpossibleFactsError,
    Posterior,
    Posteriors,
    posteriors,
)
from pedigrees.readers.links import link_faults, only_one_parent

TOLERANCE = 1e-9


class InvalidError(Exception):
    """The pedigree cannot be: of whom and why."""


@dataclass(frozen=True)
class Judgement:
    """Whether a case passed, in one line, and its largest difference from the oracle."""

    passed: bool
    line: str
    difference: float = 0.0


# Reading a case -------------------------------------------------------------------------------


def people_of(case: Mapping[str, Any]) -> list[Person]:
    """Return the people. Raises InvalidError for a pedigree that cannot be."""
    groups: dict[str, str] = {}
    people = [
        Person(
            one["id"],
            Sex(one["sex"]),
            father=one["father"],
            mother=one["mother"],
            social_parents=tuple(one.get("social_parents") or ()),
            twin_of=_first_twin(one, groups),
            monozygotic=True if one.get("mz_group") else None,
        )
        for one in case["pedigree"]
    ]
    if len({person.id for person in people}) < len(people):
        raise InvalidError("an id stands twice")
    faults = [fault.what for fault in link_faults(people)]
    x_linked = case["model"]["chromosome"] == "X"
    faults += [
        f"{one['id']} is male and has two alleles on X"
        for one in case["pedigree"]
        if x_linked and one["sex"] == "M" and any("/" in given for given in _genotypes(one))
    ]
    if faults:
        raise InvalidError("; ".join(faults))
    return people


def _first_twin(one: Mapping[str, Any], groups: dict[str, str]) -> str | None:
    group = one.get("mz_group")
    if not group:
        return None
    first = groups.setdefault(group, one["id"])
    return None if first == one["id"] else first


def _genotypes(one: Mapping[str, Any]) -> list[str]:
    given = one.get("genotype")
    return [] if given is None else [given] if isinstance(given, str) else list(given)


def model_of(case: Mapping[str, Any]) -> Model:
    """Return the model of a case; its normal allele becomes ""."""
    told = case["model"]
    frequencies = {
        _allele(name, told): Fraction(str(share))
        for name, share in told["allele_frequencies"].items()
    }
    classes = {"": told["penetrance"], **told.get("penetrance_classes", {})}
    rates = told.get("mutation_rate") or {}
    return Model(
        chromosome=Chromosome(told["chromosome"]),
        variants=tuple(name for name in frequencies if name != NORMAL),
        founders=HardyWeinberg(frequencies),
        penetrance={name: _penetrance(each) for name, each in classes.items()},
        mutation=Mutation(*(_rate(rates.get(sex, 0)) for sex in ("male", "female"))),
    )


def _allele(name: str, told: Mapping[str, Any]) -> str:
    return NORMAL if name == told["normal_allele"] else name


def _penetrance(told: Mapping[str, list[float]]) -> Penetrance:
    male, female = (tuple(Fraction(str(one)) for one in told[sex]) for sex in ("male", "female"))
    return Penetrance(male, female)


def _rate(number: float) -> Term:
    return Term(0, Fraction(str(number)))


def facts_of(case: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield what is known of each person."""
    told = case["model"]
    for one in case["pedigree"]:
        name, affection = one["id"], one.get("affection", "unknown")
        if _genotypes(one):
            possible = frozenset(_alleles(given, told) for given in _genotypes(one))
            shown = " or ".join(_genotypes(one))
            yield KnownGenotype(name, possible, f"{name} has the genotype {shown}")
        if affection != "unknown":
            yield Phenotype(name, affection == "affected", one.get("penetrance_class") or "")
        for test in one.get("tests", ()):
            chances = tuple(Fraction(str(each)) for each in test["p_positive_given_copies"])
            words = f"the test {test['name']} of {name} is {test['result']}"
            yield TestResult(name, test["result"] == "positive", chances, words)


def _alleles(given: str, told: Mapping[str, Any]) -> Alleles:
    return tuple(sorted(_allele(each, told) for each in given.split("/")))


# Judging --------------------------------------------------------------------------------------


def judge(case: Mapping[str, Any]) -> Judgement:
    """Judge one case against what it expects."""
    expected, name = case["expected"], case["id"]
    refused, got = _answer(case)
    if expected["status"] == "refuse":
        repaired = not refused and _is_repaired(case)
        told = f"refused, {refused}" if refused else "answered"
        if repaired:
            told = "repaired: a parent who is not recorded is added"
        return Judgement(refused.startswith(expected["kind"]) or repaired, f"{name}: {told}")
    if got is None:
        return Judgement(False, f"{name}: refused, {refused}, but an answer is expected")
    differences = list(_differences(got, expected, _Illness.of(case)))
    largest = max(differences, key=lambda one: one[0])
    what = f"{name}: {len(got.by_person)} people, largest difference {largest[0]:.1e}"
    passed = largest[0] <= TOLERANCE
    return Judgement(passed, what if passed else f"{what} ({largest[1]})", largest[0])


def _answer(case: Mapping[str, Any]) -> tuple[str, Posteriors | None]:
    """Return why it is refused, or the answer."""
    try:
        people = people_of(case)
        return "", posteriors(people, model_of(case), facts_of(case))
    except InvalidError as error:
        return f"invalid: {error}", None
    except ImpossibleFactsError:
        facts = minimal_conflict(people, model_of(case), tuple(facts_of(case)))
        return f"impossible: {'; '.join(fact.words for fact in facts)}", None


def _is_repaired(case: Mapping[str, Any]) -> bool:
    """One recorded parent is not a fault here: the other one is added."""
    return bool(only_one_parent(people_of(case)))


@dataclass(frozen=True)
class _Illness:
    """The chance to be ill, by person and state."""

    model: Model
    class_of: Mapping[str, str]

    @classmethod
    def of(cls, case: Mapping[str, Any]) -> _Illness:
        classes = {one["id"]: one.get("penetrance_class") or "" for one in case["pedigree"]}
        return cls(model_of(case), classes)

    def chance(self, person: str, state: State) -> float:
        penetrance = self.model.penetrance[self.class_of[person]]
        return float(penetrance.of(state.sex, state.alleles))


def _differences(
    got: Posteriors, expected: Mapping[str, Any], illness: _Illness
) -> Iterator[tuple[float, str]]:
    if expected.get("log_likelihood") is not None and got.log_likelihood is not None:
        relative = abs(got.log_likelihood - expected["log_likelihood"])
        yield relative / max(1.0, abs(expected["log_likelihood"])), "log-likelihood"
    for name, wanted in expected["posterior"].items():
        yield from _of_person(got[name], wanted, illness, name)


def _of_person(
    got: Posterior, wanted: Mapping[str, Any], illness: _Illness, name: str
) -> Iterator[tuple[float, str]]:
    if "if_male" in wanted:
        for key, sex in (("if_male", Sex.MALE), ("if_female", Sex.FEMALE)):
            yield from _of_person(_of_sex(got, sex), wanted[key], illness, f"{name} {key}")
        mixed = {key: told for key, told in wanted.items() if key not in ("if_male", "if_female")}
        yield from _of_person(got, mixed, illness, f"{name} of either sex")
        return
    if wanted.get("copies") is not None:
        for number, chance in enumerate(wanted["copies"]):
            yield abs(float(got.copies(number)) - chance), f"{name}, {number} copies"
    if wanted.get("p_carrier") is not None:
        yield abs(float(got.copies(1)) - wanted["p_carrier"]), f"{name}, carrier"
    if wanted.get("p_any_pathogenic") is not None:
        yield abs(float(got.carrying) - wanted["p_any_pathogenic"]), f"{name}, any"
    for genotype, chance in (wanted.get("genotypes") or {}).items():
        alleles = tuple(sorted(NORMAL if one == "1" else one for one in genotype.split("/")))
        found = sum(
            float(chance) for state, chance in got.states.items() if state.alleles == alleles
        )
        yield abs(found - chance), f"{name}, {genotype}"
    if wanted.get("p_affected_predictive") is not None:
        ill = sum(
            float(chance) * illness.chance(got.person, state)
            for state, chance in got.states.items()
        )
        yield abs(ill - wanted["p_affected_predictive"]), f"{name}, affected"


def _of_sex(got: Posterior, sex: Sex) -> Posterior:
    total = got.chance(lambda state: state.sex is sex)
    states = {state: chance / total for state, chance in got.states.items() if state.sex is sex}
    return Posterior(got.person, states)


def files_of(path: Path) -> list[Path]:
    """Return the cases under a path."""
    return [path] if path.is_file() else sorted(path.rglob("*.json"))


def _judged(file: Path) -> Judgement:
    """Judge one file; one that is no case fails, and says so."""
    try:
        return judge(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        return Judgement(False, f"{file.name}: not a case of this format ({error!r})")


def main(arguments: list[str]) -> int:
    """Judge every case, print a line for each and the totals."""
    if len(arguments) != 1 or not files_of(Path(arguments[0])):
        sys.stderr.write("conform probability PATH: a folder of cases or one case (.json)\n")
        return 2
    judged = []
    for file in files_of(Path(arguments[0])):
        judged.append(_judged(file))
        sys.stdout.write(f"{'ok  ' if judged[-1].passed else 'FAIL'} {judged[-1].line}\n")
    failed = sum(not one.passed for one in judged)
    sys.stdout.write(f"largest difference: {max(one.difference for one in judged):.2e}\n")
    sys.stdout.write(f"{len(judged) - failed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
