"""Which facts cannot all be true: as few of them as contradict each other already.

Facts are left out one by one as long as the rest still contradicts itself. What remains is a
minimal set: take away any single one, and the others can be true together. There may be other
such sets; one is enough to begin checking samples, identities and relationships.
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

    Returns nothing where the facts can all be true. Halves are tried before single facts, so
    a conflict of few facts among many is found in few runs.
    """
    network = Network.of(people, model)
    if network.possible(facts):
        return ()
    found = _needed(network, (), (), tuple(facts))
    return tuple(fact for fact in facts if fact in found)


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
