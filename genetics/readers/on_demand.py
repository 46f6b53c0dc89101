"""The genotypes of a cohort, each read when it is asked for: most people are never asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

from genetics.genotypes import Genotype
from genetics.readers.support import Support, support_in

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]

T = TypeVar("T")


class _OnDemand(Sequence[T]):
    """A sequence that is the tuple of what it goes through."""

    def __iter__(self) -> Iterator[T]:
        raise NotImplementedError

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...
    def __getitem__(self, number: int | slice) -> T | tuple[T, ...]:
        return tuple(self)[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class Called(_OnDemand[Genotype]):
    """The genotypes of the samples of these numbers, whose columns are `written` so.

    `done` are those that were read already, by their place here.
    """

    samples: Sequence[tuple[str, int]]
    numbers: Numbers
    written: Sequence[str]
    read: Callable[[str, str], Genotype]
    done: dict[int, Genotype] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.written)

    def __iter__(self) -> Iterator[Genotype]:
        for place, number in enumerate(self.numbers.tolist()):
            if (genotype := self.done.get(place)) is None:
                genotype = self.read(self.samples[number][0], self.written[place])
                self.done[place] = genotype
            yield genotype

    def without(self, places: Sequence[int]) -> Called:
        """Return these without those at some places."""
        if not places:
            return self
        left_out = frozenset(places)
        kept = [place for place in range(len(self)) if place not in left_out]
        done = {at: self.done[place] for at, place in enumerate(kept) if place in self.done}
        written = [self.written[place] for place in kept]
        return Called(self.samples, self.numbers[kept], written, self.read, done)

    def one_of_each(self) -> tuple[tuple[str, Genotype], ...]:
        """Return of each way in which GT is written one column, as written and as read."""
        ways = {self.written[at].partition(":")[0]: at for at in self._unlike()}
        return tuple(
            (self.written[at], self.read(self.samples[self.numbers[at]][0], self.written[at]))
            for at in ways.values()
        )

    def _unlike(self) -> Iterable[int]:
        return dict(zip(self.written, range(len(self.written)), strict=True)).values()


@dataclass(frozen=True, eq=False)
class Texts(_OnDemand[str]):
    """One genotype for each sample as written: nearly all alike, the others by their numbers.

    `others` are numbers of samples with the columns of each; later ones count.
    """

    people: int
    common: str
    others: tuple[tuple[Iterable[int], Iterable[str]], ...]

    def __len__(self) -> int:
        return self.people

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        if isinstance(number, slice) or not 0 <= number < self.people:
            return tuple(self)[number]
        return self._apart.get(number, self.common)

    def __iter__(self) -> Iterator[str]:
        texts = [self.common] * self.people
        for number, text in self._apart.items():
            texts[number] = text
        return iter(texts)

    @cached_property
    def _apart(self) -> Mapping[int, str]:
        return {
            int(number): column.partition(":")[0]
            for numbers, columns in self.others
            for number, column in zip(numbers, columns, strict=False)
        }


@dataclass(frozen=True, eq=False)
class AllBut(_OnDemand[str]):
    """The names of all samples but those of these numbers, in order; nothing is copied."""

    samples: Sequence[tuple[str, int]]
    left_out: Numbers

    def __len__(self) -> int:
        return len(self.samples) - len(self.left_out)

    def __iter__(self) -> Iterator[str]:
        left_out = frozenset(self.left_out.tolist())
        return (name for number, (name, _) in enumerate(self.samples) if number not in left_out)


@dataclass(frozen=True, eq=False)
class Supports(_OnDemand[Support]):
    """How well each genotype is supported, from the text of all sample columns."""

    text: str = field(repr=False)
    keys: Sequence[str]
    people: int

    def __len__(self) -> int:
        return self.people

    def __iter__(self) -> Iterator[Support]:
        return iter(self._all)

    @overload
    def __getitem__(self, number: int) -> Support: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Support, ...]: ...
    def __getitem__(self, number: int | slice) -> Support | tuple[Support, ...]:
        return self._all[number]

    @cached_property
    def _all(self) -> tuple[Support, ...]:
        return tuple(
            support_in(dict(zip(self.keys, column.split(":"), strict=False)))
            for column in self.text.split("\t")
        )
