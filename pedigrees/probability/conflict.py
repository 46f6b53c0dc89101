"""Which facts cannot all be true: as few of them as contradict each other already.

Facts are left out one by one as long as the rest still contradicts itself. What remains is a
minimal set: take away any single one, and the others can be true together. There may be other
such sets; one of few people near each other is the best to begin checking samples, identities
and relationships.
"""

from __future__ import annotations

from collections.abc import Sequence

from pedigrees.people import Person
from pedigrees.probability.facts import Fact
from pedigrees.probability.model import Model
from pedigrees.probability.posterior import Network


def minimal_conflict(
    people: Sequence[Person], model: Model, facts: Sequence[Fact]
) -> tuple[Fact, ...]:
    """Return a minimal set of facts that contradict each other, in their order.

    Returns nothing where the facts can all be true, or where the model by itself, without any
    fact, is impossible. Halves are tried before single facts, so a conflict of few facts among
    many is found in few runs, and the nearest before those further away: the search begins
    where the weights first contradict each other, and again around each person found. The
    smallest set is told.
    """
    network, given = Network.of(people, model), tuple(dict.fromkeys(facts))
    start = network.first_contradiction(given)
    if not start or not network.possible(()):
        return ()
    found = _around(network, given, start)
    for name in dict.fromkeys(network.genome[fact.person] for fact in found):
        found = min(found, _around(network, given, name), key=len)
    return tuple(fact for fact in given if fact in found)


def _around(network: Network, facts: Sequence[Fact], genome: str) -> tuple[Fact, ...]:
    """Return a minimal set of which as much as possible is near to one genome."""
    return _needed(network, (), (), _nearest_first(network, facts, genome))


def _nearest_first(network: Network, facts: Sequence[Fact], genome: str) -> tuple[Fact, ...]:
    """Return the facts by the number of parent links between each one's person and this one."""
    near: dict[str, set[str]] = {name: set() for name in network.variables}
    for name, one in network.variables.items():
        for parent in one.scope[1:]:
            near[name].add(parent)
            near[parent].add(name)
    order = [genome]
    steps = dict.fromkeys(order, 0)
    for name in order:
        reached = sorted(near[name] - steps.keys())
        steps |= dict.fromkeys(reached, steps[name] + 1)
        order += reached
    far = len(near)
    return tuple(sorted(facts, key=lambda fact: steps.get(network.genome[fact.person], far)))


def _needed(
    network: Network,
    kept: tuple[Fact, ...],
    added: tuple[Fact, ...],
    open_: tuple[Fact, ...],
) -> tuple[Fact, ...]:
    """Return those of `open_` that a conflict together with `kept` needs.

    This is QuickXplain (Junker 2004): where `kept` with what was just `added` contradicts
    itself, nothing more is needed.
    """
    if added and not network.possible(kept):
        return ()
    if len(open_) == 1:
        return open_
    middle = len(open_) // 2
    first, second = open_[:middle], open_[middle:]
    from_second = _needed(network, (*kept, *first), first, second)
    from_first = _needed(network, (*kept, *from_second), from_second, first)
    return (*from_first, *from_second)
