"""Everybody's chances in one run: weights are passed up a tree of small tables, and down again.

Each person has a table, shared with those who are left when he or she is summed out
(`elimination`). On the way up each table passes on what it knows without its person; on the
way down it learns what all the others know. Afterwards each table holds the exact weights of
its people given all evidence, and each person is read off his or her own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Generic

from genetics.errors import InputRejected, Mistake
from pedigrees.probability.elimination import Step, elimination_steps
from pedigrees.probability.tables import Table, Weight, product

MOST_ROWS = 4_000_000
"""Rows that all tables together may need: about two gigabytes (measured), our own choice."""


class TooTightlyKnitError(InputRejected):
    """A family whose tables would not fit into memory.

    `shared` is the number of people in the largest table, `rows` the size of all together.
    """

    def __init__(self, people: int, shared: int, rows: int) -> None:
        what = (
            f"the family is too tightly knit: {people} people of whom {shared} must be looked at "
            f"together, in tables of {rows:,} rows where {MOST_ROWS:,} are possible"
        )
        super().__init__(Mistake(what, "leave out branches that link nobody at risk"))
        self.people, self.shared, self.rows = people, shared, rows


@dataclass(frozen=True, slots=True)
class JunctionTree:
    """The order of summing out for a family, and whose table hangs below whose.

    `above` names for each person the one whose table the message goes to.
    """

    steps: tuple[Step, ...]
    above: Mapping[str, str]

    @classmethod
    def of(cls, people: Sequence[str], scopes: Iterable[Sequence[str]]) -> JunctionTree:
        """Build the tree for people of whom those of each scope share a table."""
        steps = elimination_steps(people, scopes)
        order = {step.person: place for place, step in enumerate(steps)}
        above = {
            step.person: min(step.others, key=order.__getitem__) for step in steps if step.others
        }
        return cls(steps, above)

    def check_size(self, states: Mapping[str, int]) -> None:
        """Raise TooTightlyKnitError where the tables need more than MOST_ROWS rows.

        `states` is the number of states of each person.
        """
        rows = sum(
            prod(states[name] for name in (step.person, *step.others)) for step in self.steps
        )
        if rows > MOST_ROWS:
            raise TooTightlyKnitError(len(states), self.width + 1, rows)

    @property
    def width(self) -> int:
        """Return the number of people in the largest table, less one (the treewidth reached)."""
        return max(len(step.others) for step in self.steps)

    def first_contradiction(self, tables: Sequence[Table[Weight]]) -> str:
        """Return whose table is the first without a possible row on the way up, "" for none."""
        raised, _ = self._upwards(tables)
        return next((name for name, table in raised.items() if not table.rows), "")

    def propagate(self, tables: Sequence[Table[Weight]]) -> Beliefs[Weight] | None:
        """Pass all weights up and down; return None where no combination of states is possible."""
        raised, sent = self._upwards(tables)
        if any(not table.rows for table in raised.values()):
            return None
        held: dict[str, Table[Weight]] = {}
        for step in reversed(self.steps):
            own = raised[step.person]
            if step.others:
                told = held[self.above[step.person]].over(step.others)
                own = own.times(told.divided_by(sent[step.person]))
            held[step.person] = own
        roots = tuple(sent[step.person].rows[()] for step in self.steps if not step.others)
        return Beliefs(held, roots)

    def _upwards(
        self, tables: Sequence[Table[Weight]]
    ) -> tuple[dict[str, Table[Weight]], dict[str, Table[Weight]]]:
        """Return everybody's table and message; the last table is empty on a contradiction."""
        order = {step.person: place for place, step in enumerate(self.steps)}
        waiting: dict[str, list[Table[Weight]]] = {step.person: [] for step in self.steps}
        for table in tables:
            waiting[min(table.scope, key=order.__getitem__)].append(table)
        raised: dict[str, Table[Weight]] = {}
        sent: dict[str, Table[Weight]] = {}
        for step in self.steps:
            raised[step.person] = product(waiting.pop(step.person))
            if not raised[step.person].rows:
                break
            sent[step.person] = raised[step.person].over(step.others)
            if step.others:
                waiting[self.above[step.person]].append(sent[step.person])
        return raised, sent


@dataclass(frozen=True, slots=True)
class Beliefs(Generic[Weight]):
    """What each table holds after both passes.

    `roots` are the weights of all evidence, one factor for each part of the family that no
    link joins to the others.
    """

    held: Mapping[str, Table[Weight]]
    roots: tuple[Weight, ...]

    def of(self, person: str) -> dict[int, Weight]:
        """Return the weights of the states of one person, of whatever total."""
        return {row[0]: weight for row, weight in self.held[person].over((person,)).rows.items()}
