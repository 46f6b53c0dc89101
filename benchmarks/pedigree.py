"""Everybody's chances in families of 100 to 10,000 people, with and without loops."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import isfinite, log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from grown_families import family_of, known, passed_on, results
from made_data import FULL, Sizes
from plain_elimination import GENOTYPES, chances_of_one
from side_by_side import Bench
from tables import Line, Section, Sides, Target

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person
from pedigrees.probability.conflict import minimal_conflict
from pedigrees.probability.facts import KnownGenotype
from pedigrees.probability.loci import XLocus
from pedigrees.probability.model import Alleles, Chromosome, HardyWeinberg, Model
from pedigrees.probability.posterior import Network, Posteriors
from pedigrees.probability.transmission import Evidence, transmission_chances

T = TypeVar("T")

FREQUENCY = 0.2
MODEL = Model(Chromosome.AUTOSOME, ("a",), HardyWeinberg({"": Fraction(4, 5), "a": Fraction(1, 5)}))
METHOD = """\
An autosomal gene, one change of frequency 0.2, families grown by chance
(`benchmarks/grown_families.py`); five people typed ("sparse") or half of them ("dense"). "All
members" is everybody's posterior in one run, the set-up of the tree included. A loop is a partner
who is a relative, of any branch unless said, the number of people staying the same. The peer,
plain variable elimination (`benchmarks/plain_elimination.py`), answers for one person in one run,
and its answer is compared with ours. CPU seconds are those of one process, the least of a few
runs."""


def measure(sizes: Sizes, _: Bench) -> Section:
    """Measure; a quick run leaves out the 10,000 and the peer on larger families."""
    quick = sizes != FULL
    lines = [*_targets(quick), *_loops(), *_growth(quick), *_peers(quick), *_transmission(quick)]
    return Section("Chances in a pedigree", METHOD, lines)


def cpu(run: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Return the least CPU seconds of several runs in this process, and the result."""
    seconds: list[float] = []
    for _ in range(times):
        began = process_time()
        result = run()
        seconds.append(process_time() - began)
    return min(seconds), result


def _under(what: str, seconds: float, limit: float) -> Line:
    return replace(_told(what, seconds), target=Target(limit))


def _told(what: str, seconds: float) -> Line:
    return Line(task=what, measured=seconds, unit=" s")


def _all_members(people: Sequence[Person], facts: Sequence[KnownGenotype]) -> Posteriors:
    return Network.of(people, MODEL).given(facts)


