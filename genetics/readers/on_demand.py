"""The genotypes of a cohort, each read when it is asked for: most people are never asked about."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, overload

from genetics.genotypes import Genotype
from genetics.readers.inflating import fastest_zlib
from genetics.readers.support import Support, support_in

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
    Heads = numpy.ndarray[Any, numpy.dtype[numpy.uint32]]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Packed:
    """The text of a cohort's record, kept in a small part of its size until it is asked for."""

    content: bytes = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Packed:
        """Pack a text, fast rather than small."""
        return cls(fastest_zlib().compress(text.encode("utf-8", "surrogatepass"), 1))

    @property
    def text(self) -> str:
        """Return the text."""
        unpacked: bytes = fastest_zlib().decompress(self.content)
        return unpacked.decode("utf-8", "surrogatepass")


class _OnDemand(Sequence[T]):
    """A sequence that is the tuple of what it goes through."""

    @abstractmethod
    def __iter__(self) -> Iterator[T]: ...

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...
    def __getitem__(self, number: int | slice) -> T | tuple[T, ...]:
        return tuple(self)[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as Python has it for what compares by content


@dataclass(frozen=True, eq=False)
class Words(_OnDemand[str]):
    """Genotypes of three bytes each, kept as numbers of four bytes: the last is what follows."""

    heads: Heads

    def __len__(self) -> int:
        return len(self.heads)

    def __iter__(self) -> Iterator[str]:
        return map(_written, self.heads.tolist())

    def one(self, place: int) -> str:
        """Return one of them, without the others being made."""
        return _written(int(self.heads[place]))


@lru_cache(maxsize=4096)
def _written(head: int) -> str:
    return head.to_bytes(4, "little")[:-1].decode("utf-8", "surrogatepass")


@dataclass(frozen=True, eq=False)
class Joined(_OnDemand[str]):
    """Columns of several values, kept as one text of bytes, parted by tabs."""

    raw: bytes = field(repr=False)
    columns: int

    def __len__(self) -> int:
        return self.columns

    def __iter__(self) -> Iterator[str]:
        text = self.raw.decode("utf-8", "surrogatepass")
        return iter(text.split("\t") if self.columns else ())

    def one(self, place: int) -> str:
        """Return one of them, without the others being made."""
        return self.raw.split(b"\t", place + 1)[place].decode("utf-8", "surrogatepass")


@dataclass(frozen=True, eq=False)
class Called(_OnDemand[Genotype]):
    """The genotypes of the samples of these numbers, whose columns are `written` so.

    `ways` are places here, one for each way in which GT is written. `done` are the genotypes
    that were read already, by their place.
    """

    samples: Sequence[tuple[str, int]]
    numbers: Numbers
    written: Words | Joined
    read: Callable[[str, str], Genotype]
    ways: Sequence[int]
    done: dict[int, Genotype] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.written)

    def __iter__(self) -> Iterator[Genotype]:
        for place, column in enumerate(self.written):
            yield self._at(place, column)

    def _at(self, place: int, column: str) -> Genotype:
        if (genotype := self.done.get(place)) is None:
            genotype = self.read(self.samples[self.numbers[place]][0], column)
            self.done[place] = genotype
        return genotype

    def without(self, places: Collection[int]) -> Called:
        """Return these without those at some places."""
        if not places:
            return self
        kept = [place for place in range(len(self)) if place not in places]
        done = {at: self.done[place] for at, place in enumerate(kept) if place in self.done}
        written = tuple(self.written)
        ways = [at for at, place in enumerate(kept) if place in self.ways]
        columns = "\t".join(written[place] for place in kept).encode("utf-8", "surrogatepass")
        joined = Joined(columns, len(kept))
        return Called(self.samples, self.numbers[kept], joined, self.read, ways, done)

    def one_of_each(self) -> tuple[tuple[str, Genotype], ...]:
        """Return of each way in which GT is written one column, as written and as read."""
        columns = [(at, self.written.one(at)) for at in self.ways]
        return tuple((column, self._at(at, column)) for at, column in columns)


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

    columns: Packed
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
            for column in self.columns.text.split("\t")
        )