def _sparse(people: Sequence[Person]) -> list[KnownGenotype]:
    alleles = passed_on(people, FREQUENCY)
    return [known(one.id, alleles[one.id]) for one in people[:: len(people) // 5]]


def _dense(people: Sequence[Person]) -> list[KnownGenotype]:
    return results(passed_on(people, FREQUENCY), 0.5)


def _seconds(people: Sequence[Person], facts: Sequence[KnownGenotype], times: int = 3) -> float:
    seconds, got = cpu(partial(_all_members, people, facts), times)
    assert got.log_likelihood is not None
    assert isfinite(got.log_likelihood), "underflow"
    return seconds


def _targets(quick: bool) -> Iterator[Line]:
    for size, loops, limit in ((100, 3, 0.1), (1000, 3, 1.0), (10_000, 3, 20.0)):
        if quick and size > 1000:
            continue
        people = family_of(size, loops)
        for told, facts in (("sparse", _sparse(people)), ("dense", _dense(people))):
            what = f"all members of {size:,} people, {loops} loops, {told}"
            yield _under(what, _seconds(people, facts), limit)
    yield _one_wrong_sample()


def _one_wrong_sample() -> Line:
    people = family_of(300, 3)
    alleles = passed_on(people, FREQUENCY)
    wrong = next(
        one.id
        for one in people[150:]
        if one.father and one.mother and alleles[one.father] == alleles[one.mother] == ("", "")
    )
    facts = [known(name, own) for name, own in (alleles | {wrong: ("a", "a")}).items()]
    seconds, found = cpu(partial(minimal_conflict, people, MODEL, facts), 1)
    assert wrong in {fact.person for fact in found}
    return _under(f"one wrong sample among 300 typed, named by {len(found)} facts", seconds, 2.0)


def _loops() -> Iterator[Line]:
    """Loops beside none in the same families of 105 people, five of them.

    Marriages of first cousins leave the treewidth low; loops across all branches raise it, and
    the cost with it: that line has no target.
    """
    none, _ = _of_five(0, first_cousins=True)
    yield _told("105 people, no loop, mean of five families", none / 5)
    for loops in (5, 10):
        seconds, width = _of_five(loops, first_cousins=True)
        what = f"{loops} marriages of first cousins (treewidth up to {width}), beside none"
        yield Line(task=what, measured=seconds / none, target=Target(2.0))
    for loops in (5, 10):
        seconds, width = _of_five(loops, first_cousins=False)
        what = f"{loops} loops across branches (treewidth up to {width}), beside none"
        yield Line(task=what, measured=seconds / none)


def _of_five(loops: int, *, first_cousins: bool) -> tuple[float, int]:
    """Return the seconds of five families together, and the largest treewidth."""
    families = [family_of(105, loops, seed, first_cousins=first_cousins) for seed in range(5)]
    widest = max(Network.of(people, MODEL).tree.width for people in families)
    return sum(_seconds(people, _sparse(people), times=7) for people in families), widest


def _growth(quick: bool) -> Iterator[Line]:
    sizes = (100, 1000) if quick else (100, 1000, 10_000)
    for less, more in pairwise(sizes):
        took = [_seconds(people, _dense(people)) for people in map(family_of, (less, more))]
        power = log(took[1] / took[0]) / log(more / less)
        what = f"growth from {less:,} to {more:,} people, dense: power of their number"
        yield Line(task=what, measured=power, unit="")


def _peers(quick: bool) -> Iterator[Line]:
    for size in (100,) if quick else (100, 300, 1000):
        people = family_of(size, 3)
        facts = _sparse(people)
        target = people[-1].id
        ours, got = cpu(partial(_all_members, people, facts))
        typed = {fact.person: next(iter(fact.possible)) for fact in facts}
        took, answer = cpu(partial(chances_of_one, people, FREQUENCY, typed, target))
        exact = [float(got[target].copies(copies)) for copies in range(3)]
        yield _beside("plain elimination", size, ours, took, _difference(exact, answer))
        yield _by_pedprobr(people, typed, exact, ours)


def _difference(ours: Sequence[float], peer: Sequence[float]) -> str:
    same = all(abs(one - other) < 1e-6 for one, other in zip(ours, peer, strict=True))
    return "" if same else f"not the same chances as the peer's: {ours} beside {peer}"


def _by_pedprobr(
    people: Sequence[Person], typed: Mapping[str, Alleles], exact: Sequence[float], ours: float
) -> Line:
    if not _has_pedprobr():
        return replace(
            _beside("pedprobr", len(people), ours, 0, "not on this machine"), absent=True
        )
    with TemporaryDirectory(prefix="sideroscreen-bench-") as folder:
        file = Path(folder) / "family.tsv"
        file.write_text("".join(_row(one, typed) for one in people), encoding="utf-8")
        script = str(Path(__file__).with_name("pedprobr.R"))
        command = ["Rscript", script, str(file), people[-1].id, str(FREQUENCY)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    took, *answer = map(float, done.stdout.split())
    return _beside("pedprobr", len(people), ours, took, _difference(exact, answer))


def _beside(peer: str, size: int, ours: float, took: float, problem: str) -> Line:
    """Compare with a peer that needs a run for each person; all its runs are not made."""
    line = Line(task=f"all members of {size:,} people, 3 loops", peer=f"{peer}, one member")
    if problem:
        return replace(line, remark=problem)
    both = Sides(ours, took, ours / took)
    told = f"told, not judged; its {size:,} runs, extrapolated: {size * took / ours:.0f} × ours"
    return replace(line, cpu=both, measured=both.ratio, remark=told)


def _has_pedprobr() -> bool:
    try:
        asked = subprocess.run(
            ["Rscript", "-e", "library(pedprobr)"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return asked.returncode == 0


def _row(one: Person, typed: Mapping[str, Alleles]) -> str:
    shown = ("1/1", "1/2", "2/2")
    genotype = shown[GENOTYPES.index(typed[one.id])] if one.id in typed else ""
    sex = "1" if one.sex is Sex.MALE else "2"
    return "\t".join([one.id, one.father or "0", one.mother or "0", sex, genotype]) + "\n"


def _transmission(quick: bool) -> Iterator[Line]:
    """The transmission chances of the family view, exact in the limit of a rare change."""
    for size in (100, 1000) if quick else (100, 1000, 10_000):
        people = family_of(size, 3)
        family = Family(people, people[-1].id)
        evidence = Evidence({people[-1].id: frozenset([1])})
        seconds, _ = cpu(partial(transmission_chances, family, evidence, XLocus()), times=1)
        yield _told(f"transmission chances of {size:,} people, 3 loops, on X", seconds)
